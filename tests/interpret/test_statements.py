"""
Every statement of a text, with its operands by their roles, and the verdict that follows.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.planted.reports import report
from benchmarks.planted.writing import FORMATS, write
from hengji import interpret
from hengji.audit.judging import judge
from hengji.documents import readers
from hengji.domain.document import Document
from hengji.domain.finding import Verdict
from hengji.domain.statement import ROLES, Statement


def told(statement: Statement) -> dict[str, object]:
    """A statement as a case tells it."""
    operands: dict[str, list[str]] = {}
    for operand in statement.operands:
        operands.setdefault(operand.role, []).append(operand.figure.quote)
    words: dict[str, object] = {
        "type": statement.type.value,
        "claim": "" if statement.claim is None else statement.claim.quote,
        "verdict": judge(statement).verdict.value,
    }
    if statement.direction is not None:
        words["direction"] = statement.direction.value
    if statement.stated_text:
        words["told"] = statement.stated_text
    if not statement.complete:
        words["complete"] = "no"
    return {**words, "operands": operands}


def test_a_text_makes_exactly_these_statements(
    statement_case: dict[str, object], document_of: Callable[[str], Document]
) -> None:
    document = document_of(str(statement_case["text"]))

    assert statement_case["statements"] == [told(statement) for statement in document.statements]


def test_the_words_of_a_statement_stand_where_it_says_and_hold_its_claim(
    statement_case: dict[str, object], document_of: Callable[[str], Document]
) -> None:
    document = document_of(str(statement_case["text"]))
    text = document.extract.text

    for statement in document.statements:
        assert text[statement.start : statement.end] == statement.quote
        assert {operand.role for operand in statement.operands} <= set(ROLES[statement.type])
        for figure in [operand.figure for operand in statement.operands]:
            assert text[figure.start : figure.end] == figure.quote
        if statement.claim is not None:
            assert statement.start <= statement.claim.start < statement.claim.end <= statement.end


@pytest.mark.parametrize("seed", [0, 1, 4])
def test_the_same_report_says_the_same_in_every_format(seed: int, tmp_path: Path) -> None:
    said = {}
    for ending in FORMATS:
        path = tmp_path / f"report.{ending}"
        write(report(seed), path)
        statements = interpret.interpret(readers.read(path)).statements
        said[ending] = sorted("".join(str(told(one)).split()) for one in statements)

    first = said.pop("docx")
    assert first
    assert said == dict.fromkeys(said, first)


@pytest.mark.parametrize("seed", range(2000, 2006))
def test_a_right_report_has_no_statement_that_fails(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    write(report(seed), path)

    document = interpret.interpret(readers.read(path))

    assert len(document.statements) > 5
    assert [told(one) for one in document.statements if judge(one).verdict is Verdict.FAILS] == []


def test_a_changed_digit_makes_a_right_sum_fail(document_of: Callable[[str], Document]) -> None:
    digits = random.Random(7)  # noqa: S311 - a fixed seed, no secret
    parts = [digits.randrange(10_000, 99_999) for _ in range(3)]
    right = "支出{}元，其中：人员经费{}元、公用经费{}元、项目支出{}元。"

    for wrong in range(3):
        spoiled = [part + 90 * (index == wrong) for index, part in enumerate(parts)]
        verdicts = [
            judge(document_of(right.format(sum(parts), *amounts)).statements[0]).verdict
            for amounts in (parts, spoiled)
        ]
        assert verdicts == [Verdict.HOLDS, Verdict.FAILS]
