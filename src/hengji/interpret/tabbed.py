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
    cells = []
    widest = 0
    for row, block in enumerate(run, start=1):
        start = block.start
        for column, words in enumerate(text[block.start : block.end].split("\t"), start=1):
            end = start + len(words)
            cells.append(Cell(row=row, column=column, start=start, end=end, value=words))
            widest = max(widest, column)
            start = end + 1
    place = Place(start=run[0].start, end=run[-1].end)
    table = Table(
        start=run[0].start, end=run[-1].end, place=place, cells=tuple(cells), rows=len(run), columns=widest
    )
    return [table]
