"""
The composed report as a reviewer reads it: sentence by sentence, each with the answers it came from.

It is composed anew from the revision by the same engine that writes the Word file, so its text and the
places in it are the same whoever opens it; a comment keeps its words besides, in case the engine changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hengji.domain.block import (
    Annex,
    Block,
    Composition,
    Heading,
    Notice,
    RunKind,
    Runs,
    Signature,
    TableBlock,
    TableCell,
    TextBlock,
    Title,
)
from hengji.web.filing import evaluating
from hengji.web.filing.evaluating import Checked
from hengji.web.filing.models import Filing, Revision
from hengji.web.review import sentences

_LEAST: Final = 6
"""From this length on words that stand in an answer too came from it; shorter ones may stand anywhere."""
_MOST_SOURCES: Final = 6
_KEPT_REPORTS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of the report, or a cell of one of its tables."""

    text: str
    start: int
    end: int
    """Code points within the report's text, end exclusive."""
    section: str
    """The heading above it; in a table followed by the heads of its row and column."""
    sources: tuple[str, ...]
    """The answers from which it was composed; none where it is the outline's own words."""
    is_cell: bool = False

    @property
    def at(self) -> str:
        """Its place as an address writes it."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What is read in one go; an opinion never reaches beyond it."""

    kind: str
    """title, heading, text, notice, signature, annex or cell."""
    passages: tuple[Passage, ...]
    level: int = 0
    columns: int = 1
    rows: int = 1
    is_head: bool = False
    is_number: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(one.text for one in self.passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block of the report: one paragraph, or the rows of a table."""

    paragraph: Paragraph | None
    rows: tuple[tuple[Paragraph, ...], ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole of it."""

    text: str
    parts: tuple[Part, ...]

    def paragraphs(self) -> Iterator[Paragraph]:
        """In reading order, cells one by one."""
        for part in self.parts:
            if part.paragraph is not None:
                yield part.paragraph
            for row in part.rows:
                yield from row

    def passages(self) -> Iterator[Passage]:
        """In reading order."""
        for paragraph in self.paragraphs():
            yield from paragraph.passages

    def touched(self, start: int, end: int) -> tuple[Passage, ...]:
        """The whole sentences that a stretch touches; none where it reaches over a paragraph's end."""
        if start >= end:
            return ()
        for paragraph in self.paragraphs():
            found = [one for one in paragraph.passages if one.start < end and start < one.end]
            if found:
                inside = found[0].start <= start and end <= found[-1].end
                return tuple(found) if inside else ()
        return ()


def of_revision(revision: Revision) -> Report | None:
    """The report of a revision; `None` where not even a name was given."""
    return _of_revision(revision.pk, revision.edition_hash, revision.content_digest)


@lru_cache(maxsize=_KEPT_REPORTS)
def _of_revision(key: int, _edition_hash: str, _content_digest: str) -> Report | None:
    """Kept, since a revision never changes and several people read the same one."""
    revision = Revision.objects.select_related("filing__campaign", "filing__organisation").get(pk=key)
    return _read(evaluating.check_revision(revision))


def of_draft(filing: Filing) -> Report | None:
    """The report that the draft would give now."""
    return _read(evaluating.check_draft(filing))


def _read(checked: Checked) -> Report | None:
    if checked.evaluation is None:
        return None
    return _Reader(checked).read(checked.evaluation.composition)


class _Reader:
    """Goes through the blocks once, counting code points."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._long = _long_answers(checked.content)
        self._written: list[str] = []
        self._at = 0
        self._section = ""

    def read(self, composition: Composition) -> Report:
        parts = tuple(part for block in composition.blocks if (part := self._part(block)) is not None)
        return Report(text="\n".join(self._written), parts=parts)

    def _part(self, block: Block) -> Part | None:
        match block:
            case Title():
                return Part(paragraph=self._whole("title", block.text))
            case Heading():
                self._section = block.text
                return Part(paragraph=self._whole("heading", block.text, level=min(block.level, 4)))
            case Annex():
                self._section = f"{block.label} {block.title}"
                return Part(paragraph=self._whole("annex", self._section))
            case TextBlock():
                return Part(paragraph=self._paragraph("text", block.runs))
            case Notice():
                return Part(paragraph=self._paragraph("notice", block.runs))
            case Signature():
                return Part(paragraph=self._paragraph("signature", (*block.name, *block.date)))
            case TableBlock():
                return self._table(block)

    def _whole(self, kind: str, words: str, level: int = 0) -> Paragraph:
        """A line that is one piece: a title or a heading."""
        start = self._write(words)
        one = Passage(
            text=words, start=start, end=start + len(words), section=self._section or words, sources=()
        )
        return Paragraph(kind=kind, passages=(one,), level=level)

    def _write(self, words: str) -> int:
        """Where the words begin; a newline stands between one paragraph and the next."""
        start = self._at
        self._written.append(words)
        self._at += len(words) + 1
        return start

    def _paragraph(self, kind: str, runs: Runs) -> Paragraph:
        return Paragraph(kind=kind, passages=self._passages(runs, self._section))

    def _passages(self, runs: Runs, section: str, *, is_cell: bool = False) -> tuple[Passage, ...]:
        words = "".join(run.text for run in runs)
        begin = self._write(words)
        said = list(self._facts(runs))
        cut = sentences.split(words)
        if not cut:
            return ()
        starts = [0, *(one.start for one in cut[1:])]
        made = []
        for one, start, end in zip(cut, starts, [*starts[1:], len(words)], strict=True):
            paths = [path for low, high, path in said if low < one.end and one.start < high]
            paths += self._copied(one.text)
            made.append(
                Passage(
                    text=words[start:end],
                    start=begin + start,
                    end=begin + end,
                    section=section,
                    sources=tuple(dict.fromkeys(paths))[:_MOST_SOURCES],
                    is_cell=is_cell,
                )
            )
        return tuple(made)

    def _facts(self, runs: Runs) -> Iterator[tuple[int, int, str]]:
        at = 0
        for run in runs:
            end = at + len(run.text)
            if run.kind is RunKind.FACT:
                for place in run.places:
                    path = self._checked.taken.path(place)
                    if path is not None:
                        yield at, end, path
            at = end

    def _copied(self, words: str) -> list[str]:
        """The answer whose own words they are."""
        if len(words) < _LEAST:
            return []
        return [path for path, value in self._long if words in value][:1]

    def _table(self, table: TableBlock) -> Part:
        heads = _heads(table)
        rows = []
        for number, row in enumerate(table.rows):
            name = row[0].text.strip() if row else ""
            made = []
            for column, cell in enumerate(row):
                head = heads[column] if len(row) == len(heads) else ""
                parts = (self._section, name, head if number >= table.header_rows else "")
                made.append(
                    self._cell(
                        cell,
                        "·".join(dict.fromkeys(part for part in parts if part)),
                        is_head=number < table.header_rows,
                    )
                )
            rows.append(tuple(made))
        caption = " ".join(part for part in (table.caption, table.unit_note) if part)
        return Part(paragraph=None, rows=tuple(rows), caption=caption)

    def _cell(self, cell: TableCell, section: str, *, is_head: bool) -> Paragraph:
        return Paragraph(
            kind="cell",
            passages=self._passages(cell.runs, section, is_cell=True),
            columns=cell.column_span,
            rows=cell.row_span,
            is_head=is_head or cell.header,
            is_number=cell.align == "right",
        )


def _heads(table: TableBlock) -> Sequence[str]:
    """The words above each column, where one row of heads stands above columns of their own."""
    if table.header_rows != 1 or not table.rows or any(cell.column_span > 1 for cell in table.rows[0]):
        return ()
    return [cell.text.strip() for cell in table.rows[0]]


def _long_answers(content: Mapping[str, str]) -> list[tuple[str, str]]:
    """Answers in words, the report's own sections first."""
    found = [(path, value) for path, value in sorted(content.items()) if len(value) >= _LEAST]
    return sorted(found, key=lambda one: not one[0].startswith("narratives/"))
