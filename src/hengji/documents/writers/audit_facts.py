"""
What an audit comes to: how many statements hold, and what the document's own figures allow as score.

Terminal, page and list say the same because they all ask here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

from hengji.documents.writers.markup import short
from hengji.domain.document import Document
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.judgement import Judgement
from hengji.domain.scorecard import Scorecard
from hengji.domain.statement import StatementType

TYPE_TITLES: Mapping[StatementType, str] = {
    StatementType.SUM_OF_PARTS: "合计与分项",
    StatementType.SHARE: "占比",
    StatementType.CHANGE_AMOUNT: "增减额",
    StatementType.CHANGE_RATE: "增减率",
    StatementType.EXECUTION_RATE: "执行率",
    StatementType.RATIO: "比率",
    StatementType.PRODUCT: "乘积",
    StatementType.SCORE_SUM: "得分合计",
    StatementType.SCORE_GRADE: "得分与等级",
    StatementType.ACHIEVEMENT: "完成情况",
    StatementType.COUNT_OF_LIST: "列举数量",
    StatementType.REPEATED_FACT: "同一事实",
    StatementType.DATE_ORDER: "日期先后",
}
VERDICT_TITLES: Mapping[Verdict, str] = {
    Verdict.HOLDS: "相符",
    Verdict.FAILS: "不符",
    Verdict.UNDECIDABLE: "无法判定",
}
VERDICT_SIGNS: Mapping[Verdict, str] = {Verdict.HOLDS: "✓", Verdict.FAILS: "✗", Verdict.UNDECIDABLE: "？"}
"""Told apart by shape, not by colour."""
_FULL_MARKS: Final = Decimal(100)
_EVALUATION: Final = re.compile(r"自评|绩效评价|绩效报告")
_OPENING: Final = 500
UNALLOTTED: Final = ".unallotted"
"""How `scoring` names the marks of a criterion that no indicator was given."""


class Audited(Protocol):
    """One audited file, as far as writers need it."""

    @property
    def file(self) -> str:
        """The path as it was given."""
        ...

    @property
    def document(self) -> Document:
        """What the file says."""
        ...

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Every statement with its verdict."""
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, worst first."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of the audit as a whole."""
        ...

    @property
    def scorecard(self) -> Scorecard | None:
        """The score of the forms in the document, where an edition was named and could be applied."""
        ...


def verdicts(judgements: Iterable[Judgement]) -> dict[Verdict, int]:
    """How many statements have each verdict."""
    counted = Counter(judgement.verdict for judgement in judgements)
    return {verdict: counted[verdict] for verdict in (Verdict.HOLDS, Verdict.FAILS, Verdict.UNDECIDABLE)}


def severities(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings have each severity."""
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in Severity}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """
    The claimed score beside what the document's figures allow.

    `low` and `high` are `None` where nothing in the document decides; `says` tells it in a sentence.
    """

    claimed_score: Decimal | None
    claimed_grade: str | None
    low: Decimal | None
    high: Decimal | None
    says: str
    expected: bool = True
    """Whether a score is to be looked for: a budget or final accounts claim none, and lack none."""

    @property
    def claim(self) -> str:
        """The claim in words."""
        if self.claimed_score is None and self.claimed_grade is None:
            return "未写明"
        score = "" if self.claimed_score is None else f"{short(self.claimed_score)}分"
        return score + ("" if self.claimed_grade is None else f"“{self.claimed_grade}”")

    @property
    def allowed(self) -> str:
        """What the figures allow, in words."""
        if self.low is None or self.high is None:
            return "无法复算"
        if self.low == self.high:
            return f"{short(self.low)}分"
        return f"{short(self.low)}～{short(self.high)}分"


def recomputed(audited: Audited) -> Recomputed:
    """The claimed score against the scorecard, else against the sum of the printed points."""
    document = audited.document
    low, high, says = _allowed(audited)
    grade = next((one for one in audited.judgements if one.statement.type is StatementType.SCORE_GRADE), None)
    if grade is not None and grade.verdict is Verdict.FAILS:
        says = f"{says}等级与得分不符。"
    return Recomputed(
        claimed_score=document.claimed_score,
        claimed_grade=document.claimed_grade,
        low=low,
        high=high,
        says=says,
        expected=document.claimed_score is not None
        or document.claimed_grade is not None
        or low is not None
        or _EVALUATION.search(f"{document.title or ''}\n{document.extract.text[:_OPENING]}") is not None,
    )


def _allowed(audited: Audited) -> tuple[Decimal | None, Decimal | None, str]:
    card, claimed = audited.scorecard, audited.document.claimed_score
    if card is not None and not is_partial(card):
        said = f"按《{card.standard_title}》和文中数据复算。{_against(claimed, card.low, card.high)}"
        return card.low, card.high, said
    sum_ = _sum_of_points(audited.judgements, claimed)
    if sum_ is not None and sum_.computed is not None:
        said = f"文中各项得分相加。{_against(claimed, sum_.computed, sum_.computed)}"
        return sum_.computed, sum_.computed, said
    lost = None if claimed is None else _sum_of_points(audited.judgements, _FULL_MARKS - claimed, "扣")
    if lost is not None and lost.computed is not None:
        left = _FULL_MARKS - lost.computed
        return left, left, f"按百分制减去文中各项扣分。{_against(claimed, left, left)}"
    if claimed is None:
        return None, None, "文中没有自评得分。"
    return None, None, "文中没有印出各项得分，总分如何得出无法复算。"


def is_partial(card: Scorecard) -> bool:
    """
    Whether marks went to no indicator: the document does not print all of them.

    In a filing that is a loss; in what was read from a document it only means that more stands elsewhere.
    """
    return any(leaf.code.endswith(UNALLOTTED) for leaf in card.leaves())


def _sum_of_points(
    judgements: Sequence[Judgement], total: Decimal | None, word: str = ""
) -> Judgement | None:
    """The sum with most parts whose total, as printed or as added up, is that one; `word` is in its quote."""
    sums = [
        one
        for one in judgements
        if one.statement.type is StatementType.SCORE_SUM
        and one.stated is not None
        and total is not None
        and total in {one.stated, one.computed}
        and word in one.statement.quote
    ]
    return max(sums, key=lambda one: len(one.statement.operands), default=None)


def _against(claimed: Decimal | None, low: Decimal, high: Decimal) -> str:
    if claimed is None:
        return "文中没有自评总分。"
    if claimed > high:
        return f"自评得分多{short(claimed - high)}分。"
    if claimed < low:
        return f"自评得分少{short(low - claimed)}分。"
    return "与自评得分相符。" if low == high else "自评得分在此范围之内。"
