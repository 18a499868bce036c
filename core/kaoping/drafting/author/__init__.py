"""The author's side of a draft: what is asked of him, what he corrects, what is still wrong."""
