"""
A document to be written, as blocks without any file format.

`compose` yields blocks; the docx, PDF and HTML writers turn the same blocks into files.  A run
that states a figure carries the place it came from, so every number can be followed back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hengji.domain.source import Place


class RunKind(StrEnum):
    """How a run of words is to be understood."""

    PLAIN = "plain"
    FACT = "fact"
    """A figure of the filing or computed from it; `places` says from where."""
    PENDING = "pending"
    """【待填：…】, a fact that is missing."""
    MARK = "mark"
    """A mark such as ［示例］ that must be seen."""
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one kind; `places` are where its figures stand, `computed` how they were made."""

    text: str
    kind: RunKind = RunKind.PLAIN
    places: tuple[Place, ...] = ()
    computed: str = ""


Runs = tuple[Run, ...]


def plain(text: str) -> Runs:
    """Words without any mark."""
    return (Run(text=text),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title of the document, or of an annex."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 一、 2 （一） 3 1. 4 （1）; the number is part of the text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A paragraph of the body; `align` is justify, left, center or right; `indent` in characters."""

    runs: Runs
    indent: int = 2
    align: str = "justify"

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell to be written; `header` cells repeat on each page."""

    runs: Runs
    column_span: int = 1
    row_span: int = 1
    align: str = "left"
    header: bool = False
    strong: bool = False

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """
    A table: rows of cells (a spanned position is left out, as in HTML), relative column widths.
    """

    rows: tuple[tuple[TableCell, ...], ...]
    widths: tuple[int, ...]
    header_rows: int = 1
    caption: str = ""
    unit_note: str = ""
    """Such as 单位：元, printed above at the right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs and on which day."""

    name: Runs
    date: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What follows starts on a new page as 附件N, landscape where it is wide."""

    label: str
    title: str
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A frame that must be seen, such as: the points of this edition are illustrative."""

    runs: Runs


Block = Title | Heading | TextBlock | TableBlock | Signature | Annex | Notice


def runs_of(block: Block) -> Iterator[Run]:
    """The runs of a block, in reading order; headings and titles have none."""
    match block:
        case TextBlock() | Notice():
            yield from block.runs
        case TableBlock():
            for row in block.rows:
                for cell in row:
                    yield from cell.runs
        case Signature():
            yield from block.name
            yield from block.date
        case _:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A whole document to be written."""

    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    subject: str = ""
