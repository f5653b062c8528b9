"""
Laws: whatever is left blank, the report comes out whole, says so, and states nothing it was not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hengji import compose
from hengji.domain.block import RunKind, runs_of
from hengji.domain.filing import Filing
from hengji.domain.indicator import Indicator
from hengji.domain.ledger import LedgerRow
from hengji.domain.organisation import Organisation

if TYPE_CHECKING:
    from tests.compose.conftest import Composed

_OPTIONAL = tuple(
    one.name
    for one in fields(Filing)
    if one.name not in {"fiscal_year", "organisation", "standard_id", "ledger", "place", "illustrations"}
)
_OF_INDICATORS = ("target_value", "actual_value", "weight", "deviation_explanation", "evidence")
_OF_ROWS = tuple(one.name for one in fields(LedgerRow) if one.name != "place")
_LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

_blanks = st.fixed_dictionaries(
    {
        "filing": st.sets(st.sampled_from(_OPTIONAL), max_size=8),
        "indicators": st.sets(st.tuples(st.integers(0, 23), st.sampled_from(_OF_INDICATORS)), max_size=12),
        "rows": st.sets(st.sampled_from(_OF_ROWS), max_size=5),
        "checks": st.sets(st.integers(0, 20), max_size=6),
    }
)


def _empty(name: str) -> object:
    """What that part of a filing is when nobody filled it in."""
    blank = Filing(fiscal_year=2024, organisation=Organisation(name="示范单位"))
    return getattr(blank, name)


def _blanked(filing: Filing, blanks: dict[str, set[object]]) -> Filing:
    indicators = list(filing.indicators)
    for position, name in blanks["indicators"]:  # type: ignore[misc]
        indicators[position] = _without(indicators[position], name)
    rows = {
        line: replace(row, **dict.fromkeys(blanks["rows"]))  # type: ignore[arg-type]
        for line, row in filing.ledger.rows.items()
    }
    assessments = {}
    number = 0
    for code, one in filing.assessments.items():
        checks = {}
        for item, answer in one.checks.items():
            if number not in blanks["checks"]:
                checks[item] = answer
            number += 1
        assessments[code] = replace(one, checks=MappingProxyType(checks))
    changed = replace(
        filing,
        indicators=tuple(indicators),
        ledger=replace(filing.ledger, rows=MappingProxyType(rows)),
        assessments=MappingProxyType(assessments),
    )
    return replace(changed, **{str(name): _empty(str(name)) for name in blanks["filing"]})


def _without(indicator: Indicator, name: str) -> Indicator:
    return replace(indicator, **{name: () if name == "evidence" else None})


@_LAW
@given(blanks=_blanks)
def test_a_report_of_any_part_of_a_filing_is_whole(
    example: Filing, composed_from: Callable[..., Composed], blanks: dict[str, set[object]]
) -> None:
    composed = composed_from(_blanked(example, blanks))
    headings = re.findall(r"^## (.)、", composed.body, re.MULTILINE)
    assert headings == ["一", "二", "三", "四"]
    assert "None" not in composed.text
    assert not re.search(r"[，；：]{2}|。[，。；]|（）|“”", composed.body)
    for block in composed.composition.blocks:
        for run in runs_of(block):
            assert (run.kind is RunKind.PENDING) == run.text.startswith("【待填：")
    gaps = compose.pending(composed.composition)
    assert len(set(gaps)) == len(gaps)
    assert all(gap.name and gap.where for gap in gaps)


@_LAW
@given(blanks=_blanks)
def test_the_score_sheet_never_contradicts_the_scorecard(
    example: Filing, composed_from: Callable[..., Composed], blanks: dict[str, set[object]]
) -> None:
    composed = composed_from(_blanked(example, blanks))
    card = composed.scorecard
    book = compose.score_sheet(composed.filing, card, composed.findings, standard=composed.standard)
    last = max(cell.row for cell in book.pages[0].cells)
    total = next(cell for cell in book.pages[0].cells if cell.row == last and cell.column == 4)
    if card.computed_score is None:
        assert total.formula is None
        assert "～" in str(total.value)
    else:
        assert total.value == card.computed_score


@_LAW
@given(blanks=_blanks)
def test_what_is_undecided_is_never_printed_as_points(
    example: Filing, composed_from: Callable[..., Composed], blanks: dict[str, set[object]]
) -> None:
    composed = composed_from(_blanked(example, blanks))
    if composed.scorecard.computed_score is None:
        assert "尚不能确定" in composed.body
        assert "绩效等级为“优”。" not in composed.body or composed.scorecard.lowest_grade.title == "优"
