"""PDFs written object by object, so that each can be wrong in one place."""

from __future__ import annotations

PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
WORDS = b"BT /F 12 Tf 72 700 Td (Score 100) Tj ET"


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of those objects, counted from one; the first is the catalogue."""
    content, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    content += b"trailer <</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return content


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream of that content as it is; `extra` stands in its dictionary."""
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), extra, content)
