"""From pieces with roles to the data of a standard."""
