"""Two editions of a standard: which element of one is which of the other, what differs, which judgements still hold. Pure."""
