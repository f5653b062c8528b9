"""AR04: 全年预算数 − 全年执行数 against 年末结转结余."""

from collections.abc import Iterator

from hengji.audit import citations, sums
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.ledger import LEDGER_LINE_TITLES, LedgerLine
from hengji.domain.stated import YUAN


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    年末结转结余 is what 全年预算数 leaves after 全年执行数, on every line of the ledger.

    More than the rest is impossible (error).  Less is possible where the treasury took unspent
    money back, which the ledger cannot show: then it is undecidable and only a notice.

    **Fails**: 全年预算 100.00, 执行 90.00, 结转结余 12.00.
    **Passes**: 全年预算 100.00, 执行 90.00, 结转结余 10.00.
    """
    for line in LedgerLine:
        row = case.filing.ledger.row(line)
        if row.surplus_amount is None:
            continue
        parts = {"全年预算数": row.adjusted_budget_amount, "全年执行数": row.executed_amount}
        wrong = sums.mismatch(row.surplus_amount, parts, minus=frozenset({"全年执行数"}))
        if wrong is None:
            continue
        short = wrong.stated < wrong.computed
        yield rule.finding(
            place=wrong.place or row.place,
            stated=wrong.stated,
            computed=wrong.computed,
            unit=YUAN,
            severity=Severity.NOTICE if short else None,
            verdict=Verdict.UNDECIDABLE if short else Verdict.FAILS,
            line=LEDGER_LINE_TITLES[line],
            words=wrong.words,
            unknown="差额是否已由财政收回，表中看不出" if short else "无法判断三个数中哪一个有误",
        )


AR04 = Rule(
    code="AR04",
    severity=Severity.ERROR,
    title="结转结余与预算、执行不符",
    message="{line}的年末结转结余{stated}，{words}＝{computed}，结转结余{side}{difference}；{unknown}。",
    suggestion="对照决算报表核对；有财政收回的资金，在执行情况中写明金额。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
