"""PL10: full marks claimed for the whole, whatever the figures."""

from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.scorecard import Score

NAMED = 3
"""So many criteria are named, the others counted."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Full marks on every criterion are rare; where judgement gave part of them, they are looked at.

    **Fails**: 100 of 100, of which 20 by judgement.  **Passes**: 99.84 of 100; 100 by figures alone.
    """
    card = case.scorecard
    if card is None or not card.full_marks or card.low < card.full_marks:
        return
    judged = [leaf for leaf in card.leaves() if _judged(leaf)]
    if judged:
        yield rule.finding(
            place=case.filing.place,
            verdict=Verdict.UNDECIDABLE,
            stated=card.low,
            unit="分",
            count=len(judged),
            titles="、".join(leaf.title for leaf in judged[:NAMED]) + ("等" if len(judged) > NAMED else ""),
        )


def _judged(leaf: Score) -> bool:
    return leaf.judged and leaf.full_marks > 0


PL10 = Rule(
    code="PL10",
    severity=Severity.NOTICE,
    title="各项全部满分",
    message="全部评价指标均得满分，合计{stated}，其中{titles}共{count}项由人工评判；评判是否客观，表中看不出。",
    suggestion="复核人工评判各项的依据和佐证材料。",
    basis=citations.HONEST_SCORES,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
