"""The plugin core: hook specifications, loading, isolation."""
