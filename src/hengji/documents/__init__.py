"""
Floor 2: bytes ↔ structure, no meaning.

`readers` turn a file into an `Extract`; `writers` turn blocks, sheets and scorecards into files.
"""
