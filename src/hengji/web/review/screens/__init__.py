"""
The pages of the authority's side, one file a way of working.
"""
