"""The use cases: the one door for the command line, the screens and the tests."""
