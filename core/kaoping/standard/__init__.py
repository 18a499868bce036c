"""What a standard is: reading its file, checking it, describing it."""
