"""
Every method against the cases that a finance officer wrote: tests/cases/scoring, one file a method.

A file names the method, its marks and parameters; a case names the figures and what must come out.
All text in YAML stays text until it is made an exact number: a float never exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengji.domain.method import ADJUSTMENTS, METHODS
from hengji.domain.scorecard import Score, ScoreVerdict
from hengji.scoring import score

CASES = Path(__file__).parent.parent / "cases" / "scoring"
EXPECTATIONS = {"points", "undecidable", "leaves", "arithmetic", "reason", "missing", "total"}
INDICATOR_METHODS = {"forward", "reverse_linear", "reverse_ratio", "equal", "qualitative", "overshoot"}


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        for name, case in content["cases"].items():
            yield pytest.param({**content, **case}, id=f"{path.stem}-{name}")


@pytest.mark.parametrize("case", list(cases()))
def test_the_case_comes_out_as_written(case: Mapping[str, Any], maker: Any) -> None:
    method = case["method"]
    adjusting = method in ADJUSTMENTS
    criteria = [
        maker.criterion(
            case.get("criterion", "manual") if adjusting else method,
            case.get("full_marks", "10"),
            parameters={} if adjusting else case.get("with", {}),
        )
    ]
    if adjusting and "indicators" in case:
        overshoot = case.get("overshoot", "none")
        parameters = {"dimensions": ["output"], "overshoot": overshoot}
        criteria.append(
            maker.criterion("indicators", case["indicator_marks"], code="goals", parameters=parameters)
        )
    adjustments = (maker.adjustment(method, case["with"]),) if adjusting else ()
    card = score(maker.filing(case), maker.standard(*criteria, adjustments=adjustments))
    found = card.scores[-1]
    assert EXPECTATIONS & set(case), "a case must expect something"
    compare(case, found)
    if "total" in case:
        assert case["total"] == ("～".join(f"{end:f}" for end in dict.fromkeys((card.low, card.high))))


def compare(case: Mapping[str, Any], found: Score) -> None:
    if "points" in case:
        assert found.verdict is ScoreVerdict.SCORED, found.reason
        assert case["points"] == f"{found.points:f}"
    if "undecidable" in case:
        assert found.verdict is ScoreVerdict.UNDECIDABLE
        assert case["undecidable"] == [f"{found.low:f}", f"{found.high:f}"]
    if "leaves" in case:
        assert case["leaves"] == {
            leaf.title: f"{leaf.low:f}" if leaf.low == leaf.high else f"{leaf.low:f}～{leaf.high:f}"
            for leaf in found.leaves()
        }
    leaves = list(found.leaves())
    if "arithmetic" in case:
        assert case["arithmetic"] == next(leaf.arithmetic for leaf in reversed(leaves))
    if "reason" in case:
        reasons = "；".join(leaf.reason for leaf in (found, *leaves))
        assert case["reason"] in reasons if case["reason"] else reasons.strip("；") == ""
    if "missing" in case:
        assert case["missing"] == [lack.where for leaf in leaves for lack in leaf.missing]


def test_every_method_has_a_file_of_cases() -> None:
    named = {
        yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["method"]
        for path in CASES.glob("*.yaml")
    }
    files = {path.stem for path in CASES.glob("*.yaml")}
    assert named >= {*METHODS, *ADJUSTMENTS}
    assert files >= {*METHODS, *ADJUSTMENTS, *INDICATOR_METHODS}
