"""CO: the same thing told in two ways."""
