"""
A sheet as a grid: at each position the cell that covers it, merged or not.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.extract import Cell, Table
from hengji.domain.source import Place

MOST_ROWS = 5_000
MOST_COLUMNS = 200
"""Far more than any scoring table has; a merge over a whole sheet must not fill the memory."""


class Grid:
    """The cells of one table by position; rows and columns count from one."""

    def __init__(self, table: Table) -> None:
        self.sheet = table.title or table.place.sheet or "表格"
        self.hidden = table.hidden
        said = [cell for cell in table.cells if cell.value is not None or cell.formula_without_value]
        rows = max((cell.row + cell.row_span - 1 for cell in said), default=0)
        columns = max((cell.column + cell.column_span - 1 for cell in said), default=0)
        self.rows, self.columns = min(rows, MOST_ROWS), min(columns, MOST_COLUMNS)
        self.beyond = max((cell.row for cell in said), default=0) > MOST_ROWS
        """Words stand further down than we read."""
        self._cells: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, min(cell.row + cell.row_span - 1, self.rows) + 1):
                for column in range(cell.column, min(cell.column + cell.column_span - 1, self.columns) + 1):
                    self._cells[row, column] = cell

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
