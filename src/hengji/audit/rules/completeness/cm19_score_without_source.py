"""CM19: a total score without the points it consists of."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.figure import FigureKind
from hengji.domain.finding import Finding, Severity, Verdict

_SCORE_TABLE = re.compile(
    r"(?:分值|得分|实计分|自评分)[^\n\t]{0,10}\t|\t[^\n\t]{0,10}(?:分值|得分|实计分|自评分)"
)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A claimed total comes with the points of its parts, in the text or in a form.

    **Fails**: 自评得分100分 and no other score anywhere.  **Passes**: 履职效能得58分，管理效率得38分.
    """
    if not reading.is_self_evaluation(case):
        return
    score, place = case.document.claimed_score, case.document.claimed_score_place
    if score is None or place is None or place.start is None or case.document.forms:
        return
    others = [
        figure
        for figure in case.document.figures
        if figure.kind is FigureKind.SCORE and figure.value not in {score, 100}
    ]
    if not others and not _SCORE_TABLE.search(case.text):
        yield rule.finding(
            place=reading.place(case, place.start, place.end or place.start),
            quote=case.text[place.start : place.end],
            stated=score, unit="分", verdict=Verdict.UNDECIDABLE,
        )  # fmt: skip


CM19 = Rule(
    code="CM19",
    severity=Severity.WARNING,
    title="得分没有出处",
    message="自评得分{stated}，全文没有各项得分，也没有评分表，得分如何得出无法判断。",
    suggestion="附评分表，逐项写明分值、得分和扣分原因。",
    basis=citations.REPORT_QUALITY,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
