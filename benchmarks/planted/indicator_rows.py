"""
The rows of counted indicators in a report's forms: what stands in them, and the report with one written anew.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.planted.draft import Box, Grid, Report, Sort, Token, tokens_in
from benchmarks.planted.figure_errors import retold
from benchmarks.planted.planting import Planted
from hengji.domain.finding import Severity

_SMALL = 10
"""Targets below it are overshot by a few pieces of work, which nobody need explain."""
_LEAST = 140
"""Percent of the target from which on an actual is far above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """A row of a form, by the piece of the report and the number of the row."""

    report: Report
    piece: int
    grid: Grid
    number: int

    @property
    def boxes(self) -> tuple[Box, ...]:
        """As they stand."""
        return self.grid.rows[self.number]

    @property
    def name(self) -> str:
        """Of the indicator."""
        return next(box.text for box in self.boxes if box.text.endswith("数量"))

    @property
    def tokens(self) -> tuple[int, ...]:
        """The tokens printed in it."""
        return tuple(number for box in self.boxes for number in tokens_in(box.text))

    @property
    def target(self) -> Token:
        """What was promised."""
        return self._used("target")

    @property
    def actual(self) -> int:
        """The number of the token of what was done."""
        return next(number for number in self.tokens if self.report.tokens[number].use == "actual")

    @property
    def has_full_marks(self) -> bool:
        """Whether all its points were given."""
        full = next(
            self.report.tokens[number]
            for number in self.tokens
            if self.report.tokens[number].sort is Sort.WEIGHT
        )
        return full.value == self._used("earned").value

    def counts(self, box: Box) -> bool:
        """Whether what was done stands in that box, as a number of pieces."""
        return _counts(self.report, box)

    def rewritten(self, boxes: Sequence[Box], report: Report | None = None) -> Report:
        """The report, or another one, with these boxes in the row."""
        rows = (*self.grid.rows[: self.number], tuple(boxes), *self.grid.rows[self.number + 1 :])
        return (report or self.report).with_piece(self.piece, replace(self.grid, rows=rows))

    def _used(self, use: str) -> Token:
        return next(
            self.report.tokens[number] for number in self.tokens if self.report.tokens[number].use == use
        )


def head_of(grid: Grid) -> int | None:
    """The row of a form of indicators that names its columns."""
    return next((n for n, row in enumerate(grid.rows) if any(box.text == "三级指标" for box in row)), None)


def indicator_rows(report: Report, rng: random.Random) -> list[IndicatorRow]:
    """All of them, in random order."""
    found = []
    for index, piece in enumerate(report.pieces):
        head = head_of(piece) if isinstance(piece, Grid) else None
        if isinstance(piece, Grid) and head is not None:
            found += [
                IndicatorRow(report=report, piece=index, grid=piece, number=row)
                for row in range(head + 1, len(piece.rows) - 1)
                if any(_counts(report, box) for box in piece.rows[row])
            ]
    rng.shuffle(found)
    return found


def _counts(report: Report, box: Box) -> bool:
    return any(
        report.tokens[number].use == "actual" and report.tokens[number].sort is Sort.COUNT
        for number in tokens_in(box.text)
    )


def overshot(
    kind: str, report: Report, rng: random.Random, most: int, reason: Callable[[str], str]
) -> Planted | None:
    """
    An actual far above its target, up to `most` percent of it; `reason` is what the last column then says.
    """
    for row in indicator_rows(report, rng):
        if row.target.value < _SMALL or not row.has_full_marks:
            continue
        value = int(row.target.value * rng.randint(_LEAST, most) / 100)
        why = reason(row.name)
        spoiled = report.with_token(row.actual, retold(report.tokens[row.actual], str(value)))
        return Planted(
            kind=kind,
            report=row.rewritten((*row.boxes[:-1], replace(row.boxes[-1], text=why)), spoiled),
            tokens=(row.actual,),
            what=f"{row.name}：{why or f'目标{row.target.text}，实际{value}'}",
            families=("PL",),
            least=Severity.WARNING,
            section=row.name,
            related=row.tokens,
        )
    return None


def misstated(kind: str, row: IndicatorRow, report: Report, what: str, families: tuple[str, ...]) -> Planted:
    """A row that says something wrong in words rather than in a figure."""
    return Planted(
        kind=kind,
        report=report,
        tokens=(),
        what=what,
        families=families,
        least=Severity.WARNING,
        section=row.name,
        related=row.tokens,
    )
