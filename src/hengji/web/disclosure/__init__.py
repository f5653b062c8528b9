"""
What the public reads: published reports, comparisons, open data, a feed; and charts for the bureau.

A published report is a copy of its own, written once when it is published: later drafts, comments and
numbers of filings never reach these pages.
"""
