"""
Tables that a text file keeps as lines of cells parted by tabs: read as the tables that they are.

A text file has no tables of its own, but a table saved or copied as text keeps its tabs, and with
them its empty cells and its columns.
"""

from __future__ import annotations

from dataclasses import replace

from hengji.domain.extract import Cell, Extract, Paragraph, Table
from hengji.domain.source import Place

_FEWEST_ROWS = 2
_NEAR = 40
"""How many rows around a row tell what its columns hold."""


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
