"""The Textual application of kaoping."""
