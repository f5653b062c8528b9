"""
Filings: drafts field by field, immutable revisions, evidence, explanations, and the workflow as one table.
"""
