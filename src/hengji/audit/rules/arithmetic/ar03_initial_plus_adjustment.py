"""AR03: 年初预算数 + 预算调整数 against 全年预算数."""

from collections.abc import Iterator

from hengji.audit import citations, sums
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.ledger import LEDGER_LINE_TITLES, LedgerLine
from hengji.domain.stated import YUAN


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    年初预算数 + 预算调整数 = 全年预算数, on every line of the ledger.

    **Fails**: 100.00 + 20.00 stated as 110.00.  **Passes**: 100.00 − 20.00 = 80.00.
    """
    for line in LedgerLine:
        row = case.filing.ledger.row(line)
        if row.adjusted_budget_amount is None:
            continue
        parts = {"年初预算数": row.initial_budget_amount, "预算调整数": row.adjustment_amount}
        wrong = sums.mismatch(row.adjusted_budget_amount, parts)
        if wrong is not None:
            yield rule.finding(
                place=wrong.place or row.place,
                stated=wrong.stated,
                computed=wrong.computed,
                unit=YUAN,
                line=LEDGER_LINE_TITLES[line],
                words=wrong.words,
            )


AR03 = Rule(
    code="AR03",
    severity=Severity.ERROR,
    title="年初预算加调整不等于全年预算",
    message="{line}的全年预算数{stated}，{words}＝{computed}，全年预算数{side}{difference}；无法判断三个数中哪一个有误。",
    suggestion="对照预算批复和调整文件核对；调减以负数填写。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
    follows=("AR01", "AR02"),
)
