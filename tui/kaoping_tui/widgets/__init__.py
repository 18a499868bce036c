"""One thin subclass for each stock widget, used everywhere: where the fixes for Chinese live."""
