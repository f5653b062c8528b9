"""Filings and editions made by hand, small enough to be read at a glance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hengji.domain.facts import FACTS
from hengji.domain.filing import Assessment, CheckAnswer, Filing
from hengji.domain.indicator import Achievement, Category, Dimension, Direction, Evidence, Indicator
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.organisation import Organisation
from hengji.domain.source import Citation, Place
from hengji.domain.standard import Adjustment, Criterion, Rounding, Spending, Standard
from hengji.domain.stated import Modifier, Stated

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SIGNS = {
    "≥": Direction.HIGHER_IS_BETTER,
    "≤": Direction.LOWER_IS_BETTER,
    "=": Direction.EQUAL,
    "定性": Direction.QUALITATIVE,
}
ACHIEVEMENTS = {"达成": Achievement.FULL, "部分达成": Achievement.PARTIAL, "未达成": Achievement.NONE}
BASIS = Citation(title="某市部门整体支出绩效自评评分表", number="某财绩〔2025〕1号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes the nouns of the field out of the plain words of a case."""

    def typed(self, value: Any) -> Any:
        """Text as an edition's loader would type it: numbers exact, lists as tuples."""
        if isinstance(value, str):
            return Decimal(value) if NUMBER.fullmatch(value) else value
        if isinstance(value, Mapping):
            return {
                key: inner if key in {"id", "title"} else self.typed(inner) for key, inner in value.items()
            }
        return tuple(self.typed(inner) for inner in value)

    def criterion(self, method: str | None, marks: str | None = "10", **given: Any) -> Criterion:
        return Criterion(
            code=given.get("code", "it"),
            title=given.get("title", "该项"),
            full_marks=None if marks is None else Decimal(marks),
            method=method,
            parameters=self.typed(given.get("parameters", {})),
            criteria=given.get("criteria", ()),
            basis=BASIS,
        )

    def standard(self, *criteria: Criterion, **given: Any) -> Standard:
        return Standard(
            id="cn-999999.department-overall.2024",
            title="某市部门整体支出绩效自评",
            spending=Spending.DEPARTMENT,
            jurisdiction_code="999999",
            jurisdiction_name="某市",
            first_fiscal_year=2024,
            last_fiscal_year=None,
            basis=BASIS,
            confirmed_on=date(2026, 11, 25),
            criteria=criteria,
            full_marks=None,
            adjustments=given.get("adjustments", ()),
            rounding=Rounding(places=given.get("places", 2)),
            demands_weights=given.get("demands_weights", False),
            edition_hash="0" * 64,
        )

    def adjustment(self, method: str, parameters: Any) -> Adjustment:
        return Adjustment(code="adjust", title="总分调整", method=method, parameters=self.typed(parameters))

    def stated(self, text: str | None, unit: str = "") -> Stated | None:
        """'60' is exact, '约60' is not; blank is `None`, never zero."""
        if text is None or text == "":
            return None
        words = {"约": Modifier.ABOUT, "超": Modifier.OVER, "不足": Modifier.UNDER, "近": Modifier.NEAR}
        for word, modifier in words.items():
            if text.startswith(word):
                return Stated(
                    value=Decimal(text.removeprefix(word)), unit=unit, modifier=modifier, quote=text
                )
        low, _, high = text.partition("～")
        if high:
            return Stated(value=Decimal(low), upper=Decimal(high), unit=unit, modifier=Modifier.RANGE)
        return Stated(value=Decimal(text), unit=unit)

    def indicator(self, row: Mapping[str, Any], number: int = 1) -> Indicator:
        unit = row.get("unit", "")
        weight, claimed = row.get("weight", "10"), row.get("claimed")
        return Indicator(
            code=row.get("code", f"indicator-{number}"),
            title=row.get("title", f"指标{number}"),
            dimension=Dimension(row.get("dimension", "output")),
            category=Category(row.get("category", "quantity")),
            direction=SIGNS[row.get("direction", "≥")],
            target_value=self.stated(row.get("target"), row.get("target_unit", unit)),
            target_text=row.get("target_text"),
            actual_value=self.stated(row.get("actual"), unit),
            actual_text=row.get("actual_text"),
            achievement=ACHIEVEMENTS.get(row.get("achievement", "")),
            unit_of_measure=unit or None,
            weight=Decimal(weight) if weight else None,
            claimed_points=Decimal(claimed) if claimed else None,
            deviation_explanation=row.get("explanation"),
            evidence=(Evidence(title="台账"),),
            place=Place(sheet="绩效目标与指标", row=number + 4),
        )

    def filing(self, case: Mapping[str, Any]) -> Filing:
        rows: dict[LedgerLine, dict[str, Stated | None]] = {}
        management: dict[str, Stated] = {}
        for fact_id, text in case.get("facts", {}).items():
            stated = self.stated(text, FACTS[fact_id].unit)
            room, _, name = fact_id.partition(".")
            if stated is not None and room == "ledger":
                line, _, column = name.partition(".")
                rows.setdefault(LedgerLine(line), {})[column] = stated
            elif stated is not None:
                management[fact_id] = stated
        return Filing(
            fiscal_year=2024,
            organisation=Organisation(name="某市某局"),
            ledger=Ledger(
                rows={
                    line: LedgerRow(**amounts, place=Place(sheet="预算与决算", row=5))
                    for line, amounts in rows.items()
                }
            ),
            management=management,
            indicators=tuple(
                self.indicator(row, number) for number, row in enumerate(case.get("indicators", ()), start=1)
            ),
            assessments=self.assessments(case),
        )

    def assessments(self, case: Mapping[str, Any]) -> dict[str, Assessment]:
        judged = case.get("judged")
        answers = {
            item: CheckAnswer(met={"是": True, "否": False}[answer])
            for item, answer in case.get("checks", {}).items()
        }
        if judged is None and "why" not in case and not answers:
            return {}
        return {
            "it": Assessment(
                criterion="it",
                judged_points=Decimal(judged) if judged else None,
                reason=case.get("why"),
                checks=answers,
                evidence=(Evidence(title="会议纪要"),),
                place=Place(sheet="评分事项", row=9),
            )
        }


@pytest.fixture(scope="session")
def maker() -> Maker:
    return Maker()
