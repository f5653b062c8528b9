"""
One form for one value: what is hashed must not be able to mean two things.

Every part is written as a kind, a length and its bytes, so no two different values share a form.
Floats have no place here; figures travel as decimal text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

from cryptography.hazmat.primitives import hashes

ALGORITHM: Final = "sm3-lp1"
"""SM3 over the length-prefixed form, first edition; a later form gets a new name."""
LEAF: Final = b"\x00"
"""Sets an event's form apart from anything else that may be hashed one day."""

Plain = None | bool | int | str | Sequence["Plain"] | Mapping[str, "Plain"]


def canonical(value: Plain) -> bytes:
    """
    The bytes of a value.

    >>> canonical(["ab", "c"]) == canonical(["a", "bc"])
    False
    >>> canonical({"b": 1, "a": None}) == canonical({"a": None, "b": 1})
    True
    """
    if value is None:
        return _part(b"n", b"")
    if isinstance(value, bool):
        return _part(b"b", b"1" if value else b"0")
    if isinstance(value, int):
        return _part(b"i", str(value).encode())
    if isinstance(value, str):
        return _part(b"s", value.encode("utf-8"))
    if isinstance(value, Mapping):
        pairs = (canonical(name) + canonical(value[name]) for name in sorted(value))
        return _part(b"m", b"".join(pairs))
    if isinstance(value, Sequence):
        return _part(b"l", b"".join(map(canonical, value)))
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _part(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(8, "big") + content


def sm3(content: bytes) -> str:
    """
    The SM3 digest (GB/T 32905), in hexadecimal.

    >>> sm3(b"abc")
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    """
    if _HASHLIB_HAS_SM3:
        return hashlib.new("sm3", content).hexdigest()
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


_HASHLIB_HAS_SM3: Final = "sm3" in hashlib.algorithms_available


def text(value: Plain) -> str:
    """
    A value as JSON that is the same every time: sorted, without blanks.

    >>> text({"乙": [1, "2.50"], "甲": None})
    '{"乙":[1,"2.50"],"甲":null}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
