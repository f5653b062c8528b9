"""
Right reports with one error planted at a time, to measure what an audit finds.

What belongs here: synthetic reports of invented departments whose figures are right by
construction, the planters that spoil one thing each, and the files of both.  What does not: any
knowledge of the audit.  Nothing here imports `hengji.audit` or `hengji.interpret`; wordings follow
what public reports do, not what our interpreter reads.
"""
