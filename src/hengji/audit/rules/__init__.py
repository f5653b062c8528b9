"""The rules, one a file, by family; `audit.registry` finds them."""
