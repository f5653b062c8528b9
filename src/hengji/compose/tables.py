"""
Rows of tables.
"""

from __future__ import annotations

from hengji.compose.wording import Words, sentence
from hengji.domain.block import TableCell

_ALIGN = {"l": "left", "c": "center", "r": "right"}

Row = tuple[TableCell, ...]


def head(*titles: str) -> Row:
    """A row of headings."""
    return tuple(
        TableCell(runs=sentence(title), align="center", header=True, strong=True) for title in titles
    )


def row(*cells: Words, aligns: str, strong: bool = False) -> Row:
    """A row; `aligns` has one letter a cell: l, c or r."""
    return tuple(
        TableCell(runs=sentence(cell), align=_ALIGN[align], strong=strong)
        for cell, align in zip(cells, aligns, strict=True)
    )


def band(words: Words, columns: int) -> Row:
    """One cell over the whole width, to begin a group of rows."""
    return (TableCell(runs=sentence(words), column_span=columns, strong=True),)
