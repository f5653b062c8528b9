"""
Reading what a browser sent: numbers that a database can hold, words that a document can.
"""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest, QueryDict

_LONGEST: Final = 12
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def whole(given: str | None) -> int | None:
    """
    A whole number, or `None` for anything else.

    >>> whole("12"), whole("-1"), whole("１２"), whole("9" * 40), whole(None)
    (12, None, None, None, None)
    """
    if not given or not (given.isascii() and given.isdigit()) or len(given) > _LONGEST:
        return None
    return int(given)


def posted(request: HttpRequest, name: str) -> int | None:
    """A whole number of a form."""
    return whole(request.POST.get(name))


def numbers(given: QueryDict, name: str) -> list[int]:
    """Every whole number under a name."""
    return [number for one in given.getlist(name) if (number := whole(str(one))) is not None]


def words(given: QueryDict, name: str, longest: int = 2_000) -> str:
    """The words under a name: without signs that no document holds, without blanks around, cut off."""
    return sound(str(given.get(name, "")))[:longest]


def sound(text: str) -> str:
    r"""
    Words without what neither a database nor a document can hold.

    >>> sound(" 甲\x00乙 ")
    '甲乙'
    """
    return _FORBIDDEN.sub("", text).strip()


def page_of(request: HttpRequest) -> int:
    """Which page of a list is asked for."""
    return whole(request.GET.get("page")) or 1
