"""AR02: the total of the ledger against its sources of funds."""

from collections.abc import Iterator

from hengji.audit import citations, sums
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.ledger import FUND_SOURCES


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    支出合计 equals 财政拨款 + 上年结转 + 其他资金, in every column that is filled in.

    A source left blank in a column makes the sum unknown and nothing is said.

    **Fails**: 合计 100.00 = 财政拨款 90.00 + 上年结转 5.00 + 其他资金 0.00.
    **Passes**: 合计 100.00 = 财政拨款 90.00 + 上年结转 10.00 + 其他资金 0.00.
    """
    yield from sums.unequal_totals(rule, case, FUND_SOURCES)


AR02 = Rule(
    code="AR02",
    severity=Severity.ERROR,
    title="合计不等于各资金来源之和",
    message="{column}合计{stated}，{words}＝{computed}，合计{side}{difference}；无法判断是合计有误还是某一来源有误。",
    suggestion="对照部门决算报表的收入和支出来源核对。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
    follows=("AR01",),
)
