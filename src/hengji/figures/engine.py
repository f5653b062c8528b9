"""
One pass over a text: every figure, in order, none inside another.
"""

from __future__ import annotations

import re
from operator import itemgetter

from hengji.domain.figure import Figure
from hengji.figures import addresses, arabic, chinese, forms, lists, notes
from hengji.figures.folding import fold

_START = itemgetter(1)
_figure = tuple.__new__  # what `Figure(...)` does, without binding nine arguments by name
_STRETCH = 200_000
_SENTENCE_AND_LINE = re.compile(r"。[ \t\r\u3000]*\n")
"""Behind it a text goes on anew: neither a figure nor the rows of a form go across."""


def find(text: str) -> list[Figure]:
    """
    Every figure of `text`, each with its exact span, in order.

    >>> [(figure.quote, str(figure.value), figure.unit) for figure in find("筹集90多万元，覆盖超15万人次")]
    [('90多万元', '900000', 'CNY'), ('15万人次', '150000', '人次')]
    """
    apart = notes.without(text, _read)
    return _read(text) if apart is None else apart


def moved(figure: Figure, by: int) -> Figure:
    """The figure where its text stands so many characters further on."""
    quote, start, end, kind, value, unit, modifier, step, upper = figure
    return _figure(Figure, (quote, start + by, end + by, kind, value, unit, modifier, step, upper))


def _read(text: str) -> list[Figure]:
    """The figures of a text, stretch by stretch where it is long: its folded form is a copy of it."""
    if len(text) <= _STRETCH:
        return _read_stretch(text)
    figures: list[Figure] = []
    start = 0
    while start < len(text):
        stop = _SENTENCE_AND_LINE.search(text, start + _STRETCH)
        end = len(text) if stop is None else stop.end()
        figures += [moved(figure, start) for figure in _read_stretch(text[start:end])]
        start = end
    return figures


def _read_stretch(text: str) -> list[Figure]:
    folded = fold(text)
    figures: list[Figure] = []
    chinese.collect(folded, text, figures)
    arabic.collect(folded, text, figures)
    figures.sort(key=_START)
    figures = addresses.without(folded, _apart(figures))
    lists.shared(folded, figures)
    forms.announced(folded, figures)
    return figures


def _apart(figures: list[Figure]) -> list[Figure]:
    """The figures without those that lie in an earlier one; of two that begin together the longer stays."""
    kept: list[Figure] = []
    end = -1
    for figure in figures:
        start, stop = figure[1], figure[2]  # by place: names cost a third of this loop
        if start >= end:
            kept.append(figure)
            end = stop
        elif stop > end and start == kept[-1][1]:
            kept[-1] = figure
            end = stop
    return kept
