"""
Floor 5: many files in, typed tables out, on one machine or on Spark.

The place is kept; nothing is built here yet.  When it is, it parallelises over files, calls
`pipeline` and restates no rule.
"""
