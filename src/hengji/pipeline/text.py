"""
Text: the plain text of a file that every offset refers to.
"""

from __future__ import annotations

from pathlib import Path

from hengji.documents import readers
from hengji.domain.extract import Extract


def text(path: Path) -> Extract:
    """Read a file of any known format; raises an `InputError` where it cannot be read."""
    return readers.read(path)
