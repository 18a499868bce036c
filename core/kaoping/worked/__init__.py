"""Worked cases sketched for any standard: each rule from both sides, with what the program makes of it, to be checked by hand."""
