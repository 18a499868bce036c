"""kaoping plugin: national county."""
