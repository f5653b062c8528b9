"""CO13: a self-evaluated score far from the one that was found on checking."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, phrasing, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.figure import FigureKind
from hengji.domain.finding import Finding, Severity

STEP, CUT, MOST = Decimal(5), Decimal("0.5"), Decimal(2)
_CHECKED = re.compile(
    r"(?:核查|复核|核定|抽查|复评|复审|重点评价|财政评价|第三方评价)后?的?(?:综合|最终|评价)?(?:得分|评分|总分|分数)[为是：:\s]{0,4}$"
)
_LEAD = 20


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Where a checked score is printed too, the claimed one is less than 5 points from it.

    Every full 5 points cost 0.5 of the points for the self-evaluation, at most 2.

    **Fails**: 自评得分98分，复核得分90分.  **Passes**: 自评得分98分，复核得分96分.
    """
    claimed, at = case.document.claimed_score, case.document.claimed_score_place
    if claimed is None:
        return
    for figure in case.document.figures:
        if figure.kind is not FigureKind.SCORE or not isinstance(figure.value, Decimal):
            continue
        own = at is not None and at.start == figure.start
        if own or not _CHECKED.search(reading.before(case.text, figure.start, _LEAD)):
            continue
        gap = abs(claimed - figure.value)
        if gap >= STEP:
            yield rule.finding(
                place=reading.place(case, figure.start, figure.end), quote=figure.quote,
                stated=claimed, computed=figure.value, unit="分",
                cut=phrasing.figure(min(gap // STEP * CUT, MOST), "分"),
            )  # fmt: skip
        return


CO13 = Rule(
    code="CO13",
    severity=Severity.WARNING,
    title="自评得分与核查得分相差较大",
    message="自评得分{stated}，核查得分{computed}，自评{side}{difference}，按每差5分扣0.5分应扣{cut}。",
    suggestion="逐项核对核查扣分的事项，在整改情况中说明。",
    basis=citations.CHECKED_SCORE,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
