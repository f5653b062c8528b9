"""
Judging a filing or a document: every statement recomputed once, every doubt with its place.

What belongs here: the verdict on a statement (`judge`), the rules — one a file in `rules` —
and the two entrances `audit_filing` and `audit_document`.  What does not: reading files, finding
statements, giving points.
"""

from hengji.audit.documents import audit_document
from hengji.audit.filings import audit_filing
from hengji.audit.judging import judge
from hengji.audit.pending import pending_findings
from hengji.audit.reference import pages as reference_pages

__all__ = ["audit_document", "audit_filing", "judge", "pending_findings", "reference_pages"]
