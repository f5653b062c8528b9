"""
A line of JSON in pieces: what is said of a document of ten megabytes is never held whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from hengji.documents.writers.json import Object, printable

_LENGTH: Final = 65_536
"""Characters of a piece: few enough to hold, and so many that writing them costs nothing."""
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode


def pieces(result: Object) -> Iterator[str]:
    """
    What `json.line` gives for an object, in order; an iterator in it is a list, written as it comes.

    >>> "".join(pieces({"file": "报告.txt", "figures": iter([{"start": 0}, {"start": 7}]), "error": None}))
    '{"file": "报告.txt", "figures": [{"start": 0}, {"start": 7}], "error": null}'
    """
    held: list[str] = []
    length = 0
    for words in _words(result):
        held.append(words)
        length += len(words)
        if length >= _LENGTH:
            yield printable("".join(held))
            held.clear()
            length = 0
    yield printable("".join(held))


def _words(result: Object) -> Iterator[str]:
    opening = "{"
    for key, value in result.items():
        yield f"{opening}{_encode(key)}: "
        opening = ", "
        if not isinstance(value, Iterator):
            yield _encode(value)
            continue
        before = "["
        for member in value:
            yield before + _encode(member)
            before = ", "
        yield "[]" if before == "[" else "]"
    yield "}"
