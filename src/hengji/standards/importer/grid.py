"""
A sheet as a grid: at each position the cell that covers it, merged or not.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.extract import Cell, Table
from hengji.domain.source import Place


class Grid:
    """The cells of one table by position; rows and columns count from one."""

    def __init__(self, table: Table) -> None:
        self.sheet = table.title or table.place.sheet or "表格"
        self.hidden = table.hidden
        self._cells: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._cells[row, column] = cell
        self.rows = max([table.rows, *(row for row, _ in self._cells)], default=0)
        self.columns = max([table.columns, *(column for _, column in self._cells)], default=0)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers this position."""
        return self._cells.get((row, column))

    def starts(self, row: int, column: int) -> bool:
        """Does a cell begin here (and not further up or left)?"""
        cell = self.cell(row, column)
        return cell is not None and (cell.row, cell.column) == (row, column)

    def text(self, row: int, column: int) -> str:
        """The words at this position, without surrounding blanks."""
        cell = self.cell(row, column)
        if cell is None or cell.value is None:
            return ""
        if isinstance(cell.value, Decimal):
            return f"{cell.value:f}"
        return str(cell.value).strip().strip("\u3000")

    def place(self, row: int, column: int) -> Place:
        """Where that is, as sheet!cell."""
        cell = self.cell(row, column)
        if cell is not None and cell.place is not None and cell.place.cell is not None:
            return cell.place
        if cell is not None:
            row, column = cell.row, cell.column
        return Place(sheet=self.sheet, cell=f"{letters(column)}{row}")


def letters(column: int) -> str:
    """
    A column's letters.

    >>> letters(1), letters(27)
    ('A', 'AA')
    """
    words = ""
    while column:
        column, rest = divmod(column - 1, 26)
        words = chr(ord("A") + rest) + words
    return words
