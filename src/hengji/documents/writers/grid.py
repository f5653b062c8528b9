"""
Where the cells of a table block fall, how wide its columns are and at which size its figures fit.

Shared by the writers for paper, so that the Word file and the PDF agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hengji.documents.writers.characters import widest_unbroken, width_in_ems
from hengji.domain.block import TableBlock, TableCell

CELL_PADDING_PT = Decimal(3)
"""Left and right of a cell's words."""
ROWS_KEPT_TOGETHER = 14
"""A table of so few rows is not divided between pages."""
_BOLD_IS_WIDER = Decimal("1.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A cell at its column (from zero); `continued` marks the lower rows of a cell that spans several."""

    column: int
    column_span: int
    row_span: int
    cell: TableCell
    continued: bool = False


def lay_out(table: TableBlock) -> list[list[Slot]]:
    """
    Every row of the table with every place in it taken, spans kept inside the table.

    A position that no cell takes gets an empty cell, so that no writer has to guess.
    """
    columns = len(table.widths)
    reaching: dict[int, tuple[Slot, int]] = {}  # column → the cell above that reaches down, rows left
    rows: list[list[Slot]] = []
    for number, cells in enumerate(table.rows):
        waiting = list(cells)
        row: list[Slot] = []
        column = 0
        while column < columns:
            if column in reaching:
                slot = reaching[column][0]
                row.append(_continued(slot))
            elif waiting:
                slot = _placed(waiting.pop(0), column, columns, len(table.rows) - number, reaching)
                row.append(slot)
            else:
                slot = Slot(column=column, column_span=1, row_span=1, cell=TableCell(runs=()))
                row.append(slot)
            column += slot.column_span
        reaching = _still_reaching(row, reaching)
        rows.append(row)
    return rows


def _placed(
    cell: TableCell, column: int, columns: int, rows_left: int, reaching: dict[int, tuple[Slot, int]]
) -> Slot:
    free = next((taken for taken in sorted(reaching) if taken > column), columns) - column
    return Slot(
        column=column,
        column_span=max(1, min(cell.column_span, free)),
        row_span=max(1, min(cell.row_span, rows_left)),
        cell=cell,
    )


def _continued(slot: Slot) -> Slot:
    return Slot(
        column=slot.column,
        column_span=slot.column_span,
        row_span=slot.row_span,
        cell=slot.cell,
        continued=True,
    )


def _still_reaching(row: list[Slot], before: dict[int, tuple[Slot, int]]) -> dict[int, tuple[Slot, int]]:
    after: dict[int, tuple[Slot, int]] = {}
    for slot in row:
        left = before[slot.column][1] - 1 if slot.continued else slot.row_span - 1
        if left > 0:
            after[slot.column] = (slot, left)
    return after


def column_widths(table: TableBlock, total_pt: Decimal, size_pt: Decimal) -> list[Decimal]:
    """
    The columns in points, in the proportions asked for, but none narrower than its widest figure
    as long as the others have room to give.
    """
    asked = sum(table.widths)
    wanted = [total_pt * width / asked for width in table.widths]
    needed = _needed(table, size_pt, whole=True)
    if sum(needed) > total_pt:
        needed = _needed(table, size_pt)
    short = sum((max(Decimal(0), n - w) for n, w in zip(needed, wanted, strict=True)), Decimal(0))
    spare = sum((max(Decimal(0), w - n) for n, w in zip(needed, wanted, strict=True)), Decimal(0))
    if short == 0 or spare == 0:
        return wanted
    share = min(Decimal(1), short / spare)
    gain = min(Decimal(1), spare / short)
    return [w + (n - w) * gain if n > w else w - (w - n) * share for n, w in zip(needed, wanted, strict=True)]


def _needed(table: TableBlock, size_pt: Decimal, *, whole: bool = False) -> list[Decimal]:
    """What each column needs for its figures, or for divisions and products as a whole."""
    needed = [Decimal(0)] * len(table.widths)
    for row in lay_out(table):
        for slot in row:
            if slot.column_span == 1 and not slot.continued:
                ems = Decimal(str(_widest(slot.cell, whole=whole)))
                wider = _BOLD_IS_WIDER if slot.cell.strong or slot.cell.header else Decimal("1.02")
                width = ems * size_pt * wider + 2 * CELL_PADDING_PT
                needed[slot.column] = max(needed[slot.column], width)
    return needed


_HEAD_EMS = 4.0


def _widest(cell: TableCell, *, whole: bool) -> float:
    """What must stand on one line: figures and Latin words, and the four characters of a heading."""
    least = max(2.0, widest_unbroken(cell.text, whole=whole))
    return max(least, min(_HEAD_EMS, width_in_ems(cell.text))) if cell.header else least


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSetting:
    """A table ready for paper: its slots, measures in points, and what may not be divided."""

    rows: list[list[Slot]]
    size_pt: Decimal
    widths_pt: list[Decimal]
    heights_pt: list[Decimal]
    """About how high each row will be."""
    together: bool
    """Short enough to stand on one page."""
    kept_with_next: tuple[int, ...]
    """Rows that do not end a page: headings over the whole width, and the one before a total."""
    head_repeated: bool
    tall_pt: Decimal
    """Higher than this a row must be allowed to divide, or it would run off the page."""


def set_table(
    table: TableBlock, *, width_pt: Decimal, height_pt: Decimal, sizes_pt: tuple[Decimal, ...]
) -> TableSetting:
    """
    Set the table into a type area: the first size at which no figure is broken and few rows run
    over many lines, else the last.
    """
    rows = lay_out(table)
    size = _fitting_size(table, rows, width_pt, sizes_pt)
    widths = column_widths(table, width_pt, size)
    lines = [_lines(row, widths, size) for row in rows]
    heights = [count * size * _LINE_HEIGHT + _ROW_PADDING_PT for count in lines]
    return TableSetting(
        rows=rows,
        size_pt=size,
        widths_pt=widths,
        heights_pt=heights,
        together=len(rows) <= ROWS_KEPT_TOGETHER and sum(heights) <= height_pt * Decimal("0.6"),
        kept_with_next=tuple(_kept_with_next(rows, table, heights, height_pt / 3)),
        head_repeated=sum(heights[: table.header_rows]) <= height_pt / 3,
        tall_pt=height_pt / 2,
    )


def _fitting_size(
    table: TableBlock, rows: list[list[Slot]], width_pt: Decimal, sizes_pt: tuple[Decimal, ...]
) -> Decimal:
    """The first size for whole divisions, but for their sake never the smallest; then for figures."""
    for whole, size in (*((True, size) for size in sizes_pt[:-1]), *((False, size) for size in sizes_pt)):
        if sum(_needed(table, size, whole=whole)) <= width_pt:
            widths = column_widths(table, width_pt, size)
            if not _crowded([_lines(row, widths, size) for row in rows]):
                return size
    return sizes_pt[-1]


def _kept_with_next(
    rows: list[list[Slot]], table: TableBlock, heights: list[Decimal], most_pt: Decimal
) -> Iterator[int]:
    last = len(rows) - 1
    for number in range(table.header_rows, last):
        heading = len(rows[number]) == 1 and not rows[number][0].continued and len(table.widths) > 1
        if (heading or number == last - 1) and heights[number] + heights[number + 1] <= most_pt:
            yield number


_LINE_HEIGHT = Decimal("1.4")
_ROW_PADDING_PT = Decimal(9)
_MANY_LINES = 4


def _crowded(lines: list[int]) -> bool:
    """Whether more than one row in five needs more than four lines."""
    return sum(count > _MANY_LINES for count in lines) * 5 > len(lines)


def _lines(row: list[Slot], widths: list[Decimal], size_pt: Decimal) -> int:
    """How many lines the row needs; a cell over several rows brings its share."""
    most = 1
    for slot in row:
        room = sum(widths[slot.column : slot.column + slot.column_span]) - 2 * CELL_PADDING_PT
        ems = Decimal(max(room, size_pt) / size_pt)
        needed = sum(
            max(1, -int(-Decimal(str(width_in_ems(line))) // ems)) for line in slot.cell.text.split("\n")
        )
        most = max(most, -(-needed // slot.row_span))
    return most
