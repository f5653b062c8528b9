"""
Tables of a text file: lines of cells parted by tabs read as the tables that they are, and the cells of
all tables parted by tabs.

A text file has no tables of its own, but a table saved or copied as text keeps its tabs, and with
them its empty cells and its columns.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hengji.domain.extract import Cell, Extract, Paragraph, Table
from hengji.domain.source import Place

_ENDS = ("\r\n", "\r", "\n")
_LINE_ENDS = re.compile(r"(\r\n|\r|\n)")
_BAR = re.compile(r"[|｜│┃║├┤┼╟╢╫╠╣╬┣┫╋]")
_FEWEST_ROWS = 2
_NEAR = 40
"""How many rows around a row tell what its columns hold."""


def in_tabs(extract: Extract) -> Extract:
    """
    The extract with the cells of its tables parted by tabs, as every other format has them.

    Bars, rules and blanks around cells give way; words, lines and all offsets stay.
    """
    if extract.format != "txt":
        return extract
    text = extract.text
    pieces: list[str] = []
    position = 0
    for table in extract.tables:
        if "\t" in text[table.start : table.end]:
            continue
        pieces.append(text[position : table.start])
        position = table.start
        for cell in table.cells:
            pieces += [_gap(text[position : cell.start]), text[cell.start : cell.end]]
            position = cell.end
        pieces.append(_gap(text[position : table.end]))
        position = table.end
    return replace(extract, text="".join([*pieces, text[position:]])) if pieces else extract


def _gap(words: str) -> str:
    """What stands between two cells, as long as it was: tabs for bars or blanks, and line ends."""
    lines = _LINE_ENDS.split(words)
    if len(lines) == 1:
        return _tabbed(words)
    # Before the first cell of a line and behind the last one there is a frame or a margin.
    lines[0] = _tabbed(words[: len(lines[0])], behind=True)
    lines[-1] = _tabbed(lines[-1], before=True)
    lines[1:-1] = [line if line in _ENDS else " " * len(line) for line in lines[1:-1]]
    return "".join(lines)


def _tabbed(words: str, *, before: bool = False, behind: bool = False) -> str:
    if not words:
        return ""
    inside = not (before or behind)
    if _BAR.search(words) is None:
        return "\t" + " " * (len(words) - 1) if inside else " " * len(words)
    bars = [match.start() for match in _BAR.finditer(words)]
    frame = {bars[0]} if before else {bars[-1]} if behind else set()
    return "".join("\t" if place in set(bars) - frame else " " for place in range(len(words)))


def with_tables(extract: Extract) -> Extract:
    """The extract, runs of tabbed lines made tables; the text and all offsets stay."""
    if extract.format != "txt" or "\t" not in extract.text:
        return extract
    blocks: list[Paragraph | Table] = []
    run: list[Paragraph] = []
    for block in extract.blocks:
        if isinstance(block, Paragraph) and "\t" in extract.text[block.start : block.end].strip(" "):
            run.append(block)
            continue
        blocks += _made(extract.text, run)
        run = []
        blocks.append(block)
    blocks += _made(extract.text, run)
    return replace(extract, blocks=tuple(blocks))


def _made(text: str, run: list[Paragraph]) -> list[Paragraph | Table]:
    if len(run) < _FEWEST_ROWS:
        return list(run)
    rows = [_spans(text, block) for block in run]
    widest = max(len(row) for row in rows)
    cells = []
    for number, row in enumerate(rows, start=1):
        first = 1 + _shift(text, row, rows, number, widest)
        cells += [
            Cell(row=number, column=first + index, start=start, end=end, value=text[start:end])
            for index, (start, end) in enumerate(row)
        ]
    place = Place(start=run[0].start, end=run[-1].end)
    return [
        Table(
            start=run[0].start,
            end=run[-1].end,
            place=place,
            cells=tuple(cells),
            rows=len(run),
            columns=widest,
        )
    ]


def _spans(text: str, block: Paragraph) -> list[tuple[int, int]]:
    spans = []
    start = block.start
    for words in text[block.start : block.end].split("\t"):
        spans.append((start, start + len(words)))
        start += len(words) + 1
    return spans


def _shift(
    text: str, row: list[tuple[int, int]], rows: list[list[tuple[int, int]]], number: int, widest: int
) -> int:
    """
    How many merged cells a row lacks at its left: those that put its numbers under other rows' numbers.
    """
    missing = widest - len(row)
    if missing == 0 or len(row) == 1:
        return 0
    full = [other for other in rows[max(0, number - _NEAR) : number + _NEAR] if len(other) == widest]
    if not full:
        return 0
    return max((0, missing), key=lambda shift: (_fits(text, row, full, shift), -shift))


def _fits(text: str, row: list[tuple[int, int]], full: list[list[tuple[int, int]]], shift: int) -> int:
    fitting = 0
    for index, (start, end) in enumerate(row):
        mine = _kind(text[start:end])
        theirs = [_kind(text[other[index + shift][0] : other[index + shift][1]]) for other in full]
        fitting += sum(1 for kind in theirs if kind == mine and mine)
    return fitting


def _kind(words: str) -> str:
    plain = words.strip()
    if not plain or plain in "—-－":
        return ""
    return "number" if plain[0].isdigit() or plain[0] in "≥≤＞＜>=<△-" else "words"
