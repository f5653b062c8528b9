"""
（三）管理效率分析: each area in the unit's words, with its facts, its points and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from hengji.compose.material import (
    Material,
    fact_missing,
    full_marks,
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
    operand,
    paragraph,
    percent,
    points,
    printed,
    ratio_of,
    sentence,
    strong,
    told,
    with_figures,
)
from hengji.domain.block import Block, Run, Runs
from hengji.domain.facts import FACTS, Topic
from hengji.domain.filing import NARRATIVE_TITLES, Assessment, NarrativeSection
from hengji.domain.measure import MEASURES, Measure, Term
from hengji.domain.scorecard import Score, ScoreVerdict
from hengji.domain.standard import Criterion
from hengji.domain.stated import Stated

AREAS = {
    NarrativeSection.BUDGET_PREPARATION: ("budget_preparation",),
    NarrativeSection.GOAL_SETTING: ("goal_setting",),
    NarrativeSection.COST_CONTROL: ("cost_control",),
    NarrativeSection.BUDGET_EXECUTION: ("budget_execution", "execution", "budget_adjustment"),
    NarrativeSection.PERFORMANCE_MANAGEMENT: ("performance_management",),
    NarrativeSection.DISCLOSURE: ("disclosure",),
}
"""Codes of criteria by the area whose section takes them up."""

_ASIDE = re.compile(r"（[^（）]*视为满足）")
"""Advice to whoever answers a checklist; a report has no use for it."""
_FULL = ("得满分。", "未发生扣分，得满分。")


def management_efficiency(material: Material, level: int) -> Iterator[Block]:
    """The block's points, then every criterion that no other section of the outline takes up."""
    del level
    score = material.scorecard.find("management_efficiency")
    if score is not None:
        words: list[Words] = [f"{score.title}满分", full_marks(score), "，得", score_points(score)]
        if score.points is not None and score.full_marks:
            words += ["，得分率", score_rate(score)]
        yield paragraph(*words, "。各方面情况如下：")
    for criterion in _left_over(material):
        yield from _criterion(material, criterion)


def _left_over(material: Material) -> Iterator[Criterion]:
    """Criteria, outermost first, that neither an area's section nor the indicators account for."""
    contents = {section.content or section.code for section in material.outline.walk()}
    taken = {code for area, codes in AREAS.items() if area.value in contents for code in codes}
    if "funds" in contents:
        taken.add("execution")
    yield from _untaken(material.standard.criteria, taken)


def _untaken(criteria: Iterable[Criterion], taken: set[str]) -> Iterator[Criterion]:
    for criterion in criteria:
        if criterion.code in taken or "dimensions" in criterion.parameters:
            continue
        inner = {one.code for one in _below(criterion)}
        accounted = inner & taken or any("dimensions" in one.parameters for one in criterion.leaves())
        if accounted:
            yield from _untaken(criterion.criteria, taken)
        else:
            yield criterion


def _below(criterion: Criterion) -> Iterator[Criterion]:
    for child in criterion.criteria:
        yield child
        yield from _below(child)


def area(material: Material, section: NarrativeSection) -> Iterator[Block]:
    """One area: the unit's words, the money where it is about money, and its criteria."""
    narrative = material.filing.narratives.get(section)
    if narrative:
        yield paragraph(told(narrative.text, narrative.place), "。")
    if section is NarrativeSection.BUDGET_EXECUTION:
        yield from money.budget(material)
        yield from money.execution(material)
    found = list(_outermost(material, AREAS[section]))
    for criterion in found:
        yield from _criterion(material, criterion)
    if not narrative and not found and section is not NarrativeSection.BUDGET_EXECUTION:
        yield paragraph(missing(f"{NARRATIVE_TITLES[section]}情况", sheet(Topic.NARRATIVES)))


def _outermost(material: Material, codes: tuple[str, ...]) -> Iterator[Criterion]:
    """The criteria of these codes, without those that lie inside another of them."""
    found = [one for code in codes if (one := material.criterion(code)) is not None]
    inner = {below.code for one in found for below in _below(one)}
    yield from (one for one in found if one.code not in inner)


def _criterion(material: Material, criterion: Criterion) -> Iterator[Block]:
    score = material.scorecard.find(criterion.code)
    if score is None:
        return
    leaves = [leaf for leaf in criterion.leaves() if material.scorecard.find(leaf.code)]
    if len(leaves) > 1:
        yield paragraph(f"{criterion.title}满分", full_marks(score), "，得", score_points(score), "。")
    for leaf in leaves:
        found = material.scorecard.find(leaf.code)
        if found is not None:
            yield paragraph(*_leaf(material, leaf, found))


