"""
Who there is: organisations, users, the roles that people hold in organisations; and how access is decided.
"""
