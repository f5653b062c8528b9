"""
Filing × Standard → Scorecard: walk the criteria, apply caps and cuts, read the grade.

A pure function of its two arguments: nothing is kept between two calls, so ten thousand filings
cost ten thousand times what one costs.
"""

from __future__ import annotations

import hengji
from hengji.domain.filing import Filing
from hengji.domain.money import rounded
from hengji.domain.problem import InvalidStandard, Problem
from hengji.domain.scorecard import GradeGap, Score, Scorecard, ScoreVerdict
from hengji.domain.standard import Adjustment, Criterion, GradeBand, Standard, grade_of
from hengji.scoring import parameters, words
from hengji.scoring.leaf import ZERO, Leaf, ends, of_criterion, summed
from hengji.scoring.methods import AWARDS, cap_by_measure, cut_per_overshoot
from hengji.scoring.running import Running


def score(filing: Filing, standard: Standard) -> Scorecard:
    """
    The filing judged by the edition, with the reason for every point.

    Raises `InvalidStandard` for a framework without weights and for an edition whose methods or
    parameters cannot be used.
    """
    _must_have_weights(standard)
    places = standard.rounding.places
    scores = [_criterion(criterion, filing, places) for criterion in standard.criteria]
    full_marks = sum((part.full_marks for part in scores), ZERO)
    low, high = ends(scores)
    decided = all(part.verdict is ScoreVerdict.SCORED for part in scores)
    running = Running(low=low, high=high, decided=decided)
    of_criteria = tuple(scores)
    for adjustment in standard.adjustments:
        part, running = _adjusted(adjustment, filing, places, running, of_criteria)
        scores.append(part)
    low, high = rounded(running.low, places), rounded(running.high, places)
    lowest, highest = grade_of(low, standard.grades), grade_of(high, standard.grades)
    claimed = filing.claimed_score
    return Scorecard(
        standard_id=standard.id,
        standard_title=standard.title,
        edition_hash=standard.edition_hash,
        engine_version=hengji.__version__,
        illustrative=standard.illustrative,
        notes=standard.notes,
        unit_name=filing.organisation.name,
        fiscal_year=filing.fiscal_year,
        full_marks=full_marks,
        scores=tuple(scores),
        computed_score=high if running.decided else None,
        low=low,
        high=high,
        computed_grade=lowest if lowest == highest else None,
        lowest_grade=lowest,
        highest_grade=highest,
        next_grade=_gap(scores, lowest, standard.grades, running),
        claimed_score=None if claimed is None else claimed.value,
        claimed_grade=filing.claimed_grade,
    )


def _criterion(criterion: Criterion, filing: Filing, places: int) -> Score:
    if criterion.criteria:
        parts = tuple(_criterion(child, filing, places) for child in criterion.criteria)
        full_marks = sum((part.full_marks for part in parts), ZERO)
        return summed(of_criterion(criterion, full_marks, filing, places), parts)
    award = AWARDS.get(criterion.method or "")
    if award is None or criterion.full_marks is None:
        raise parameters.refused(criterion, "method", f"应为 {'、'.join(AWARDS)} 之一")
    return award(of_criterion(criterion, criterion.full_marks, filing, places), criterion, filing)


def _adjusted(
    adjustment: Adjustment, filing: Filing, places: int, running: Running, scores: tuple[Score, ...]
) -> tuple[Score, Running]:
    leaf = Leaf(
        code=adjustment.code,
        title=adjustment.title,
        full_marks=ZERO,
        places=places,
        basis=adjustment.basis,
        method_confidence=adjustment.confidence,
        marks_confidence=adjustment.confidence,
    )
    if adjustment.method == "cap_by_measure":
        return cap_by_measure.adjust(leaf, adjustment, filing, running)
    if adjustment.method == "cut_per_overshoot":
        return cut_per_overshoot.adjust(leaf, adjustment, filing, running, scores)
    raise parameters.refused(adjustment, "method", "应为 cap_by_measure、cut_per_overshoot 之一")


def _gap(
    scores: list[Score], lowest: GradeBand, grades: tuple[GradeBand, ...], running: Running
) -> GradeGap | None:
    """How far it is, from the points that are certain, to the next better grade."""
    position = grades.index(lowest)
    if position == 0:
        return None
    band = grades[position - 1]
    open_leaves = [
        (leaf.title, leaf.full_marks - leaf.low)
        for part in scores
        for leaf in part.leaves()
        if leaf.low < leaf.full_marks
    ]
    open_leaves.sort(key=lambda source: -source[1])
    return GradeGap(band=band, points_needed=band.at_least - running.low, sources=tuple(open_leaves))


def _must_have_weights(standard: Standard) -> None:
    blank = [leaf for leaf in standard.leaves() if leaf.full_marks is None]
    if not standard.demands_weights and not blank:
        return
    named = "、".join(words.quoted(leaf.title) for leaf in blank[:5])
    found = f"《{standard.title}》（{standard.id}）是指标框架，没有给出分值" + (
        f"：{named}等{len(blank)}项" if blank else ""
    )
    problem = Problem(
        place=None,
        found=found,
        expected="评分前每项评价指标都须有分值",
        remedy="请由财政部门为各项指标赋分，另存为一份评分标准（extends 本框架，demands_weights: false），"
        "或用 hengji standards import 导入本地评分表后再评分",
    )
    raise InvalidStandard(str(problem), (problem,))
