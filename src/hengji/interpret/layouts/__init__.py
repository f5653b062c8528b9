"""
Words of forms and headings, as lists: what the code looks for, without the code.
"""
