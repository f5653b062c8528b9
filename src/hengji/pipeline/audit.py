"""
Audit: any report in, every statement recomputed, findings with their place out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hengji import audit as engine
from hengji import interpret, standards
from hengji.documents import readers
from hengji.domain.document import Document
from hengji.domain.extract import Extract
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding
from hengji.domain.judgement import Judgement
from hengji.domain.outline import Outline
from hengji.domain.problem import InputError, InvalidWorkbook, UnreadableDocument, UnrecognisedLayout
from hengji.domain.scorecard import Scorecard
from hengji.domain.standard import Standard

if TYPE_CHECKING:
    from hengji.documents.writers.json import Members

READABLE_ENDINGS = frozenset(
    {".docx", ".doc", ".wps", ".pdf", ".html", ".htm", ".mht", ".txt", ".xlsx", ".xls", ".et"}
)
"""What is taken from a folder; a file named by itself is read whatever its name."""

_TOLD_ENDINGS = frozenset({".rtf", ".ofd", ".odt", ".docm", ".mhtml", ".xlsm"})
"""Taken from a folder too: some are read, of the others a reviewer must know that they were not."""
_HIDDEN = (".", "~$")
"""Names that begin so are what an open office program leaves beside a file."""
_FAMILIAR_SECTIONS = 3
"""A document that has this many of an outline's headings was written after that outline."""

