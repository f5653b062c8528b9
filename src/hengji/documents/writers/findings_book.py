"""
The list for the office: every finding of every audited file, a row each, as a workbook.

Rows are gathered while files are audited, so that only findings stay in memory, not documents.
"""

from __future__ import annotations

import math
import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengji.documents.writers import characters
from hengji.documents.writers.audit_facts import Audited, recomputed, severities, verdicts
from hengji.documents.writers.xlsx import MAX_CELL_CHARACTERS
from hengji.domain.finding import SEVERITY_TITLES, Finding, Severity, Verdict
from hengji.domain.problem import InputError
from hengji.domain.sheet import Book, CellStyle, SheetCell, SheetPage
from hengji.domain.stated import PERCENT, POINTS, YUAN

FILES, FINDINGS = "文件汇总", "问题清单"
_FILE_COLUMNS: Final = (
    ("序号", 6), ("文件", 40), ("单位", 26), ("年度", 8), ("自评得分", 14), ("由文中数据复算", 16),
    ("错误", 7), ("警示", 7), ("提示", 7), ("陈述相符", 9), ("陈述不符", 9), ("无法判定", 9),
    ("说明", 40),
)  # fmt: skip
_FINDING_COLUMNS: Final = (
    ("序号", 5), ("文件", 24), ("问题", 5), ("级别", 6), ("规则", 7), ("事项", 16), ("位置", 20),
    ("原文", 28), ("所述", 15), ("算得", 15), ("相差", 15), ("单位", 6), ("说明", 40), ("建议", 28),
    ("依据", 24), ("备注", 12),
)  # fmt: skip
NOTHING_RECKONED: Final = "没有可复算的陈述"
_FIRST_ROW: Final = 3
_LINE_HEIGHT: Final = 16.0
_HIGHEST: Final = 400.0
"""Points; Excel takes no row above 409."""
_TEXT_LIMIT: Final = 1_000
"""Characters of a quote in the list; the whole stands in the document."""
_MONEY: Final = "#,##0.00;[Red]-#,##0.00"
_RATE: Final = "0.00;-0.00"
_PLAIN_NUMBER: Final = "#,##0.######;-#,##0.######"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """What the list keeps of one file."""

    file: str
    unit_name: str = ""
    fiscal_year: int | None = None
    claim: str = ""
    allowed: str = ""
    verdicts: tuple[int, int, int] = (0, 0, 0)
    """Statements that hold, that fail, that cannot be decided."""
    was_read: bool = True
    findings: tuple[Finding, ...] = ()
    error: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether nothing in the file could be reckoned: that nothing was found says nothing then."""
        return self.was_read and not any(self.verdicts) and not self.claim

    @property
    def severities(self) -> tuple[int, int, int]:
        """Errors, warnings, notices."""
        counted = severities(self.findings)
        return counted[Severity.ERROR], counted[Severity.WARNING], counted[Severity.NOTICE]


def line_of(audited: Audited, error: InputError | None = None) -> AuditLine:
    """The line of an audited file."""
    document, score = audited.document, recomputed(audited)
    counted = verdicts(audited.judgements)
    return AuditLine(
        file=audited.file,
        unit_name=document.unit_name or "",
        fiscal_year=document.fiscal_year,
        claim=score.claim if score.expected else "",
        allowed=score.allowed if score.expected else "",
        verdicts=(counted[Verdict.HOLDS], counted[Verdict.FAILS], counted[Verdict.UNDECIDABLE]),
        findings=audited.findings,
        error="" if error is None else error.message,
    )


def failed_line(file: str, error: InputError) -> AuditLine:
    """The line of a file that could not be read."""
    return AuditLine(file=file, error=error.message, was_read=False)


def findings_book(lines: Sequence[AuditLine]) -> Book:
    """The workbook: a sheet of findings, a sheet of files."""
    return Book(
        title="审核问题清单",
        pages=(_findings_page(lines), _files_page(lines)),
        names={},
        properties={},
    )


def shown_names(files: Sequence[str]) -> list[str]:
    """
    As little of each path as tells the files apart: names, else paths below the folder they share.

    >>> shown_names(["a/c.txt", "b/d.txt"]), shown_names(["a/b/c.txt", "a/d/c.txt"])
    (['c.txt', 'd.txt'], ['b/c.txt', 'd/c.txt'])
    """
    plain = [file.replace(os.sep, "/") for file in files]
    names = [posixpath.basename(file) for file in plain]
    if len(set(names)) == len(names):
        return names
    try:
        shared = posixpath.commonpath([posixpath.dirname(file) for file in plain])
    except ValueError:  # some are absolute, some are not
        return list(files)
    return [posixpath.relpath(file, shared) if shared else file for file in plain]


def _findings_page(lines: Sequence[AuditLine]) -> SheetPage:
    total = sum(len(line.findings) for line in lines)
    cells = list(_top(f"审核问题清单（{len(lines)}个文件，{total}个问题）", _FINDING_COLUMNS))
    row = _FIRST_ROW
    for line, name in zip(lines, shown_names([line.file for line in lines]), strict=True):
        for number, finding in enumerate(line.findings, start=1):
            cells += _row(row, (row - _FIRST_ROW + 1, name, number, *_finding(finding)), finding)
            row += 1
    return _page(FINDINGS, cells, _FINDING_COLUMNS, last_row=row - 1)


def _finding(finding: Finding) -> Iterator[str | Decimal | None]:
    yield SEVERITY_TITLES[finding.severity]
    yield finding.rule
    yield finding.title
    yield "" if finding.place is None else str(finding.place)
    yield _cut(finding.quote or "")
    yield finding.stated
    yield finding.computed
    yield finding.difference
    yield "元" if finding.unit == YUAN else finding.unit
    yield _cut(finding.message)
    yield finding.suggestion
    yield "" if finding.basis is None else str(finding.basis)
    remark = [f"与{finding.caused_by}同因"] if finding.caused_by else []
    if finding.verdict is Verdict.UNDECIDABLE:
        remark.append("现有内容无法判定")
    yield "；".join(remark)


def _files_page(lines: Sequence[AuditLine]) -> SheetPage:
    cells = list(_top(f"审核文件汇总（{len(lines)}个文件）", _FILE_COLUMNS))
    for row, line in enumerate(lines, start=_FIRST_ROW):
        counts = (*line.severities, *line.verdicts)
        shown = counts if line.was_read else (None,) * len(counts)
        year = None if line.fiscal_year is None else str(line.fiscal_year)
        start = (row - _FIRST_ROW + 1, line.file, line.unit_name, year, line.claim, line.allowed)
        cells += _row(row, (*start, *shown, _cut(line.error) or _told(line)), None)
    return _page(FILES, cells, _FILE_COLUMNS, last_row=_FIRST_ROW + len(lines) - 1)


def _told(line: AuditLine) -> str:
    return NOTHING_RECKONED if line.is_silent else ""


def _top(title: str, columns: Sequence[tuple[str, int]]) -> Iterator[SheetCell]:
    yield SheetCell(row=1, column=1, value=title, style=CellStyle.TITLE, column_span=len(columns))
    for column, (name, _) in enumerate(columns, start=1):
        yield SheetCell(row=2, column=column, value=name, style=CellStyle.HEADER)


def _row(
    row: int, values: Sequence[str | int | Decimal | None], finding: Finding | None
) -> Iterator[SheetCell]:
    for column, value in enumerate(values, start=1):
        number = isinstance(value, Decimal)
        yield SheetCell(
            row=row,
            column=column,
            value=value,
            format=_format(finding) if number else None,
        )


def _format(finding: Finding | None) -> str:
    """How a number of a row is shown: money to the fen, rates to two places, the rest as it is."""
    if finding is None:
        return _PLAIN_NUMBER
    return {YUAN: _MONEY, PERCENT: _RATE, POINTS: _RATE}.get(finding.unit, _PLAIN_NUMBER)


def _page(
    title: str, cells: list[SheetCell], columns: Sequence[tuple[str, int]], *, last_row: int
) -> SheetPage:
    return SheetPage(
        title=title,
        cells=tuple(cells),
        column_widths=tuple(width for _, width in columns),
        row_heights={1: 30.0} | _heights(cells, columns),
        frozen_rows=2,
        frozen_columns=2,
        landscape=True,
        repeat_rows=(2, 2),
        filtered_rows=(2, max(last_row, 2)),
    )


def _heights(cells: Iterable[SheetCell], columns: Sequence[tuple[str, int]]) -> dict[int, float]:
    """High enough for the longest cell: not every office program fits rows when it opens a file."""
    lines: dict[int, int] = {}
    for cell in cells:
        if cell.row >= _FIRST_ROW and isinstance(cell.value, str):
            width = columns[cell.column - 1][1] - 1
            needed = sum(
                max(1, math.ceil(2 * characters.width_in_ems(line) / width))
                for line in cell.value.split("\n")
            )
            lines[cell.row] = max(lines.get(cell.row, 1), needed)
    return {row: min(_HIGHEST, count * _LINE_HEIGHT + 4) for row, count in lines.items()}


def _cut(text: str) -> str:
    limit = min(_TEXT_LIMIT, MAX_CELL_CHARACTERS)
    return text if len(text) <= limit else f"{text[:limit]}……"
