"""Tables of a document: rubrics by their columns, what stands around them."""
