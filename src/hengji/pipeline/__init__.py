"""
Floor 4: one function a use case, joining the engines; no logic of its own.

Command line, web and batch all come through here, so they cannot drift apart.
"""
