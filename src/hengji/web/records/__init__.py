"""
The append-only event log: who did what to which object, when, and proof that nobody changed it since.

Each object has a chain of its own, so writers of different filings never wait for each other.
"""
