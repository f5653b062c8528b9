"""A scorecard with every kind of reason, one with an interval, and findings of two severities."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.scorecard import GradeGap, Input, MissingInput, Score, Scorecard, ScoreVerdict
from hengji.domain.source import Citation, Confidence, Place
from hengji.domain.standard import NATIONAL_GRADES

BASIS = Citation(title="评分办法", number="示财〔2024〕1号", article="第三条", confidence=Confidence.RECALLED)


def leaf(code: str, title: str, full: str, points: str | None, **more: object) -> Score:
    marks = Decimal(full)
    earned = None if points is None else Decimal(points)
    return Score(
        code=code,
        title=title,
        full_marks=marks,
        points=earned,
        low=Decimal(0) if earned is None else earned,
        high=marks if earned is None else earned,
        verdict=ScoreVerdict.UNDECIDABLE if earned is None else ScoreVerdict.SCORED,
        **more,  # type: ignore[arg-type]
    )


def promise(title: str, target: str, actual: str, full: str, points: str) -> Score:
    sign, target = target[0], target[1:]
    place = Place(sheet="绩效目标与指标", cell="H5")
    return leaf(
        f"output.{title}",
        title,
        full,
        points,
        method="按比例计分",
        inputs=(
            Input(name=f"年度指标值（{sign}）", value=target, unit="场", place=place),
            Input(name="实际完成值", value=actual, unit="场", place=place),
        ),
        illustrative=True,
    )


@pytest.fixture
def scorecard() -> Scorecard:
    output = Score(
        code="output",
        title="产出指标",
        full_marks=Decimal(60),
        points=Decimal("57.50"),
        low=Decimal("57.50"),
        high=Decimal("57.50"),
        verdict=ScoreVerdict.SCORED,
        parts=(
            promise("推广活动", "≥1,200", "1,260", "30", "30"),
            promise("投诉件数", "≤20", "22", "30", "27.50"),
        ),
    )
    rate = leaf(
        "execution",
        "预算执行率",
        "40",
        "39.12",
        method="按预算执行率计分",
        inputs=(
            Input(
                name="全年执行数",
                value="9,472,320.23",
                unit="元",
                place=Place(sheet="预算与决算", cell="E11"),
            ),
        ),
        arithmetic="9,472,320.23÷9,684,810.20＝97.81%；40×97.81%＝39.12",
        reason="执行率未达100%，少得0.88分",
        basis=BASIS,
        method_confidence=Confidence.RECALLED,
        claimed_points=Decimal(40),
        evidence=("2024年度部门决算报表",),
    )
    return Scorecard(
        standard_id="cn-440700.department-overall.2024",
        standard_title="部门整体支出绩效自评（示例分值）",
        edition_hash="ab12" * 16,
        engine_version="0.1.0",
        illustrative=True,
        notes=("分值为示例，不得用于正式评分。",),
        unit_name="临江市青少年服务中心",
        fiscal_year=2024,
        full_marks=Decimal(100),
        scores=(output, rate),
        computed_score=Decimal("96.62"),
        low=Decimal("96.62"),
        high=Decimal("96.62"),
        computed_grade=NATIONAL_GRADES[0],
        lowest_grade=NATIONAL_GRADES[0],
        highest_grade=NATIONAL_GRADES[0],
        next_grade=None,
        claimed_score=Decimal(100),
        claimed_grade="优",
    )


@pytest.fixture
def undecided(scorecard: Scorecard) -> Scorecard:
    """The same without the executed amount: an interval instead of a score."""
    unknown = leaf(
        "execution",
        "预算执行率",
        "40",
        None,
        reason="缺少全年执行数，无法计分",
        missing=(MissingInput(name="全年执行数", where="工作表“预算与决算”E11"),),
    )
    return replace(
        scorecard,
        scores=(scorecard.scores[0], unknown),
        computed_score=None,
        low=Decimal("57.50"),
        high=Decimal("97.50"),
        computed_grade=None,
        lowest_grade=NATIONAL_GRADES[3],
        next_grade=GradeGap(
            band=NATIONAL_GRADES[2], points_needed=Decimal("2.50"), sources=(("预算执行率", Decimal(40)),)
        ),
    )


@pytest.fixture
def findings() -> tuple[Finding, ...]:
    return (
        Finding(
            rule="AR01",
            severity=Severity.ERROR,
            verdict=Verdict.FAILS,
            title="合计与分项不符",
            message="合计9,684,810.20元，分项相加为9,684,710.20元，相差100.00元。",
            place=Place(sheet="预算与决算", cell="D11", start=10, end=22),
            quote="9,684,810.20",
            stated=Decimal("9684810.20"),
            computed=Decimal("9684710.20"),
            difference=Decimal("100.00"),
            unit="CNY",
            basis=BASIS,
            suggestion="逐项核对后更正。",
        ),
        Finding(
            rule="CO05",
            severity=Severity.WARNING,
            verdict=Verdict.UNDECIDABLE,
            title="无法核对上年数",
            message="未填报上年支出，增减额无法核对。",
            stated=Decimal("310087.19"),
            unit="CNY",
            caused_by="AR01",
        ),
    )
