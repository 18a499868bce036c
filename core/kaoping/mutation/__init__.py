"""Rule mutation: one rule of a standard changed at a time, to see which changes its worked cases notice. Pure."""
