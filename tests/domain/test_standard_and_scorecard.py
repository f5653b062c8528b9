"""The tree walks of standards, outlines and scorecards."""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.outline import Outline, OutlineSection
from hengji.domain.scorecard import Score, Scorecard, ScoreVerdict
from hengji.domain.source import Citation
from hengji.domain.standard import NATIONAL_GRADES, Criterion


def _score(code: str, points: int, *parts: Score) -> Score:
    amount = Decimal(points)
    return Score(
        code=code,
        title=code,
        full_marks=Decimal(10),
        points=amount,
        low=amount,
        high=amount,
        verdict=ScoreVerdict.SCORED,
        parts=parts,
    )


def test_leaves_come_in_printed_order() -> None:
    tree = Criterion(
        code="a",
        title="甲",
        criteria=(
            Criterion(code="b", title="乙"),
            Criterion(code="c", title="丙", criteria=(Criterion(code="d", title="丁"),)),
        ),
    )
    assert [leaf.code for leaf in tree.leaves()] == ["b", "d"]


def test_an_outline_is_walked_from_the_top() -> None:
    outline = Outline(
        id="x",
        title="提纲",
        report_title="报告",
        basis=Citation(title="通知"),
        sections=(
            OutlineSection(code="1", title="一", sections=(OutlineSection(code="1.1", title="（一）"),)),
        ),
    )
    assert [section.code for section in outline.walk()] == ["1", "1.1"]


def test_a_score_is_found_at_any_depth() -> None:
    card = Scorecard(
        standard_id="x",
        standard_title="x",
        edition_hash="",
        engine_version="",
        illustrative=False,
        notes=(),
        unit_name="甲局",
        fiscal_year=2024,
        full_marks=Decimal(10),
        scores=(_score("a", 8, _score("b", 8)),),
        computed_score=Decimal(8),
        low=Decimal(8),
        high=Decimal(8),
        computed_grade=NATIONAL_GRADES[-1],
        lowest_grade=NATIONAL_GRADES[-1],
        highest_grade=NATIONAL_GRADES[-1],
        next_grade=None,
    )
    found = card.find("b")
    assert found is not None
    assert found.lost == 2
    assert card.find("z") is None
    assert [leaf.code for leaf in card.leaves()] == ["b"]
