"""
Structure → bytes: blocks, sheets, scorecards and findings into docx, PDF, HTML, xlsx and JSON.

Here belongs how things look and how a format is written; not what a report says (`compose`) and
not which criterion earned what (`scoring`).  `layout` holds the page profiles as data, `grid` where
the cells of a table fall, `characters` what may be written at all; the writers share all three.
"""
