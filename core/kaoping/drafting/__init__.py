"""From an official document to a draft of a standard: what each part of the text was read as, and what is unsure."""
