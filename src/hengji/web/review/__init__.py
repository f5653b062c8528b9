"""
The authority's side: comments at the very cell or sentence, confirmed points, waivers, samples.
"""
