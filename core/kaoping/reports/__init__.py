"""Reports as files: formats behind the report hook."""
