"""
（二）履职效能分析: each promise held against what was done, and the points that earns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hengji.compose.comparison import Outcome, completion_rate, deviation_run, outcome, shortfall
from hengji.compose.material import (
    Material,
    full_marks,
    indicator_missing,
    numbered,
    score_places,
    score_points,
    score_rate,
    sheet,
)
from hengji.compose.sections import money
from hengji.compose.wording import (
    ILLUSTRATION,
    Words,
    fact,
    listed,
    missing,
    paragraph,
    points,
    printed,
    quoted,
    sentence,
    strong,
    told,
)
from hengji.domain.block import Block, Heading, Run, Runs
from hengji.domain.facts import Topic
from hengji.domain.filing import NarrativeSection
from hengji.domain.indicator import (
    CATEGORY_TITLES,
    DIMENSION_TITLES,
    DIRECTION_SIGNS,
    Category,
    Dimension,
    Direction,
    Indicator,
)
from hengji.domain.ledger import LedgerColumn, LedgerLine
from hengji.domain.scorecard import Score


def mandate_effectiveness(material: Material, level: int) -> Iterator[Block]:
    """The block's points, then outputs, outcomes and satisfaction one by one."""
    if not material.filing.indicators:
        yield paragraph(missing("绩效指标、指标值和实际完成值", sheet(Topic.INDICATORS)))
    yield from _overview(material)
    narrative = material.filing.narratives.get(NarrativeSection.MANDATE_EFFECTIVENESS)
    if narrative:
        yield paragraph(told(narrative.text, narrative.place), "。")
    if material.filing.indicators:
        mark = ILLUSTRATION if _share_a_mark(material) else ""
        yield paragraph("各项指标的实际完成情况如下，括号内为指标值", mark, "和偏差。")
    index = 0
    for dimension in Dimension:
        group = material.indicators(dimension)
        if not group:
            continue
        index += 1
        yield Heading(level=level + 1, text=numbered(level + 1, index, DIMENSION_TITLES[dimension]))
        yield from _dimension(material, dimension, group)


def _share_a_mark(material: Material) -> bool:
    """Whether all targets are examples, so that it is said once instead of at each."""
    return all(one.illustrative for one in material.filing.indicators)


def scores_of(material: Material, dimension: Dimension) -> tuple[Score, ...]:
    """The scores of the criteria that draw on this dimension's indicators."""
    found = []
    for criterion, _ in material.criteria():
        dimensions = criterion.parameters.get("dimensions")
        if not isinstance(dimensions, (tuple, list)) or dimension.value not in {
            str(one) for one in dimensions
        }:
            continue
        score = material.scorecard.find(criterion.code)
        if score is not None:
            found.append(score)
    return tuple(found)


def _overview(material: Material) -> Iterator[Block]:
    """Points of the whole block, beside the execution rate they must fit."""
    score = material.scorecard.find("mandate_effectiveness")
    if score is None:
        return
    words: list[Words] = [f"{score.title}满分", full_marks(score), "，得", score_points(score)]
    if score.points is not None and score.full_marks:
        words += ["，得分率", score_rate(score)]
        adjusted = material.stated(LedgerLine.TOTAL, LedgerColumn.ADJUSTED_BUDGET)
        executed = material.stated(LedgerLine.TOTAL, LedgerColumn.EXECUTED)
        if adjusted and executed and adjusted.value:
            words += ["；同期预算执行率", money.execution_rate(executed, adjusted)]
    yield paragraph(*words, "。")


def _dimension(material: Material, dimension: Dimension, group: tuple[Indicator, ...]) -> Iterator[Block]:
    yield paragraph(*_count(material, dimension, group))
    shared = _share_a_mark(material)
    by_category: dict[Category, list[Indicator]] = {}
    for one in group:
        by_category.setdefault(one.category, []).append(one)
    for category, members in by_category.items():
        yield paragraph(*_category(category, members, shared=shared))
    yield from _remarks(group, material)


