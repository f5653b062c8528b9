"""A web form and a workbook give the same filing."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import pytest

from hengji import standards, workbook
from hengji.documents import readers
from hengji.domain.filing import Filing
from hengji.domain.standard import Standard
from hengji.workbook import answers

EXAMPLE = (
    Path(__file__).parents[2] / "src" / "hengji" / "cli" / "examples" / "jiangmen-womens-federation-2024.xlsx"
)


def _said(value: object) -> object:
    """What a filing says, without where it was said."""
    if dataclasses.is_dataclass(value):
        return [
            (field.name, _said(getattr(value, field.name)))
            for field in dataclasses.fields(value)
            if field.name not in {"place", "quote", "no_problems_place"}
        ]
    if isinstance(value, tuple):
        return [_said(each) for each in value]
    if isinstance(value, Mapping):
        return [(name, _said(each)) for name, each in value.items()]
    return value


@pytest.fixture(scope="module")
def filing() -> Filing:
    return workbook.read(readers.read(EXAMPLE), standards.load)


@pytest.fixture(scope="module")
def standard(filing: Filing) -> Standard:
    return standards.load(filing.standard_id or "")


def test_a_filing_comes_back_from_its_answers(filing: Filing, standard: Standard) -> None:
    taken = answers.take(answers.answers_of(filing, standard), standard, filing.fiscal_year)
    assert not taken.problems
    assert _said(taken.filing) == _said(filing)


def test_a_changed_answer_changes_the_filing(filing: Filing, standard: Standard) -> None:
    given = answers.answers_of(filing, standard)
    given["ledger/total/executed_amount"] = "28,771,611.61"
    taken = answers.take(given, standard, filing.fiscal_year)
    assert _said(taken.filing) != _said(filing)


def test_a_problem_leads_back_to_the_answer(filing: Filing, standard: Standard) -> None:
    given = answers.answers_of(filing, standard) | {"ledger/total/executed_amount": "约莫三千万"}
    taken = answers.take(given, standard, filing.fiscal_year)
    assert [taken.path(problem.place) for problem in taken.problems] == ["ledger/total/executed_amount"]
    assert taken.filing is not None
    assert taken.filing.ledger.total.executed_amount is None


def test_a_blank_form_asks_for_the_name_at_its_own_field(standard: Standard) -> None:
    taken = answers.take({}, standard, 2024)
    assert taken.filing is None
    assert [taken.path(problem.place) for problem in taken.problems] == ["organisation/name/answer"]


def test_rows_keep_the_order_of_their_ids(standard: Standard) -> None:
    rows = {
        f"projects/{row}/title": title
        for row, title in (("000200", "乙"), ("000100", "甲"), ("000150x", "丙"))
    }
    taken = answers.take({"organisation/name/answer": "示例局"} | rows, standard, 2024)
    assert taken.filing is not None
    assert [project.title for project in taken.filing.projects] == ["甲", "丙", "乙"]


def test_a_path_that_the_form_does_not_have_is_refused(standard: Standard) -> None:
    with pytest.raises(KeyError):
        answers.take({"ledger/total/nonsense": "1"}, standard, 2024)


def test_every_answer_has_a_known_path(filing: Filing, standard: Standard) -> None:
    fixed, entries = answers.paths_known(standard)
    for path in answers.answers_of(filing, standard):
        table, name = path.partition("/")[0], path.rpartition("/")[2]
        assert path in fixed or name in entries.get(table, ())
