"""
What an audit writes says so: the audit of a folder must not take it for a report.

The page has its generator in its head.  Copies with remarks and the list of findings end with a mark
that every program ignores and none keeps: a copy that was worked on and saved is a report again.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Final

from hengji.documents.writers.markup import AUDIT_PAGE

_MARK: Final = b"hengji audit"
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_END_SIZE: Final = 22
"""Bytes of the last record of an archive, whose last two tell how long the remark behind it is."""
_PDF_REMARK: Final = b"\n%" + _MARK + b"\n"
_HEAD: Final = 2048
"""Bytes in which an audit page says what it is."""
_TAIL: Final = 32
_MARKED: Final = frozenset({".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm", ".pdf"})


def marked(content: bytes) -> bytes:
    r"""
    An office file or a PDF with the mark at its end; anything else as it is.

    >>> marked(b"%PDF-1.7 ... %%EOF").endswith(b"hengji audit\n"), marked(b"text")
    (True, b'text')
    """
    if content.startswith(b"%PDF"):
        return content + _PDF_REMARK
    if content[-_ZIP_END_SIZE:].startswith(_ZIP_END):
        return content[:-2] + struct.pack("<H", len(_MARK)) + _MARK
    return content


def is_product(path: Path) -> bool:
    """Whether an audit wrote that file and nobody has saved it since; a file that cannot be read is none."""
    ending = path.suffix.lower()
    try:
        if ending in {".html", ".htm"}:
            with path.open("rb") as page:
                return AUDIT_PAGE.encode() in page.read(_HEAD)
        if ending not in _MARKED:
            return False
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            return file.read().rstrip(b"\n").endswith(_MARK)
    except OSError:
        return False  # the audit itself will tell why it cannot be read
