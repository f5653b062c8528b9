"""
Reading what a browser sent.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

_LONGEST: Final = 12


def whole(given: str | None) -> int | None:
    """
    A whole number, or `None` for anything else.

    >>> whole("12"), whole("-1"), whole("１２"), whole(None)
    (12, None, None, None)
    """
    if not given or not (given.isascii() and given.isdigit()) or len(given) > _LONGEST:
        return None
    return int(given)


def posted(request: HttpRequest, name: str) -> int | None:
    """A whole number of a form."""
    return whole(request.POST.get(name))


def page_of(request: HttpRequest) -> int:
    """Which page of a list is asked for."""
    return whole(request.GET.get("page")) or 1
