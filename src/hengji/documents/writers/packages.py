"""
An office package again, with some of its parts changed and all others byte for byte.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from hengji.documents.readers.container import Package

_STORED: Final = (".png", ".jpeg", ".jpg", ".gif", ".emf", ".wmf", ".bin")


def repacked(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The bytes of the package with the changed parts in their places and new ones after them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*package.names, *(name for name in changed if name not in package)):
            content = changed[name] if name in changed else package.read(name)
            packing = zipfile.ZIP_STORED if name.lower().endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return buffer.getvalue()
