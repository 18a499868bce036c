"""The workspace file: one SQLite database, one way to write it."""
