"""The tree walks of standards, outlines and scorecards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hengji.domain.outline import Outline, OutlineSection
from hengji.domain.scorecard import Score, Scorecard, ScoreVerdict
from hengji.domain.source import Citation
from hengji.domain.standard import NATIONAL_GRADES, Criterion, Spending, Standard


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


@pytest.mark.parametrize(
    ("first", "last", "words", "within", "outside"),
    [
        (None, None, "各年度", (1999, 2050), ()),
        (2024, None, "2024年度起", (2024, 2050), (2023,)),
        (None, 2019, "2019年度及以前", (1999, 2019), (2020,)),
        (2020, 2020, "2020年度", (2020,), (2019, 2021)),
        (2019, 2022, "2019—2022年度", (2019, 2022), (2018, 2023)),
    ],
)
def test_an_edition_tells_the_years_it_applies_in(
    first: int | None, last: int | None, words: str, within: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    edition = Standard(
        id="x",
        title="某部门整体支出评分表",
        spending=Spending.DEPARTMENT,
        jurisdiction_code=None,
        jurisdiction_name="某市",
        first_fiscal_year=first,
        last_fiscal_year=last,
        basis=Citation(title="评分表"),
        confirmed_on=date(2026, 11, 1),
        criteria=(),
        full_marks=None,
    )
    assert edition.years == words
    assert all(edition.applies_in(year) for year in within)
    assert not any(edition.applies_in(year) for year in outside)
