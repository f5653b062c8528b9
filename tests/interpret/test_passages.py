"""
Passages as departments write them: what holds in each, what fails, and that nothing else fails.

A case names a claim by its type and its figure (`change_rate 17.39%`), a claim in words or between
two figures by one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from hengji.audit.judging import judge
from hengji.domain.document import Document
from hengji.domain.judgement import Judgement
from hengji.domain.statement import StatementType

PASSAGES = Path(__file__).parents[1] / "cases" / "interpret" / "passages"
VERDICTS = {"holds": "holds", "fails": "fails", "undecided": "undecidable"}
IN_WORDS = {StatementType.ACHIEVEMENT, StatementType.SCORE_GRADE, StatementType.DATE_ORDER}


def passages() -> Iterator[object]:
    for file in sorted(PASSAGES.glob("*.yaml")):
        for name, case in yaml.load(file.read_text("utf-8"), yaml.BaseLoader).items():
            yield pytest.param(case, id=f"{file.stem}:{name}")


def plain(words: str) -> str:
    return "".join(words.split())


def speaks(judgement: Judgement, wanted: str) -> bool:
    """Whether a judgement is on the claim that a case names."""
    kind, _, words = wanted.partition(" ")
    statement = judgement.statement
    if statement.type.value != kind:
        return False
    if statement.claim is not None and statement.type not in IN_WORDS:
        return plain(statement.claim.quote) == plain(words)
    figures = [plain(operand.figure.quote) for operand in statement.operands]
    return plain(words) in plain(statement.quote) or plain(words) in figures


@pytest.mark.parametrize("case", list(passages()))
def test_a_passage_is_judged_as_its_case_says_and_nothing_else_in_it_fails(
    case: dict[str, object], document_of: Callable[[str], Document]
) -> None:
    judgements = [judge(statement) for statement in document_of(str(case["text"])).statements]
    told: list[Judgement] = []

    for key, verdict in VERDICTS.items():
        for wanted in case.get(key, ()):  # type: ignore[attr-defined]
            found = [one for one in judgements if speaks(one, wanted)]
            assert verdict in {one.verdict.value for one in found}, (wanted, verdict, found)
            told += found

    fails = [
        one for one in judgements if one.verdict.value == "fails" and not any(one is other for other in told)
    ]
    assert [(one.statement.quote, one.reason) for one in fails] == []


def test_every_case_names_a_known_key_and_a_known_type() -> None:
    types = {one.value for one in StatementType}
    for param in passages():
        case = param.values[0]  # type: ignore[attr-defined]
        assert set(case) <= {"text", *VERDICTS}
        for key in VERDICTS:
            assert {wanted.partition(" ")[0] for wanted in case.get(key, ())} <= types
