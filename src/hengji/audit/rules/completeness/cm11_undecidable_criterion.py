"""CM11: a criterion that cannot be scored because a figure is missing."""

from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.scorecard import Score, ScoreVerdict

_SHOWN = 4


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Every criterion has the figures it needs; what is missing is named, with where to put it.

    **Fails**: 公用经费控制率, 公用经费实际支出数 blank.  **Passes**: both figures filled in.
    """
    if case.scorecard is None:
        return
    for leaf in case.scorecard.leaves():
        if leaf.verdict is ScoreVerdict.UNDECIDABLE:
            yield rule.finding(
                place=leaf.place, verdict=Verdict.UNDECIDABLE, stated=leaf.low, computed=leaf.high,
                difference=leaf.high - leaf.low, unit="分", criterion=leaf.title, cause=_cause(leaf),
            )  # fmt: skip


def _cause(leaf: Score) -> str:
    if not leaf.missing:
        return leaf.reason or "所填数据不足以计分"
    names = [f"{gap.name}（{gap.where}）" if gap.where else gap.name for gap in leaf.missing[:_SHOWN]]
    return f"缺少{'、'.join(names)}{'等' if len(leaf.missing) > _SHOWN else ''}"


CM11 = Rule(
    code="CM11",
    severity=Severity.WARNING,
    title="评分事项无法计分",
    message="“{criterion}”无法计分，得分在{stated}至{computed}之间：{cause}。",
    suggestion="补填所缺数据。",
    basis=citations.FORMS_FILLED,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
    follows=("CM02", "CM03"),
)
