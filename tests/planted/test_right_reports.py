"""The right reports of the generator are right, equal for equal seeds, and the same in every format."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import planted
from benchmarks.planted.checking import broken
from benchmarks.planted.draft import Claim, Report, plain
from benchmarks.planted.reports import report
from benchmarks.planted.writing import FORMATS, write
from hengji.documents import readers

SEEDS = range(48)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [report(seed) for seed in SEEDS]


def test_every_printed_claim_of_a_right_report_can_be_true(reports: list[Report]) -> None:
    assert [(number, broken(one)) for number, one in enumerate(reports) if broken(one)] == []


def test_one_digit_more_in_any_share_would_be_noticed(reports: list[Report]) -> None:
    """The check above has teeth: a share one point off breaks its relation."""
    noticed = 0
    for one in reports:
        for relation in one.relations:
            if relation.claim_kind is Claim.SHARE:
                token = one.tokens[relation.claim]
                spoiled = one.with_token(relation.claim, replace(token, value=token.value + 1))
                assert relation in broken(spoiled)
                noticed += 1
    assert noticed > 100


def test_equal_seeds_give_equal_reports() -> None:
    assert plain(report(11)).text == plain(report(11)).text


def test_reports_come_in_eight_outlines_and_many_lengths(reports: list[Report]) -> None:
    kinds = Counter(one.kind for one in reports)
    lengths = [len(plain(one).text) for one in reports]
    assert len(kinds) == 9
    assert min(lengths) < 1_500
    assert max(lengths) > 15_000


def test_every_kind_of_arithmetic_occurs(reports: list[Report]) -> None:
    assert set(Claim) == {relation.claim_kind for one in reports for relation in one.relations}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("file_format", FORMATS)
def test_the_words_of_a_report_are_the_same_in_every_format(
    seed: int, file_format: str, tmp_path: Path
) -> None:
    one = report(seed)
    path = tmp_path / f"report.{file_format}"
    write(one, path)
    assert _without_blanks(plain(one).text) == _without_blanks(readers.read(path).text)


def _without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_generator_knows_nothing_of_what_it_measures() -> None:
    forbidden = ("hengji.audit", "hengji.interpret", "hengji.pipeline", "hengji.figures")
    folder = Path(planted.__file__).parent
    imported = [
        (path.name, name)
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _imported(node)
        if name.startswith(forbidden)
    ]
    assert imported == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
