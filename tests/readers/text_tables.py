"""Tables written into plain text in the ways that people and programs write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

Rows = Sequence[Sequence[str]]


def width(words: str) -> int:
    """The columns of a screen that words take."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


def _filled(words: str, columns: int, *, right: bool) -> str:
    blank = " " * (columns - width(words))
    return blank + words if right else words + blank


def _is_figure(words: str) -> bool:
    return words[:1].isdigit()


def _widths(rows: Rows) -> list[int]:
    return [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]


def in_markdown(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def in_bars(rows: Rows) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def in_boxes(rows: Rows, *, signs: str = "┌┬┐├┼┤└┴┘─│") -> str:
    """Every row ruled off."""
    widths = _widths(rows)

    def rule(left: str, joint: str, right: str) -> str:
        return left + joint.join(signs[9] * (columns + 2) for columns in widths) + right

    between = "\n" + rule(*signs[3:6]) + "\n"
    lines = [
        signs[10]
        + signs[10].join(
            f" {_filled(cell, columns, right=_is_figure(cell))} "
            for cell, columns in zip(row, widths, strict=True)
        )
        + signs[10]
        for row in rows
    ]
    return rule(*signs[0:3]) + "\n" + between.join(lines) + "\n" + rule(*signs[6:9])


def in_ascii_boxes(rows: Rows) -> str:
    return in_boxes(rows, signs="+++++++++-|")


def in_blanks(rows: Rows, *, gap: int = 3) -> str:
    """Columns held by blanks: names to the left, figures to the right."""
    widths = _widths(rows)
    return "\n".join(
        (" " * gap)
        .join(
            _filled(cell, columns, right=_is_figure(cell)) for cell, columns in zip(row, widths, strict=True)
        )
        .rstrip()
        for row in rows
    )


def in_narrow_blanks(rows: Rows) -> str:
    """The same, every sign counted as one column, as `pdftotext -layout` does."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "    ".join(
            cell.rjust(columns) if _is_figure(cell) else cell.ljust(columns)
            for cell, columns in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


WAYS = {
    "markdown": in_markdown,
    "boxes": in_boxes,
    "ascii boxes": in_ascii_boxes,
    "blanks": in_blanks,
    "narrow blanks": in_narrow_blanks,
}