def _leaf(material: Material, criterion: Criterion, score: Score) -> Iterator[Words]:
    """One criterion: what it looks at, what was found, what that earns."""
    yield strong(f"{criterion.title}（")
    yield full_marks(score)
    yield strong("）。")
    assessment = material.filing.assessments.get(criterion.code)
    if assessment is not None and assessment.illustrative:
        yield ILLUSTRATION
    items = criterion.parameters.get("items")
    measure = _measure(criterion)
    if isinstance(items, (tuple, list)):
        yield from _checks(items, assessment)
    elif measure is not None and measure.id != "execution_rate":
        yield from _measured(material, measure, criterion.title) if not score.missing else ()
    elif assessment is not None and assessment.reason:
        yield sentence(told(assessment.reason, assessment.place), "。")
    yield from _earned(score)
    if assessment is not None and assessment.evidence:
        titles = "、".join(one.title for one in assessment.evidence)
        yield f"佐证材料：{titles}。"


def _measure(criterion: Criterion) -> Measure | None:
    named = criterion.parameters.get("measure")
    if named is None and criterion.method == "execution_rate":
        named = "execution_rate"
    return MEASURES.get(str(named)) if named is not None else None


def _checks(items: Iterable[object], assessment: Assessment | None) -> Iterator[Words]:
    """The items of a checklist that are met and those that are not; open ones are asked for below."""
    met: list[Words] = []
    unmet: list[Words] = []
    for item in items:
        if not isinstance(item, Mapping):
            continue
        title = str(item["title"])
        answer = assessment.checks.get(str(item["id"])) if assessment else None
        if answer is None:
            continue
        else:
            words = with_figures(_ASIDE.sub("", title), answer.place, computed="评分标准的要求")
            (met if answer.met else unmet).append(words)
    for group, verb in ((met, "均符合要求" if len(met) > 1 else "符合要求"), (unmet, "未达到要求")):
        if group:
            yield listed(group, "；")
            yield f"，{verb}。"


def _measured(material: Material, measure: Measure, title: str) -> Iterator[Words]:
    """The facts of a ratio and the ratio itself."""
    terms = {term.fact: material.filing.fact(term.fact) for term in (*measure.over, *measure.under)}
    shown = (
        sentence(
            FACTS[name].title.replace("支出合计·", ""),
            fact(printed(stated), stated.place) if stated else fact_missing(name),
        )
        for name, stated in terms.items()
    )
    yield listed(shown, "，")
    yield "，"
    ratio = _ratio(measure, terms)
    if ratio is None:
        yield f"{title}无法计算。"
        return
    yield title
    yield ratio
    yield "。"


def _ratio(measure: Measure, terms: Mapping[str, Stated | None]) -> Run | None:
    known = {name: stated for name, stated in terms.items() if stated is not None}
    if len(known) < len(terms):
        return None
    places = [stated.place for stated in known.values()]

    def total(side: tuple[Term, ...]) -> Stated:
        first = known[side[0].fact]
        value = sum((known[term.fact].value * term.sign for term in side), start=Decimal(0))
        return Stated(value=abs(value) if measure.magnitude else value, unit=first.unit)

    over = total(measure.over)
    if not measure.under:
        return fact(f"{points(over.value)}{measure.unit}", *places, computed=measure.formula)
    under = total(measure.under)
    if under.value == 0:
        return None
    computed = f"{operand(over)}÷{operand(under)}"
    return fact(percent(ratio_of(over.value, under.value)), *places, computed=computed)


def _earned(score: Score) -> Iterator[Words]:
    """The points and, where marks were lost, why."""
    if score.verdict is ScoreVerdict.UNDECIDABLE:
        yield "资料不足，得分为"
        yield score_points(score)
        yield "；需补充："
        yield listed((missing(one.name, one.where) for one in score.missing), "、") or reasoned(score)
        yield "。"
        return
    if score.points == score.full_marks:
        yield _FULL[len(score.title) % 2]
        return
    arithmetic = score.arithmetic
    if arithmetic and "÷" in arithmetic:
        yield "计分过程："
        yield fact(arithmetic.replace("；", "，"), *score_places(score), computed=arithmetic)
        yield "。"
    yield "得"
    yield score_points(score)
    yield "，扣"
    yield fact(f"{points(score.lost)}分", *score_places(score), computed="满分减得分")
    yield "。"


def reasoned(score: Score) -> Runs:
    """The scorecard's reason; its figures are computed there."""
    return with_figures(score.reason, *score_places(score), computed=score.arithmetic or score.method)