_NOTHING_TO_RECKON = (
    "没有读到可以复算的数据陈述，没有发现数据错误不等于没有错误；请核对文件是否完整、是否为报告正文。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One audited file; `error` is set where something could not be written for it."""

    file: str
    document: Document
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    scorecard: Scorecard | None = None
    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    error: InputError | None = None

    def as_object(self) -> dict[str, object]:
        """The audit as DESIGN.md §4 gives it to machines."""
        return self._object(list)

    def as_line(self) -> Iterator[str]:
        """The same as a line of JSON, in pieces: that of a large document is never held whole."""
        from hengji.documents.writers import json_lines

        return json_lines.pieces(self._object(iter))

    def _object(self, members: Members) -> dict[str, object]:
        from hengji.documents.writers import json

        plain = json.audit_object(
            file=self.file,
            document=self.document,
            judgements=self.judgements,
            findings=self.findings,
            error=self.error,
            members=members,
        )
        return plain | {"written": [os.fspath(path) for path in self.written]}


def audit(
    path: Path, *, standard_id: str | None = None, read: Callable[[Path], Extract] = readers.read
) -> Audit:
    """
    Audit one file; raises an `InputError` where it cannot be read or no edition has that id.

    A server gives `readers.read_in_child` as `read`: a stranger's file is opened in a child with limits.
    """
    standard = edition(standard_id)
    extract = read(path)
    if not extract.text.strip():
        pictures = "只有图片，" if any("图片" in note for note in extract.notes) else ""
        raise UnreadableDocument(
            f"文件里没有文字，{pictures}没有什么可以审核。请核对提交的文件，或提供可以选中文字的文件。"
        )
    document = interpret.interpret(extract)
    filing, notes = _own_workbook(document.extract)
    if filing is not None and filing.standard_id is not None:
        return _of_workbook(document, filing, standard or standards.load(filing.standard_id))
    scorecard = None
    if standard is not None and document.filing is not None and not standard.demands_weights:
        scorecard = _scored(document.filing, standard)
    judgements, findings = engine.audit_document(
        replace(document, extract=interpret.in_tabs(document.extract)),
        standard=standard,
        outline=_outline(document, standard),
        scorecard=scorecard,
    )
    return Audit(
        file=document.extract.file,
        document=document,
        judgements=tuple(judgements),
        findings=tuple(_as_printed(found, document.extract.text) for found in findings),
        scorecard=scorecard,
        notes=notes if judgements else (*notes, _NOTHING_TO_RECKON),
    )


def edition(standard_id: str | None) -> Standard | None:
    """The edition of that id; raises an `InputError` where there is none."""
    return None if standard_id is None else standards.load(standard_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to audit, or why a path gives none."""

    path: Path
    error: InputError | None = None
    left_out: int = 0
    """How many files of a folder an audit wrote itself; such an input has nothing else to tell."""


def inputs(paths: Iterable[Path], *, leave_out: Path | None = None) -> Iterator[Input]:
    """
    The files meant by paths: a folder means all readable ones below it, in the order of their names,
    but none that an audit wrote, whatever it is called; how many those are comes last.

    `leave_out` is the folder that results go to; what lies in it is no input unless it is named itself.
    """
    from hengji.documents.writers.products import is_product

    away = None if leave_out is None else leave_out.resolve()
    for path in paths:
        if not path.is_dir():
            yield Input(path=path)
            continue
        inside = away is not None and path.resolve().is_relative_to(away)
        found = [one for one in sorted(path.rglob("*")) if _is_report(one)]
        if away is not None and not inside:
            found = [one for one in found if not one.resolve().is_relative_to(away)]
        products = {one for one in found if is_product(one)}
        found = [one for one in found if one not in products]
        if not found:
            kinds = "、".join(sorted(READABLE_ENDINGS))
            yield Input(path=path, error=UnreadableDocument(f"文件夹里没有可以审核的文件（{kinds}）。"))
        yield from (Input(path=one) for one in found)
        if products:
            yield Input(path=path, left_out=len(products))


def _is_report(path: Path) -> bool:
    hidden = path.name.startswith(_HIDDEN)
    return path.suffix.lower() in READABLE_ENDINGS | _TOLD_ENDINGS and path.is_file() and not hidden


def _own_workbook(extract: Extract) -> tuple[Filing | None, tuple[str, ...]]:
    """The whole filing, where the file is a filing workbook of ours; else nothing, and what is to be told."""
    if extract.format != "xlsx":
        return None, ()
    from hengji import workbook  # only where it is asked, as the scoring engine: each takes time to load

    try:
        return workbook.read(extract, standards.load), ()
    except UnrecognisedLayout:
        return None, ()
    except InvalidWorkbook as wrong:
        if len(wrong.problems) <= 1:
            return None, ()
        return None, (f"{wrong.message}，请用 hengji evaluate 查看；以下只按普通表格审核。",)


def _of_workbook(document: Document, filing: Filing, standard: Standard) -> Audit:
    """The audit of a filing workbook: the same score and findings as `evaluate` gives."""
    scorecard = None if standard.demands_weights else _scored(filing, standard)
    found = engine.audit_filing(filing, scorecard, standard)
    document = replace(
        document,
        title=None,
        unit_name=filing.organisation.name,
        fiscal_year=filing.fiscal_year,
        claimed_score=None if filing.claimed_score is None else filing.claimed_score.value,
        claimed_grade=filing.claimed_grade,
        filing=filing,
    )
    judgements, _ = engine.audit_document(replace(document, filing=None), standard=standard)
    return Audit(
        file=document.extract.file,
        document=document,
        judgements=tuple(judgements),
        findings=tuple(_at_cells(found, document.extract)),
        scorecard=scorecard,
    )


def _as_printed(finding: Finding, text: str) -> Finding:
    """The finding with the words that the file itself has at its place."""
    place = finding.place
    if finding.quote is None or place is None or place.start is None or place.end is None:
        return finding
    words = text[place.start : place.end]
    return finding if words == finding.quote else replace(finding, quote=words)


def _scored(filing: Filing, standard: Standard) -> Scorecard:
    from hengji import scoring

    return scoring.score(filing, standard)


def _at_cells(findings: Iterable[Finding], extract: Extract) -> Iterator[Finding]:
    """The findings with the span of the cell they name, so that they can be marked there."""
    spans: dict[tuple[str | None, str | None], tuple[int, int]] = {
        (cell.place.sheet, cell.place.cell): (cell.start, cell.end)
        for table in extract.tables
        for cell in table.cells
        if cell.place is not None and cell.place.cell is not None
    }
    for finding in findings:
        place = finding.place
        span = None if place is None else spans.get((place.sheet, place.cell))
        if place is None or span is None:
            # A quote is always words of the text at its span.
            yield replace(finding, quote=None)
            continue
        start, end = span
        yield replace(finding, place=replace(place, start=start, end=end), quote=extract.text[start:end])


def _outline(document: Document, standard: Standard | None) -> Outline | None:
    """The outline the report was to follow: its edition's, else the one whose headings it has."""
    if standard is not None and standard.outline is not None:
        return standards.load_outline(standard.outline)
    present = {section.title for section in document.sections}
    best: tuple[int, Outline | None] = (_FAMILIAR_SECTIONS - 1, None)
    for outline in standards.available_outlines():
        known = sum(1 for section in outline.walk() if present & {section.title, *section.synonyms})
        if known > best[0]:
            best = (known, outline)
    return best[1]
