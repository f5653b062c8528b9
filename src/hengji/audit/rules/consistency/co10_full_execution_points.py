"""CO10: full points for the execution rate although the budget was not wholly spent."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, executions, phrasing, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.money import rounded
from hengji.domain.stated import PERCENT

_ROW = re.compile(r"预算执行率|预算完成率|资金执行率|预算执行$|年度资金总额|资金总额|支出总额")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?")
_WHOLE = 100
_RATE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[%％]")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A row of a table that gives the execution rate full points has a rate of 100 %.

    The rate stands in the row itself, else it is that of the text.  Whether the edition scores in
    proportion the document does not tell.

    **Fails**: 年度资金总额 … 10 90.80% 10; 预算执行率 10 10 with 执行率95% in the text.
    **Passes**: 年度资金总额 … 10 90.80% 9.08; 预算执行率 10 10 with 执行率100%.
    """
    for offset, line in reading.lines(case.text):
        cells = line.split("\t")
        if len(cells) <= 2 or not _ROW.search(cells[0].strip()):  # noqa: PLR2004 - name, marks, points
            continue
        found = _full_points(cells) or _full_points_beside(case, cells)
        if found is None:
            continue
        index, marks, rate = found
        start = offset + sum(len(cell) + 1 for cell in cells[:index])
        yield rule.finding(
            place=reading.place(case, start, start + len(cells[index])),
            quote=cells[index],
            verdict=Verdict.UNDECIDABLE,
            stated=marks,
            computed=rounded(marks * rate / 100),
            unit="分",
            item=cells[0].strip(),
            rate=phrasing.figure(rate, PERCENT),
        )


def _full_points(cells: list[str]) -> tuple[int, Decimal, Decimal] | None:
    """Points equal to marks around a rate below 100 % in the same row."""
    for index, cell in enumerate(cells[1:-1], start=1):
        rate = _RATE.fullmatch(cell.strip())
        marks, points = cells[index - 1].strip(), cells[index + 1].strip()
        if not (rate and _NUMBER.fullmatch(marks) and _NUMBER.fullmatch(points)):
            continue
        if Decimal(marks) == Decimal(points) and Decimal(rate.group(1)) < _WHOLE:
            return index + 1, Decimal(marks), Decimal(rate.group(1))
    return None


def _full_points_beside(case: DocumentCase, cells: list[str]) -> tuple[int, Decimal, Decimal] | None:
    """Points equal to marks in the two cells after the name, where the text has a rate below 100 %."""
    marks, points = cells[1].strip(), cells[2].strip()
    if not (_NUMBER.fullmatch(marks) and _NUMBER.fullmatch(points)) or Decimal(marks) != Decimal(points):
        return None
    rate = executions.rate(case)[0]
    if rate is None or rate.high is None or rate.high >= 1 or rate.low is None:
        return None
    return 2, Decimal(marks), rounded((rate.low + rate.high) / 2 * 100)


CO10 = Rule(
    code="CO10",
    severity=Severity.WARNING,
    title="预算未全部执行而执行率项得满分",
    message="“{item}”执行率{rate}，得分{stated}为满分；若按比例计分应为{computed}，多{difference}。评分标准是否按比例，文中看不出。",
    suggestion="按评分标准重算该项得分和总分，或说明得满分的依据。",
    basis=citations.HONEST_SCORES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
    follows=("CO09", "AR18"),
)
