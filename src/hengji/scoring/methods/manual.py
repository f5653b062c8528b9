"""
人工评判 — a person judges, and must say why.

**Formula**: 得分＝评判分, with a reason; nothing is computed.

**Rounding**: the judged points, to the places of the edition.

**Boundaries**: 0 and full marks are both allowed.  No judged points, or none with a reason →
undecidable between 0 and full marks; judged points below 0 or beyond full marks → undecidable,
never silently clipped.
"""

from __future__ import annotations

from hengji.domain.filing import Assessment, Filing
from hengji.domain.scorecard import Input, Score
from hengji.domain.standard import Criterion
from hengji.scoring import words
from hengji.scoring.leaf import Leaf

METHOD = "人工评判：由评分人在0至满分之间给分，并写明理由"
_NOTHING = Assessment(criterion="")


def award(leaf: Leaf, criterion: Criterion, filing: Filing) -> Score:
    """The points of that criterion as they were judged."""
    assessment = filing.assessments.get(criterion.code, _NOTHING)
    points, why = assessment.judged_points, (assessment.reason or "").strip()
    lacks = [
        words.missing_of_assessment(criterion.title, column, assessment.place)
        for column, absent in ((words.JUDGED, points is None), (words.REASON, not why))
        if absent
    ]
    inputs = (
        () if points is None else (Input(name=words.JUDGED, value=words.plain(points), place=leaf.place),)
    )
    if points is None or not why:
        columns = "和".join(lack.name.rpartition("·")[2] for lack in lacks)
        return leaf.undecidable(
            f"未填写{columns}，人工评判项不得空缺理由或分数",
            method=METHOD,
            missing=tuple(lacks),
            inputs=inputs,
        )
    if not 0 <= points <= leaf.full_marks:
        return leaf.undecidable(
            f"评判得分{words.plain(points)}不在0至{words.plain(leaf.full_marks)}分之间，须更正",
            method=METHOD,
            inputs=inputs,
        )
    return leaf.scored(
        points,
        method=METHOD,
        inputs=inputs,
        arithmetic=f"评判得分{leaf.round(points):f}",
        reason=why,
        judged=True,
    )
