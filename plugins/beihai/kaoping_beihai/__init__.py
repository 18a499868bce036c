"""kaoping plugin: Beihai."""
