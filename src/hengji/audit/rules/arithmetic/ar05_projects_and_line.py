"""AR05: the projects against the ledger's line 项目支出."""

from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.interval import total
from hengji.domain.ledger import LEDGER_COLUMN_TITLES, LedgerColumn, LedgerLine
from hengji.domain.stated import YUAN, Stated

_COLUMNS = (LedgerColumn.ADJUSTED_BUDGET, LedgerColumn.EXECUTED)


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    The projects listed add up to 项目支出, in budget and in execution.

    More than the line is impossible (error); less may mean that small projects were not listed,
    which the filing does not tell (warning, undecidable).

    **Fails**: 项目支出 100.00, projects 60.00 + 50.00.
    **Passes**: 项目支出 100.00, projects 60.00 + 40.00.
    """
    for column in _COLUMNS:
        line = case.filing.ledger.row(LedgerLine.PROJECT).amount(column)
        amounts = _amounts(case, column)
        if line is None or not amounts or total(a.interval for a in amounts).meets(line.interval):
            continue
        computed = sum((amount.value for amount in amounts), start=line.value - line.value)
        short = computed < line.value
        yield rule.finding(
            place=line.place or case.filing.ledger.row(LedgerLine.PROJECT).place,
            stated=line.value,
            computed=computed,
            unit=YUAN,
            severity=Severity.WARNING if short else None,
            verdict=Verdict.UNDECIDABLE if short else Verdict.FAILS,
            column=LEDGER_COLUMN_TITLES[column],
            count=len(amounts),
            unknown="是否有项目未列入，表中看不出" if short else "无法判断是项目还是合计有误",
        )


def _amounts(case: FilingCase, column: LedgerColumn) -> list[Stated]:
    """The amounts of all projects, or none where one of them is blank."""
    found: list[Stated] = []
    for project in case.filing.projects:
        amount: Stated | None = getattr(project, column.value)
        if amount is None:
            return []
        found.append(amount)
    return found


AR05 = Rule(
    code="AR05",
    severity=Severity.ERROR,
    title="项目合计与项目支出不符",
    message="项目支出的{column}为{stated}，所列{count}个项目相加为{computed}，项目支出{side}{difference}；{unknown}。",
    suggestion="补列遗漏的项目，或改正金额。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
