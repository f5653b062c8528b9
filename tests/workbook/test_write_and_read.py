"""What is written is read back: the same filing, whatever it holds."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from hengji import standards, workbook
from hengji.documents.readers import xlsx
from hengji.documents.writers.xlsx import write_book
from hengji.domain.facts import MANAGEMENT_FACTS
from hengji.domain.filing import Filing, Narrative, NarrativeSection, StatedProblem
from hengji.domain.indicator import (
    CATEGORIES_OF,
    Achievement,
    Direction,
    Evidence,
    Indicator,
    KeyTask,
    TaskQuantity,
)
from hengji.domain.ledger import Ledger, LedgerColumn, LedgerLine, LedgerRow
from hengji.domain.money import MoneyUnit
from hengji.domain.organisation import Organisation
from hengji.domain.problem import InvalidWorkbook
from hengji.domain.standard import Standard
from hengji.domain.stated import PERCENT, YUAN, Modifier, Stated

_WORDS = st.text(
    alphabet=st.characters(
        codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\u200b\ufeff;；#"
    ),
    min_size=1,
    max_size=40,
).filter(lambda words: words.strip() and words not in {"无", "合计", "总计", "小计", "-", "/"})
_AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2).map(
    lambda value: Stated(value=value + 0, unit=YUAN)
)
_COUNTS = st.integers(min_value=0, max_value=10**9).map(Decimal)
_CODES = st.text(alphabet=string.ascii_uppercase + string.digits + "-", min_size=1, max_size=8).filter(
    lambda code: code.strip("-")
)


@st.composite
def scaled(draw: st.DrawFn, unit: str) -> Stated:
    """A figure printed in 万 or 亿, exact to its last place only."""
    step = draw(st.sampled_from([Decimal(10) ** power for power in (2, 3, 4, 6, 8)]))
    modifier = draw(st.sampled_from([each for each in Modifier if each is not Modifier.RANGE]))
    return Stated(value=draw(st.integers(1, 99999)) * step, unit=unit, step=step, modifier=modifier)


@st.composite
def quantities(draw: st.DrawFn, unit: str) -> Stated:
    if unit == PERCENT:
        places = draw(st.integers(0, 4))
        value = draw(st.decimals(min_value=2, max_value=200, places=places))
        return Stated(value=value, unit=unit, step=Decimal(1).scaleb(-places))
    return draw(
        st.one_of(
            _COUNTS.map(lambda value: Stated(value=value, unit=unit)),
            scaled(unit),
            st.decimals(min_value=0, max_value=10**6, places=2).map(
                lambda value: Stated(value=value, unit=unit, step=Decimal("0.01"))
            ),
        )
    )


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    dimension, categories = draw(st.sampled_from(sorted(CATEGORIES_OF.items())))
    direction = draw(st.sampled_from(list(Direction)))
    unit = draw(st.sampled_from(["场", "人次", PERCENT]))
    qualitative = direction is Direction.QUALITATIVE
    # A threshold's own sign is said by the direction, so the target itself is plain.
    target = draw(quantities(unit))
    return Indicator(
        code=draw(_CODES),
        title=draw(_WORDS),
        dimension=dimension,
        category=draw(st.sampled_from(categories)),
        direction=direction,
        target_value=None if qualitative else replace(target, modifier=Modifier.EXACT),
        target_text=draw(_WORDS) if qualitative else None,
        actual_value=None if qualitative else draw(st.none() | quantities(unit)),
        actual_text=draw(st.none() | _WORDS) if qualitative else None,
        achievement=draw(st.sampled_from(list(Achievement))) if qualitative else None,
        unit_of_measure=unit,
        weight=draw(st.none() | st.decimals(min_value=0, max_value=100, places=2)),
        deviation_explanation=draw(st.none() | _WORDS),
        evidence=tuple(Evidence(title=title) for title in draw(st.lists(_WORDS, max_size=3))),
        illustrative=draw(st.booleans()),
    )


_UNITS = st.sampled_from(["场", "人次", PERCENT])
_TASKS = st.builds(
    KeyTask,
    title=_WORDS,
    completion=st.none() | _WORDS,
    quantities=st.lists(
        st.builds(
            TaskQuantity, title=_WORDS, achieved=st.sampled_from(["场", "人次", PERCENT]).flatmap(quantities)
        ),
        max_size=3,
    ).map(tuple),
)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    rows = {}
    for line in draw(st.lists(st.sampled_from(list(LedgerLine)), unique=True)):
        columns = draw(
            st.dictionaries(st.sampled_from([each.value for each in LedgerColumn]), _AMOUNTS, min_size=1)
        )
        rows[line] = LedgerRow(**columns)
    return Ledger(rows=rows, change_reason=draw(st.none() | _WORDS))


_MONEY_FACTS = [fact.id for fact in MANAGEMENT_FACTS if fact.unit == YUAN]

_PROBLEMS = st.builds(StatedProblem, problem=_WORDS, due=st.none() | _WORDS)
_FILINGS = st.builds(
    Filing,
    fiscal_year=st.just(2024),
    standard_id=st.just("cn-440700.department-overall.2024"),
    organisation=st.builds(Organisation, name=_WORDS, mandate=st.none() | _WORDS),
    ledger=ledgers(),
    management=st.dictionaries(st.sampled_from(_MONEY_FACTS), _AMOUNTS, max_size=4),
    indicators=st.lists(indicators(), max_size=4, unique_by=lambda each: each.code.lower()).map(tuple),
    key_tasks=st.lists(_TASKS, max_size=3).map(tuple),
    narratives=st.dictionaries(st.sampled_from(list(NarrativeSection)), st.builds(Narrative, text=_WORDS)),
    problems=st.lists(st.builds(StatedProblem, problem=_WORDS, due=st.none() | _WORDS), max_size=2).map(
        tuple
    ),
    claimed_score=st.none() | st.integers(0, 100).map(lambda value: Stated(value=Decimal(value), unit="分")),
)
_LAW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _round_trip(filing: Filing, standard: Standard, path: Path, unit: MoneyUnit = MoneyUnit.YUAN) -> Filing:
    write_book(workbook.build(standard, filing.fiscal_year, filing, unit=unit), path)
    return workbook.read(xlsx.read(path), standards.load)


def test_a_full_filing_comes_back_as_it_was(
    filing: Filing, standard: Standard, tmp_path: Path, without_places: Callable[[Any], Any]
) -> None:
    assert without_places(filing) == without_places(_round_trip(filing, standard, tmp_path / "a.xlsx"))


@_LAW
@given(filing=_FILINGS)
def test_any_filing_comes_back_as_it_was(
    filing: Filing, standard: Standard, tmp_path: Path, without_places: Callable[[Any], Any]
) -> None:
    assert without_places(filing) == without_places(_round_trip(filing, standard, tmp_path / "a.xlsx"))


@_LAW
@given(ledger=ledgers())
def test_writing_in_ten_thousand_yuan_changes_nothing_but_the_unit(
    ledger: Ledger, filing: Filing, standard: Standard, tmp_path: Path, without_places: Callable[[Any], Any]
) -> None:
    filing = replace(filing, ledger=ledger)
    returned = _round_trip(filing, standard, tmp_path / "a.xlsx", MoneyUnit.TEN_THOUSAND_YUAN)
    assert without_places(filing) == without_places(returned)


def test_every_figure_keeps_its_cell_and_its_words(
    filing: Filing, standard: Standard, tmp_path: Path
) -> None:
    returned = _round_trip(filing, standard, tmp_path / "a.xlsx")
    executed = returned.ledger.total.executed_amount
    assert executed is not None
    assert str(executed.place) == "预算与决算!E6"
    assert executed.quote == "28,771,611.60"
    assert str(returned.indicators[1].place).startswith("绩效目标与指标!D")
    assert returned.indicators[1].actual_value is not None
    assert returned.indicators[1].actual_value.quote == "超15万"


def test_a_blank_workbook_lacks_nothing_but_the_name(standard: Standard, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_book(workbook.build(standard, 2024), path)
    with pytest.raises(InvalidWorkbook) as caught:
        workbook.read(xlsx.read(path), standards.load)
    assert [problem.found for problem in caught.value.problems] == ["“部门名称”没有填写"]


def test_the_same_filing_gives_the_same_bytes(filing: Filing, standard: Standard, tmp_path: Path) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        write_book(workbook.build(standard, 2024, filing), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
