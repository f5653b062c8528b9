"""CM: what is missing."""
