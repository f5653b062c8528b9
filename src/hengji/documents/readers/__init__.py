"""
Readers: bytes to structure, without meaning.

`read` looks at the content, never at the name's ending, and gives an `Extract` whose text all
offsets refer to.  What cannot be read whole is refused with the reason and a remedy.
"""

from __future__ import annotations

from pathlib import Path

from hengji.documents.readers import container, sniffing
from hengji.domain.extract import Extract

__all__ = ["read"]


def read(path: Path) -> Extract:
    """The extract of one file of any kind that we read; raises `UnreadableDocument`."""
    return sniffing.read_as_found(path, container.load_bytes(path))
