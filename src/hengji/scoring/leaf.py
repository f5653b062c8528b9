"""
A leaf of the score tree before and after it is scored.

Every method is handed a `Leaf` — what is known before anybody computes — and gives back one
`Score` through `scored` or `undecidable`; nothing else builds the score of a leaf.  So rounding
happens in one place, once, and a leaf that lacks an input cannot come out with points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hengji.domain.filing import Assessment, Filing
from hengji.domain.indicator import Indicator
from hengji.domain.money import rounded
from hengji.domain.scorecard import Input, MissingInput, Score, ScoreVerdict
from hengji.domain.source import Citation, Confidence, Place
from hengji.domain.standard import Criterion

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One yardstick laid against one filing; `places` is where the edition rounds points."""

    code: str
    title: str
    full_marks: Decimal
    places: int
    basis: Citation | None = None
    marks_confidence: Confidence = Confidence.SEEN
    method_confidence: Confidence = Confidence.SEEN
    claimed_points: Decimal | None = None
    illustrative: bool = False
    evidence: tuple[str, ...] = ()
    place: Place | None = None

    def round(self, points: Decimal) -> Decimal:
        """
        Points as the edition rounds them, but never beyond full marks.

        >>> Leaf(code="x", title="x", full_marks=Decimal("3.335"), places=2).round(Decimal("3.335"))
        Decimal('3.33')
        """
        result = rounded(points, self.places)
        if self.full_marks < result and points <= self.full_marks:
            result -= Decimal(1).scaleb(-self.places)
        return result

    def scored(
        self,
        points: Decimal,
        *,
        method: str,
        inputs: tuple[Input, ...] = (),
        arithmetic: str = "",
        reason: str = "",
        judged: bool = False,
    ) -> Score:
        """The score of a decided leaf; `points` are rounded here."""
        points = self.round(points)
        return self._score(
            points=points,
            low=points,
            high=points,
            verdict=ScoreVerdict.SCORED,
            method=method,
            inputs=inputs,
            arithmetic=arithmetic,
            reason=reason,
            judged=judged,
        )

    def undecidable(
        self,
        reason: str,
        *,
        method: str,
        missing: tuple[MissingInput, ...] = (),
        inputs: tuple[Input, ...] = (),
        arithmetic: str = "",
        low: Decimal = ZERO,
        high: Decimal | None = None,
    ) -> Score:
        """The score of a leaf that the filing does not decide: from `low` to `high`, no points."""
        return self._score(
            points=None,
            low=self.round(low),
            high=self.round(self.full_marks if high is None else high),
            verdict=ScoreVerdict.UNDECIDABLE,
            method=method,
            inputs=inputs,
            missing=missing,
            arithmetic=arithmetic,
            reason=reason,
        )

    def _score(
        self,
        *,
        points: Decimal | None,
        low: Decimal,
        high: Decimal,
        verdict: ScoreVerdict,
        method: str,
        inputs: tuple[Input, ...],
        arithmetic: str,
        reason: str,
        missing: tuple[MissingInput, ...] = (),
        judged: bool = False,
    ) -> Score:
        return Score(
            code=self.code,
            title=self.title,
            full_marks=self.full_marks,
            points=points,
            low=low,
            high=high,
            verdict=verdict,
            method=method,
            inputs=inputs,
            missing=missing,
            arithmetic=arithmetic,
            reason=reason,
            basis=self.basis,
            marks_confidence=self.marks_confidence,
            method_confidence=self.method_confidence,
            claimed_points=self.claimed_points,
            judged=judged,
            illustrative=self.illustrative,
            evidence=self.evidence,
            place=self.place,
        )


_NO_ASSESSMENT = Assessment(criterion="")


def of_criterion(criterion: Criterion, full_marks: Decimal, filing: Filing, places: int) -> Leaf:
    """The leaf of a criterion, with what the unit says about it."""
    assessment = filing.assessments.get(criterion.code, _NO_ASSESSMENT)
    return Leaf(
        code=criterion.code,
        title=criterion.title,
        full_marks=full_marks,
        places=places,
        basis=criterion.basis,
        marks_confidence=criterion.marks_confidence,
        method_confidence=criterion.method_confidence,
        claimed_points=assessment.claimed_points,
        illustrative=assessment.illustrative,
        evidence=tuple(evidence.title for evidence in assessment.evidence),
        place=assessment.place,
    )


def of_indicator(indicator: Indicator, weight: Decimal, criterion: Criterion, places: int) -> Leaf:
    """The leaf of an indicator: its marks are the weight that the unit gave it."""
    return Leaf(
        code=indicator.code,
        title=indicator.title,
        full_marks=weight,
        places=places,
        basis=criterion.basis,
        marks_confidence=criterion.marks_confidence,
        method_confidence=criterion.method_confidence,
        claimed_points=indicator.claimed_points,
        illustrative=indicator.illustrative,
        evidence=tuple(evidence.title for evidence in indicator.evidence),
        place=indicator.place,
    )


def deduction(leaf: Leaf, suffix: str, title: str) -> Leaf:
    """A leaf that can only take points away from `leaf`; its full marks are zero."""
    return Leaf(
        code=f"{leaf.code}.{suffix}",
        title=title,
        full_marks=ZERO,
        places=leaf.places,
        basis=leaf.basis,
        marks_confidence=leaf.marks_confidence,
        method_confidence=leaf.method_confidence,
        illustrative=leaf.illustrative,
        place=leaf.place,
    )


def ends(parts: Iterable[Score]) -> tuple[Decimal, Decimal]:
    """The worst and the best that these scores could sum to."""
    low = high = ZERO
    for part in parts:
        low += part.low
        high += part.high
    return low, high


def summed(
    leaf: Leaf,
    parts: tuple[Score, ...],
    *,
    span: tuple[Decimal, Decimal] | None = None,
    method: str = "",
    reason: str = "",
) -> Score:
    """
    The score of a sum of parts, each of which is already rounded.

    `span` is its worst and best where they are not the sums of the parts' own: a cap that bites
    only when all goes well is nothing at worst.
    """
    low, high = (leaf.round(end) for end in (ends(parts) if span is None else span))
    decided = all(part.verdict is ScoreVerdict.SCORED for part in parts)
    return Score(
        code=leaf.code,
        title=leaf.title,
        full_marks=leaf.full_marks,
        points=low if decided else None,
        low=low,
        high=high,
        verdict=ScoreVerdict.SCORED if decided else ScoreVerdict.UNDECIDABLE,
        method=method,
        reason=reason,
        basis=leaf.basis,
        marks_confidence=leaf.marks_confidence,
        method_confidence=leaf.method_confidence,
        claimed_points=leaf.claimed_points,
        illustrative=leaf.illustrative or any(part.illustrative for part in parts),
        evidence=leaf.evidence,
        place=leaf.place,
        parts=parts,
    )
