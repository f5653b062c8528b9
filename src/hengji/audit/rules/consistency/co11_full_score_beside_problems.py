"""CO11: full marks claimed, and problems told."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, prose, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict

_FULL = Decimal(100)
_TITLES = r"存在的?(?:主要)?(?:问题|不足)|主要问题"
_TOLD = re.compile(
    r"不够|不足|不高|不强|不细|不完善|不精|不到位|偏低|偏慢|滞后|薄弱|欠|有待|仍需|未能?|缺乏|较低|较慢"
)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Whoever tells shortcomings has hardly earned every point.

    **Fails**: 自评得分100分, 存在的问题：预算编制不够精细。  **Passes**: the same with 98分; 100分, 无。
    """
    place = case.document.claimed_score_place
    if case.document.claimed_score != _FULL or place is None or place.start is None:
        return
    for section in reading.titled(case, _TITLES):
        words = reading.body(case, section)
        told = None if prose.is_nothing(words) else _TOLD.search(words)
        if told is not None:
            at = section.body_start + told.start()
            shortcoming = reading.clause(case.text, at, at + 1).strip()
            yield rule.finding(
                place=reading.place(case, place.start, place.end or place.start),
                quote=case.text[place.start : place.end], stated=_FULL, unit="分",
                verdict=Verdict.UNDECIDABLE, shortcoming=shortcoming,
            )  # fmt: skip
            return


CO11 = Rule(
    code="CO11",
    severity=Severity.WARNING,
    title="写有问题而自评满分",
    message="自评得分{stated}，而存在问题写“{shortcoming}”；该问题为何不扣分，文中看不出。",
    suggestion="按评分标准扣分，或说明不扣分的依据。",
    basis=citations.HONEST_SCORES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
