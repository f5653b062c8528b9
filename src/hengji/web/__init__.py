"""
Floor 5: the platform on which departments file, an authority reviews and the public reads.

The place is kept; nothing is built here yet.  It will call `pipeline` and hold no rule of its own.
"""
