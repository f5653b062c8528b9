"""The page tree and the words of PDFs written object by object, so that each can be wrong in one place."""

from __future__ import annotations

PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
WORDS = b"BT /F 12 Tf 72 700 Td (Score 100) Tj ET"
