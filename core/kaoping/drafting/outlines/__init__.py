"""Running text: numbered outlines, stretches of a document, what each line is."""
