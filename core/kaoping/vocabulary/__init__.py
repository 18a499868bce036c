"""The vocabularies that standards share: themes and facts, as data files."""
