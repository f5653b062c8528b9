"""
Readers: bytes to structure, without meaning.

`read` looks at the content, never at the name's ending, and gives an `Extract` whose text all
offsets refer to.  What cannot be read whole is refused with the reason and a remedy.
"""

from __future__ import annotations

from pathlib import Path

from hengji.documents.readers import container, sniffing, weighing
from hengji.documents.readers.confinement import Limits, read_in_child
from hengji.domain.extract import Extract

__all__ = ["Limits", "is_heavy", "read", "read_in_child"]


def read(path: Path) -> Extract:
    """
    The extract of one file of any kind that we read; raises `UnreadableDocument`.

    Files that may grow beyond `weighing.IN_PROCESS_BYTES` are read in a child with limits; the
    usual report is read where we are, in a few milliseconds.
    """
    content = container.load_bytes(path)
    if weighing.weigh(content) > weighing.IN_PROCESS_BYTES:
        return read_in_child(path)
    return sniffing.read_as_found(path, content)


def is_heavy(path: Path) -> bool:
    """Whether a file may grow so much that it is only read in a child; raises `UnreadableDocument`."""
    return weighing.weigh(container.load_bytes(path)) > weighing.IN_PROCESS_BYTES
