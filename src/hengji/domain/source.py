"""
Where something was said: a place in a file, and a clause in the law.

A `Place` lets a person find a figure again; a `Citation` lets them find the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """How a rule of the field came to be known; only `SEEN` may be shown as official."""

    SEEN = "seen"
    """Read in a source."""
    DERIVED = "derived"
    """Computed from figures that were read in a source."""
    RECALLED = "recalled"
    """Known from memory, no source opened; outputs say so."""
    CHOSEN = "chosen"
    """Our own choice where no source decides; outputs say so."""


CONFIDENCE_TITLES = {
    Confidence.SEEN: "已见原文或表样",
    Confidence.DERIVED: "由已见数据推算",
    Confidence.RECALLED: "据记忆，未核对原文",
    Confidence.CHOSEN: "本系统约定，非官方规定",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A place in a file, as finely as it is known; what is not known is `None`.

    Pages, paragraphs, tables, rows and columns count from one; `start` and `end` are
    code-point offsets into the plain text of the file, `end` exclusive.
    """

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    section: str | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        """
        The place in words, for a person.

        >>> str(Place(sheet="预算与决算", cell="D7"))
        '预算与决算!D7'
        >>> str(Place(section="二（三）4 预算执行情况", paragraph=1))
        '二（三）4 预算执行情况 第1段'
        """
        if self.sheet is not None:
            return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        parts = [self.section] if self.section else []
        if self.page is not None:
            parts.append(f"第{self.page}页")
        if self.table is not None:
            parts.append(f"表{self.table}")
        if self.row is not None:
            parts.append(f"第{self.row}行")
        if self.column is not None:
            parts.append(f"第{self.column}列")
        if self.paragraph is not None and self.table is None:
            parts.append(f"第{self.paragraph}段")
        return " ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source of a rule or number: what it is called, its 文号, the article, where it can be read."""

    title: str
    number: str | None = None
    article: str | None = None
    issued_on: date | None = None
    href: str | None = None
    confidence: Confidence = Confidence.SEEN
    note: str | None = None

    def __str__(self) -> str:
        """
        The citation as it is printed beside a score.

        >>> str(Citation(title="项目支出绩效评价管理办法", number="财预〔2020〕10号"))
        '《项目支出绩效评价管理办法》（财预〔2020〕10号）'
        """
        words = self.title if self.title.startswith("《") else f"《{self.title}》"
        if self.number:
            words += f"（{self.number}）"
        if self.article:
            words += self.article
        if self.confidence is not Confidence.SEEN:
            words += f"［{CONFIDENCE_TITLES[self.confidence]}］"
        return words
