"""A standard as an Excel workbook that people write in, and back: every field of the format has its cell."""
