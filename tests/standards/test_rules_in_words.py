"""Scoring texts: recognised where their numbers leave no choice, left to a person elsewhere."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengji.standards.importer.rules import recognise

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "standards" / "scoring-texts.yaml").read_text("utf-8")
)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['title']}：{case['text'][:20]}")
def test_a_text_is_read_as_expected(case: dict[str, Any]) -> None:
    proposal = recognise(case["title"], case["text"], Decimal(str(case["marks"])))
    if case["method"] == "manual":
        assert proposal is None
        return
    assert proposal is not None
    assert proposal.method == case["method"]
    expected = dict(case.get("with", {}))
    assert {key: plain(value) for key, value in proposal.parameters.items() if key in expected} == expected
