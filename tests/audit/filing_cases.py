"""
Cases of filing rules as a finance officer writes them, turned into filings, editions and scorecards.

A case states only what matters to its rule; a place is named by its sheet and cell, so that the
expected finding can name it again.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hengji.audit.rule import FilingCase
from hengji.domain.filing import (
    Assessment,
    CheckAnswer,
    CorrectiveAction,
    Filing,
    Narrative,
    NarrativeSection,
    StatedProblem,
)
from hengji.domain.indicator import (
    DIRECTION_SIGNS,
    Achievement,
    Category,
    Dimension,
    Evidence,
    Indicator,
    KeyTask,
    PerformanceGoal,
    Project,
)
from hengji.domain.ledger import Ledger, LedgerColumn, LedgerLine, LedgerRow
from hengji.domain.organisation import Jurisdiction, Organisation
from hengji.domain.scorecard import MissingInput, Score, Scorecard, ScoreVerdict
from hengji.domain.source import Citation, Place
from hengji.domain.standard import NATIONAL_GRADES, Criterion, Spending, Standard, grade_of
from hengji.domain.stated import Modifier, Stated
from tests.audit.document_cases import build_document_case

_FIGURE = re.compile(r"([≥≤<>]?)\s*([-−]?[\d,]+(?:\.\d+)?)\s*(万|亿)?(\D*)")
_MODIFIERS = {"≥": Modifier.AT_LEAST, "≤": Modifier.AT_MOST, "<": Modifier.UNDER, ">": Modifier.OVER}
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_LINES = {line: number for number, line in enumerate(LedgerLine, start=5)}
_COLUMNS = dict(zip(LedgerColumn, "CDEFGH", strict=True))
_SIGNS = {sign: direction for direction, sign in DIRECTION_SIGNS.items()}


def stated(words: str, place: Place | None = None, unit: str | None = None) -> Stated:
    """A figure as printed: 29,242,314.38 · 921.3万元 · 67.48% · ≥40场."""
    match = _FIGURE.fullmatch(words.strip())
    assert match is not None, words
    sign, digits, scale, printed_unit = match.groups()
    value = Decimal(digits.replace(",", "").replace("−", "-"))
    places = len(digits.partition(".")[2])
    factor = _SCALES.get(scale or "", Decimal(1))
    own_unit = {"元": "CNY"}.get(printed_unit, printed_unit) or unit or ""
    exact = (
        factor == 1 and places != 1 and own_unit != "%" and not (own_unit not in {"CNY", "分", ""} and places)
    )
    return Stated(
        value=value * factor,
        unit=own_unit,
        step=None if exact else Decimal(1).scaleb(-places) * factor,
        modifier=_MODIFIERS.get(sign, Modifier.EXACT),
        quote=words,
        place=place,
    )


def decimal(words: str | None) -> Decimal | None:
    """A plain number of a case; blank stays blank."""
    return None if words is None else Decimal(words.replace(",", "").replace("−", "-"))


def _ledger(rows: dict[str, Any]) -> Ledger:
    reasons = {
        key: rows[key] for key in ("adjustment_reason", "execution_reason", "change_reason") if key in rows
    }
    built = {}
    for name, amounts in rows.items():
        if name in reasons:
            continue
        line = LedgerLine(name)
        cells = {
            column: stated(
                words,
                Place(sheet="预算与决算", cell=f"{_COLUMNS[LedgerColumn(column)]}{_LINES[line]}"),
                "CNY",
            )
            for column, words in amounts.items()
        }
        built[line] = LedgerRow(**cells, place=Place(sheet="预算与决算", cell=f"B{_LINES[line]}"))
    return Ledger(rows=MappingProxyType(built), **reasons)


def _indicator(number: int, spec: dict[str, Any]) -> Indicator:
    place = Place(sheet="绩效目标与指标", cell=f"A{number}")
    return Indicator(
        code=f"i{number}",
        title=spec["title"],
        dimension=Dimension(spec.get("dimension", "output")),
        category=Category(spec.get("category", "quantity")),
        direction=_SIGNS[spec.get("sign", "≥")],
        target_value=stated(spec["target"]) if "target" in spec else None,
        target_text=spec.get("target_text"),
        actual_value=stated(spec["actual"]) if "actual" in spec else None,
        actual_text=spec.get("actual_text"),
        achievement=Achievement(spec["achievement"]) if "achievement" in spec else None,
        unit_of_measure=spec.get("unit"),
        weight=decimal(spec.get("weight")),
        claimed_points=decimal(spec.get("claimed")),
        deviation_explanation=spec.get("reason"),
        evidence=tuple(Evidence(title=title) for title in spec.get("evidence", ())),
        place=place,
        inferred=spec.get("inferred") == "是",
    )


def _assessment(code: str, spec: dict[str, Any]) -> Assessment:
    return Assessment(
        criterion=code,
        judged_points=decimal(spec.get("judged")),
        claimed_points=decimal(spec.get("claimed")),
        reason=spec.get("reason"),
        checks=MappingProxyType(
            {key: CheckAnswer(met=met == "是") for key, met in spec.get("checks", {}).items()}
        ),
        evidence=tuple(Evidence(title=title) for title in spec.get("evidence", ())),
        place=Place(sheet="评分事项", cell=code),
    )


def build_filing(spec: dict[str, Any]) -> Filing:
    """A filing out of what a case states."""
    organisation = spec.get("organisation", {})
    claimed = spec.get("claimed", {})
    place = Place(sheet="基本信息")
    return Filing(
        fiscal_year=int(spec.get("fiscal_year", 2024)),
        organisation=Organisation(
            name=organisation.get("name", "衡水湖区示例局"),
            jurisdiction=Jurisdiction(
                code=organisation.get("code", "440700"), name=organisation.get("place", "江门市")
            ),
            subordinate_units=tuple(organisation.get("subordinate_units", ())),
            place=Place(sheet="基本信息", cell="unit"),
        ),
        ledger=_ledger(spec.get("ledger", {})),
        management=MappingProxyType(
            {
                f"management.{name}": stated(words, Place(sheet="管理数据", cell=name), "CNY")
                for name, words in spec.get("management", {}).items()
            }
        ),
        goals=tuple(PerformanceGoal(goal=text) for text in spec.get("goals", ())),
        indicators=tuple(
            _indicator(number, item) for number, item in enumerate(spec.get("indicators", ()), start=1)
        ),
        key_tasks=tuple(
            KeyTask(title=item["title"], completion=item.get("completion"))
            for item in spec.get("key_tasks", ())
        ),
        projects=tuple(
            Project(
                title=item["title"],
                adjusted_budget_amount=stated(item["budget"], unit="CNY") if "budget" in item else None,
                executed_amount=stated(item["executed"], unit="CNY") if "executed" in item else None,
            )
            for item in spec.get("projects", ())
        ),
        approved_indicators=tuple(
            _indicator(number, item) for number, item in enumerate(spec.get("approved", ()), start=1)
        ),
        narratives=MappingProxyType(
            {
                NarrativeSection(name): Narrative(text=text, place=Place(sheet="自评说明", cell=name))
                for name, text in spec.get("narratives", {}).items()
            }
        ),
        assessments=MappingProxyType(
            {code: _assessment(code, item) for code, item in spec.get("assessments", {}).items()}
        ),
        problems=tuple(
            StatedProblem(
                problem=item["problem"],
                measure=item.get("measure"),
                place=Place(sheet="存在问题", cell=str(n)),
            )
            for n, item in enumerate(spec.get("problems", ()), start=1)
        ),
        no_problems_stated=spec.get("no_problems") == "是" or None,
        corrective_actions=tuple(
            CorrectiveAction(
                finding=item["finding"],
                action=item.get("action"),
                result=item.get("result"),
                place=Place(sheet="整改", cell=str(n)),
            )
            for n, item in enumerate(spec.get("corrective_actions", ()), start=1)
        ),
        no_corrective_actions_stated=spec.get("no_corrective_actions") == "是" or None,
        claimed_score=stated(claimed["score"], Place(sheet="基本信息", cell="claimed_score"))
        if "score" in claimed
        else None,
        claimed_grade=claimed.get("grade"),
        place=place,
    )


def build_standard(spec: dict[str, Any] | None, spending: str = "department") -> Standard | None:
    """An edition with one level of criteria."""
    if spec is None:
        return None
    criteria = tuple(
        Criterion(
            code=code,
            title=item["title"],
            full_marks=decimal(item.get("full_marks")),
            method=item.get("method", "manual"),
            parameters=MappingProxyType(
                {
                    key: tuple(item[key]) if key in {"dimensions", "categories"} else item[key]
                    for key in ("dimensions", "categories", "qualitative")
                    if key in item
                }
            ),
        )
        for code, item in spec.items()
    )
    return Standard(
        id="cn.example.2024",
        title="示例评分标准",
        spending=Spending(spending),
        jurisdiction_code=None,
        jurisdiction_name="",
        first_fiscal_year=2024,
        last_fiscal_year=None,
        basis=Citation(title="示例"),
        confirmed_on=date(2026, 11, 25),
        criteria=criteria,
        full_marks=sum((c.full_marks for c in criteria if c.full_marks is not None), Decimal(0)),
    )


def _score(spec: dict[str, Any]) -> Score:
    points = decimal(spec.get("points"))
    low, high = decimal(spec.get("low", spec.get("points"))), decimal(spec.get("high", spec.get("points")))
    assert low is not None
    assert high is not None
    return Score(
        code=spec["code"],
        title=spec.get("title", spec["code"]),
        full_marks=Decimal(spec["marks"]),
        points=points,
        low=low,
        high=high,
        verdict=ScoreVerdict.UNDECIDABLE if points is None else ScoreVerdict.SCORED,
        missing=tuple(
            MissingInput(name=name, where=where) for name, where in spec.get("missing", {}).items()
        ),
        arithmetic=spec.get("arithmetic", ""),
        reason=spec.get("reason", ""),
        claimed_points=decimal(spec.get("claimed")),
        judged=spec.get("judged") == "是",
        place=Place(sheet="评分", cell=spec["code"]),
        parts=tuple(_score(part) for part in spec.get("parts", ())),
    )


def build_scorecard(spec: dict[str, Any] | None) -> Scorecard | None:
    """A scorecard that sums its scores."""
    if spec is None:
        return None
    scores = tuple(_score(item) for item in spec["scores"])
    low, high = sum((s.low for s in scores), Decimal(0)), sum((s.high for s in scores), Decimal(0))
    return Scorecard(
        standard_id="cn.example.2024", standard_title="示例评分标准", edition_hash="", engine_version="0",
        illustrative=spec.get("illustrative") == "是", notes=(), unit_name="示例局", fiscal_year=2024,
        full_marks=sum((s.full_marks for s in scores), Decimal(0)), scores=scores,
        computed_score=low if low == high else None, low=low, high=high,
        computed_grade=grade_of(low) if low == high else None, lowest_grade=grade_of(low),
        highest_grade=grade_of(high, NATIONAL_GRADES), next_grade=None,
    )  # fmt: skip


def build_case(spec: dict[str, Any]) -> FilingCase:
    """The whole case of a filing rule; `around` is the document that its form stands in."""
    return FilingCase(
        filing=build_filing(spec),
        scorecard=build_scorecard(spec.get("scorecard")),
        standard=build_standard(spec.get("standard"), spec.get("spending", "department")),
        text=build_document_case(spec["around"]) if "around" in spec else None,
    )
