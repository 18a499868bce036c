"""From ratings to a score sheet: pure functions, exact numbers, every value with its derivation."""
