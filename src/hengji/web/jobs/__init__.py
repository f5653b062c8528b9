"""
Work that takes longer than a page may: a queue in the database, a worker beside the server.
"""
