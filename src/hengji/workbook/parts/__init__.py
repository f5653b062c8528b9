"""
The sheets of the filing workbook, one module a sheet.

Each module declares its sheet, fills it from a filing and takes it over into one: what is
written and what is read stand side by side, so they cannot drift apart.
"""
