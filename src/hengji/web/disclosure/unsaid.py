"""
What a report does not say: read from what was left blank, what cannot be computed, what was only judged.

A reader who sees 98 points should also see which of them rest on no figure at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengji.domain.filing import NARRATIVE_TITLES, Filing
from hengji.domain.finding import Verdict
from hengji.domain.indicator import Category, Dimension, Direction, Indicator
from hengji.domain.ledger import EXPENDITURE_CLASSES
from hengji.domain.scorecard import Score, ScoreVerdict
from hengji.pipeline.evaluate import Evaluation

_NAMED: Final = 4
"""So many titles are named, the rest counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaid:
    """One thing that the report leaves open: what it is about, and in a sentence what is missing."""

    subject: str
    words: str


def unsaid(evaluation: Evaluation, pending: Iterable[str]) -> Iterator[Unsaid]:
    """Everything that the report does not say, the money first."""
    filing = evaluation.filing
    yield from _money(filing)
    yield from _indicators(filing.indicators)
    yield from _scores(list(evaluation.scorecard.leaves()))
    yield from _words(filing)
    for finding in evaluation.findings:
        if finding.verdict is Verdict.UNDECIDABLE and finding.caused_by is None:
            yield Unsaid(subject=finding.title, words=finding.message)
    for words in dict.fromkeys(pending):
        yield Unsaid(subject="报告中留空", words=f"报告正文应写而未写：{words}。")


def _money(filing: Filing) -> Iterator[Unsaid]:
    ledger, total = filing.ledger, filing.ledger.total
    if total.executed_amount is None:
        yield Unsaid(subject="花了多少钱", words="没有填报全年支出合计。")
    if total.adjusted_budget_amount is None:
        yield Unsaid(subject="预算执行率", words="没有填报全年预算数，不能计算预算执行率。")
    if total.prior_executed_amount is None:
        yield Unsaid(subject="与上年相比", words="没有填报上年支出，看不出增减。")
    split = [ledger.row(line).executed_amount for line in EXPENDITURE_CLASSES]
    if total.executed_amount is not None and not any(split):
        yield Unsaid(subject="钱花在哪里", words="全年支出没有按人员经费、公用经费、项目支出分列。")
    if not filing.projects:
        yield Unsaid(subject="项目", words="没有列出任何项目的预算和支出。")
    elif any(each.executed_amount is None for each in filing.projects):
        blank = [each.title for each in filing.projects if each.executed_amount is None]
        yield Unsaid(subject="项目支出", words=f"{_some(blank)}没有填报支出金额。")


def _indicators(indicators: tuple[Indicator, ...]) -> Iterator[Unsaid]:
    if not indicators:
        yield Unsaid(subject="绩效指标", words="没有列出任何绩效指标。")
        return
    without_target = [one.title for one in indicators if one.target_value is None and not one.target_text]
    without_actual = [
        one.title
        for one in indicators
        if one.actual_value is None and not one.actual_text and one.achievement is None
    ]
    in_words = [one.title for one in indicators if one.direction is Direction.QUALITATIVE]
    if without_target:
        yield Unsaid(subject="承诺了什么", words=f"{_some(without_target)}没有指标值。")
    if without_actual:
        yield Unsaid(subject="做到了什么", words=f"{_some(without_actual)}没有实际完成值。")
    if in_words:
        yield Unsaid(subject="只有文字的指标", words=f"{_some(in_words)}只有文字结论，没有可核对的数值。")
    if not any(one.dimension is Dimension.SATISFACTION for one in indicators):
        yield Unsaid(subject="满意度", words="没有服务对象满意度指标。")
    if not any(Dimension.COST is one.dimension or Category.COST is one.category for one in indicators):
        yield Unsaid(subject="成本", words="没有成本指标，看不出同样的事花钱是多是少。")


def _scores(leaves: list[Score]) -> Iterator[Unsaid]:
    for leaf in leaves:
        if leaf.verdict is ScoreVerdict.UNDECIDABLE:
            lacking = "、".join(one.name for one in leaf.missing) or "所需数据"
            yield Unsaid(
                subject=f"“{leaf.title}”的得分",
                words=f"缺少{lacking}，只知道在{leaf.low:f}分至{leaf.high:f}分之间。",
            )
    judged = [leaf for leaf in leaves if leaf.judged]
    if judged:
        points = sum((leaf.full_marks for leaf in judged), Decimal(0))
        words = f"{_some([leaf.title for leaf in judged])}共{points:f}分，由单位自行评判，不是由数据算出。"
        yield Unsaid(subject="靠评判的得分", words=words)
    bare = [leaf.title for leaf in leaves if (leaf.points or 0) > 0 and not leaf.evidence]
    if bare:
        yield Unsaid(subject="佐证", words=f"{_some(bare)}没有列出佐证材料。")


def _words(filing: Filing) -> Iterator[Unsaid]:
    missing = [title for section, title in NARRATIVE_TITLES.items() if section not in filing.narratives]
    if missing:
        yield Unsaid(subject="自评说明", words=f"{_some(missing)}没有写。")
    if filing.no_problems_stated:
        yield Unsaid(subject="存在的问题", words="单位填报“无”。")
    elif not filing.problems:
        yield Unsaid(subject="存在的问题", words="没有写存在的问题。")
    if not filing.corrective_actions and filing.no_corrective_actions_stated is None:
        yield Unsaid(subject="上年问题的整改", words="没有写上年问题的整改情况。")
    if filing.organisation.mandate is None:
        yield Unsaid(subject="部门职能", words="没有写部门职能。")


def _some(titles: list[str]) -> str:
    """
    Titles in a row, the many counted.

    >>> _some(["甲", "乙"]), _some(list("甲乙丙丁戊"))
    ('“甲”“乙”', '“甲”“乙”“丙”“丁”等5项')
    """
    named = "".join(f"“{title}”" for title in titles[:_NAMED])
    return named if len(titles) <= _NAMED else f"{named}等{len(titles)}项"
