"""
Statements out of prose and tables, a kind of arithmetic a file.
"""
