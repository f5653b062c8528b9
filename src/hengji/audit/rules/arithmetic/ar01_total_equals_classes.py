"""AR01: the total of the ledger against its classes of expenditure."""

from collections.abc import Iterator

from hengji.audit import citations, sums
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.ledger import EXPENDITURE_CLASSES


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    支出合计 equals 人员经费 + 公用经费 + 项目支出, in every column that is filled in.

    Amounts to the fen are exact, so there is no tolerance; an amount printed in 万元 counts as the
    interval it asserts.  A class left blank in a column makes the sum unknown and nothing is said.

    **Fails**: 合计 29,242,314.38 = 19,731,374.38 + 429,640.00 + 9,081,200.00.
    **Passes**: 合计 29,242,314.38 = 19,731,374.38 + 429,640.00 + 9,081,300.00.
    """
    yield from sums.unequal_totals(rule, case, EXPENDITURE_CLASSES)


AR01 = Rule(
    code="AR01",
    severity=Severity.ERROR,
    title="合计不等于分项之和",
    message="{column}合计{stated}，{words}＝{computed}，合计{side}{difference}；无法判断是合计有误还是某一分项有误。",
    suggestion="对照部门决算报表逐项核对。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