def _count(material: Material, dimension: Dimension, group: tuple[Indicator, ...]) -> Iterator[Words]:
    """How many were promised and reached, and what that earned."""
    yield DIMENSION_TITLES[dimension]
    yield _number(group)
    for score in scores_of(material, dimension):
        yield "，满分"
        yield full_marks(score)
        yield "，得"
        yield score_points(score)
    outcomes: Mapping[Outcome, list[Indicator]] = _by_outcome(group)
    reached = outcomes[Outcome.REACHED] + outcomes[Outcome.FAR_BEYOND]
    if len(reached) == len(group):
        yield "，全部达到指标值。" if len(group) > 1 else "，达到指标值。"
        return
    parts: list[Words] = []
    for title, members in (
        ("达到指标值", reached),
        ("未达到指标值", outcomes[Outcome.MISSED]),
        ("资料不全、不能判断", outcomes[Outcome.UNKNOWN]),
    ):
        if members:
            parts.append(sentence(title, _number(members)))
    yield "，其中"
    yield listed(parts, "，")
    yield "。"


def _number(group: tuple[Indicator, ...] | list[Indicator]) -> Run:
    return fact(f"{len(group)}项", *(one.place for one in group), computed="指标计数")


def _by_outcome(group: tuple[Indicator, ...]) -> dict[Outcome, list[Indicator]]:
    return {kind: [one for one in group if outcome(one) is kind] for kind in Outcome}


def _category(category: Category, members: list[Indicator], *, shared: bool) -> Iterator[Words]:
    """Every indicator of a category: what was done, and in brackets what was promised."""
    yield strong(f"{CATEGORY_TITLES[category]}：")
    yield listed((_held_against(one, marked=not shared) for one in members), "；")
    yield "。"


def target_words(indicator: Indicator) -> Words:
    """The target with its sign, or the gap where it is blank."""
    if indicator.target_value is not None:
        sign = "" if indicator.direction is Direction.QUALITATIVE else DIRECTION_SIGNS[indicator.direction]
        return fact(
            f"{sign}{printed(indicator.target_value)}", indicator.target_value.place or indicator.place
        )
    if indicator.target_text:
        return sentence("“", told(indicator.target_text, indicator.place), "”")
    return indicator_missing(indicator, "目标值")


def actual_words(indicator: Indicator) -> Words:
    """The actual as filed, or the gap where it is blank."""
    if indicator.actual_value is not None:
        return fact(printed(indicator.actual_value), indicator.actual_value.place or indicator.place)
    if indicator.actual_text:
        return told(indicator.actual_text, indicator.place)
    return indicator_missing(indicator, "实际完成值")


def _held_against(indicator: Indicator, *, marked: bool) -> Runs:
    colon = "：" if indicator.actual_value is None else ""
    words: list[Words] = [indicator.title, colon, actual_words(indicator), "（", target_words(indicator)]
    words.append(ILLUSTRATION if marked and indicator.illustrative else "")
    if outcome(indicator) is not Outcome.UNKNOWN:
        words += ["，", deviation_run(indicator)]
    return sentence(*words, "）")


def _remarks(group: tuple[Indicator, ...], material: Material) -> Iterator[Block]:
    """What was missed and what went far beyond, each with its reason."""
    outcomes = _by_outcome(group)
    for one in outcomes[Outcome.MISSED]:
        words: list[Words] = [f"{quoted(one.title)}未达到指标值"]
        gap = shortfall(one)
        if gap is not None:
            words += ["，相差", gap]
        words += [*_points_of(one, material), "。偏差原因：", _reason(one), "。"]
        yield paragraph(*words)
    far = outcomes[Outcome.FAR_BEYOND]
    if far:
        named = (sentence(quoted(one.title), *_rate(one), "，原因：", _reason(one)) for one in far)
        limit = fact("130%", computed="达到指标值的130%即须说明原因")
        yield paragraph(
            "实际完成值达到指标值", limit, "以上的有", _number(far), "：", listed(named, "；"), "。"
        )


def _rate(indicator: Indicator) -> Iterator[Words]:
    rate = completion_rate(indicator)
    if rate is not None:
        yield "完成率"
        yield rate


def _points_of(indicator: Indicator, material: Material) -> Iterator[Words]:
    score = material.scorecard.find(indicator.code)
    if score is None or score.points is None:
        return
    yield "，分值"
    yield full_marks(score)
    yield "，得"
    yield fact(f"{points(score.points)}分", *score_places(score), computed=score.arithmetic or score.method)


def _reason(indicator: Indicator) -> Words:
    if indicator.deviation_explanation:
        return told(indicator.deviation_explanation, indicator.place)
    return indicator_missing(indicator, "偏差原因分析")
