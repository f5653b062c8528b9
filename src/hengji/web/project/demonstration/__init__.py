"""
The demonstration: an invented city of twelve departments over three years, the same every time.

Only 江门市妇联 2024 is taken from a published report (the bundled example); everything else is made up
and says so.
"""
