"""
The table of the “三公” expenses, flattened: its header a word a line, then its figures a line each.

Its columns are the same everywhere: a total, travel abroad, receptions, and vehicles as their subtotal,
purchase and running.  Only their order differs, and the header's words show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from hengji.domain.figure import Figure
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import grid
from hengji.interpret.flat_forms import Piece, number
from hengji.interpret.statements import tables

_BRACKET: Final = re.compile(r"[（(]境[）)]")
_HEADER: Final = re.compile(
    r"合计(?P<parts>(?:因公出国境?费用?|公务接待费|公务用车购置(?:及|和)?运行(?:维护)?费){3})小计(?:公务用车)?购置费(?:公务用车)?运行(?:维护)?费\Z"
)
_PART: Final = re.compile(r"因公|接待|用车")
_PARTS: Final = 3
_COLUMNS: Final = 6
_LONGEST_HEADER: Final = 24


def three_public(pieces: Sequence[Piece], text: str, note: str | None) -> Iterator[Statement]:
    """
    The two sums of a row of that table, where one of them at least shows that the columns are these.

    A blank cell leaves nothing behind, so a row that is short says nothing.
    """
    begins = [
        index
        for index, piece in enumerate(pieces)
        if index and grid.is_number(piece.words) and not grid.is_number(pieces[index - 1].words)
    ]
    for begin in begins:
        words = "".join(piece.words for piece in pieces[max(0, begin - _LONGEST_HEADER) : begin])
        header = _HEADER.search(_BRACKET.sub("境", words))
        if header is None:
            continue
        run = list(takewhile(lambda piece: grid.is_number(piece.words), pieces[begin:]))
        # One column may follow: 机关运行经费 stands in the same table and in no sum.
        if len(run) not in {_COLUMNS, _COLUMNS + 1} or (len(run) > _COLUMNS) != ("机关运行经费" in words):
            continue
        found = [number(piece, note) for piece in run[:_COLUMNS]]
        row = [figure for figure in found if figure is not None]
        parts = _PART.findall(header["parts"])
        if len(row) == _COLUMNS and len(set(parts)) == _PARTS:
            yield from _sums(row, parts, text)


def _sums(row: list[Figure], order: list[str], text: str) -> Iterator[Statement]:
    rest = iter(row[1:])
    parts: list[tuple[str, Figure]] = []
    vehicles: list[Figure] = []
    for name in order:
        if name == "用车":
            vehicles = [next(rest) for _ in range(_PARTS)]
            parts.append(("part", vehicles[0]))
        else:
            parts.append(("part", next(rest)))
    sums = [
        tables.statement(StatementType.SUM_OF_PARTS, row[0], parts, text, "“三公”经费合计"),
        tables.statement(
            StatementType.SUM_OF_PARTS,
            vehicles[0],
            [("part", vehicles[1]), ("part", vehicles[2])],
            text,
            "公务用车购置及运行费",
        ),
    ]
    if any(map(tables.agrees, sums)):
        yield from sums
