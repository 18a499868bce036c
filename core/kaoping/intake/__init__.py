"""Official documents: reading their files into one neutral shape, and holding standards against them."""
