"""Results for machines are those of DESIGN.md §4: decimal strings, a tree, one line a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import pytest

from hengji.documents.writers import json as writer
from hengji.domain.extract import Extract
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Finding
from hengji.domain.problem import InputError, Problem
from hengji.domain.scorecard import Scorecard
from hengji.domain.source import Place
from hengji.domain.stated import Modifier


@pytest.fixture
def evaluation(scorecard: Scorecard, findings: Sequence[Finding]) -> dict[str, object]:
    return json.loads(
        writer.line(
            writer.evaluation_object(
                file="a.xlsx", standard=None, scorecard=scorecard, findings=findings, written=["out/a.docx"]
            )
        )
    )


def numbers(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every JSON number with its path."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from numbers(inside, f"{path}.{key}")
    elif isinstance(value, list):
        for inside in value:
            yield from numbers(inside, path)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value


def test_an_evaluation_names_edition_unit_year_and_scores(evaluation: dict[str, object]) -> None:
    wanted = {
        "file": "a.xlsx",
        "standard": "cn-440700.department-overall.2024",
        "illustrative": True,
        "unit_name": "临江市青少年服务中心",
        "fiscal_year": "2024",
        "computed_score": "96.62",
        "computed_grade": "优",
        "claimed_score": "100",
        "written": ["out/a.docx"],
        "error": None,
    }
    assert wanted == {key: evaluation[key] for key in wanted}


def test_no_figure_is_a_json_number(evaluation: dict[str, object]) -> None:
    assert {path for path, _ in numbers(evaluation)} == {".findings.start", ".findings.end"}


def test_criteria_are_a_tree_whose_leaves_sum_to_the_total(evaluation: dict[str, object]) -> None:
    def leaves(nodes: list[dict[str, object]]) -> Iterator[dict[str, object]]:
        for node in nodes:
            parts = node["criteria"]
            assert isinstance(parts, list)
            yield from leaves(parts) if parts else iter([node])

    found = list(leaves(evaluation["criteria"]))  # type: ignore[arg-type]
    assert [leaf["title"] for leaf in found] == ["推广活动", "投诉件数", "预算执行率"]
    assert Decimal("96.62") == sum(Decimal(str(leaf["points"])) for leaf in found)
    assert found[2]["inputs"] == [
        {"name": "全年执行数", "value": "9472320.23", "unit": "元", "place": "预算与决算!E11"}
    ]
    assert found[2]["basis"] == "《评分办法》（示财〔2024〕1号）第三条［据记忆，未核对原文］"


def test_what_is_undecidable_is_null_with_its_interval_and_what_is_missing(undecided: Scorecard) -> None:
    told = writer.evaluation_object(file="a.xlsx", standard=None, scorecard=undecided, findings=())
    assert (
        told["computed_score"],
        told["low"],
        told["high"],
        told["computed_grade"],
    ) == (None, "57.50", "97.50", None)
    (_, unknown) = told["criteria"]  # type: ignore[misc]
    assert (unknown["points"], unknown["verdict"]) == (None, "undecidable")
    assert unknown["missing"] == [{"name": "全年执行数", "where": "工作表“预算与决算”E11"}]
    assert told["next_grade"] == {
        "grade": "中",
        "at_least": "60",
        "points_needed": "2.50",
        "sources": [{"title": "预算执行率", "points": "40"}],
    }


def test_a_finding_has_its_span_its_figures_and_its_basis(evaluation: dict[str, object]) -> None:
    error, warning = evaluation["findings"]  # type: ignore[misc]
    assert (error["start"], error["end"], error["place"]) == (10, 22, "预算与决算!D11")
    assert (error["stated"], error["computed"], error["difference"]) == ("9684810.20", "9684710.20", "100.00")
    assert (error["severity"], error["verdict"]) == ("error", "fails")
    assert (warning["start"], warning["end"], warning["place"]) == (None, None, None)


def test_what_cannot_be_evaluated_has_the_same_keys_and_all_its_problems(
    evaluation: dict[str, object],
) -> None:
    problem = Problem(
        place=Place(sheet="预算与决算", cell="C5"),
        found="填了“约三百万”",
        expected="应为金额",
        remedy="请改为数字。",
    )
    failed = writer.failed_evaluation(file="a.xlsx", error=InputError("工作簿有误", [problem]))
    assert set(evaluation) == set(failed)
    assert failed["error"] == {
        "code": "input",
        "message": "工作簿有误",
        "problems": [
            {
                "place": "预算与决算!C5",
                "found": "填了“约三百万”",
                "expected": "应为金额",
                "remedy": "请改为数字。",
            }
        ],
    }


def test_figures_are_in_base_units_with_the_interval_they_assert() -> None:
    figure = Figure(
        quote="921.3万元",
        start=3,
        end=10,
        kind=FigureKind.MONEY,
        value=Decimal("921.3") * 10000,
        unit="CNY",
        modifier=Modifier.EXACT,
        step=Decimal(1000),
    )
    extract = Extract(file="a.txt", format="txt", text="发放了921.3万元")
    told = writer.figures_object("a.txt", extract, [figure])
    assert (told["text_length"], told["error"]) == (10, None)
    assert told["figures"] == [
        {
            "quote": "921.3万元",
            "start": 3,
            "end": 10,
            "kind": "money",
            "value": "9213000",
            "low": "9212500",
            "high": "9213500",
            "low_open": False,
            "high_open": False,
            "unit": "CNY",
            "modifier": "exact",
        }
    ]


def test_a_line_is_one_line_and_can_always_be_printed() -> None:
    line = writer.line({"file": "坏\udcff名\n.txt"})
    assert "\n" not in line
    assert line.encode("utf-8")
    assert json.loads(line) == {"file": "坏\udcff名\n.txt"}


def test_the_kept_file_is_the_same_object_over_many_lines(evaluation: dict[str, object]) -> None:
    assert evaluation == json.loads(writer.text(evaluation))
    assert writer.text(evaluation).count("\n") > 50
