"""
Floor 6, the door: commands, output, exit codes.

Results go to stdout, everything else to stderr.  Commands are imported only when they are
called, so that `hengji --help` answers at once.
"""
