"""
Open data: tables over all published reports, each with its documented fields.

One declaration gives the CSV, the JSON and the schema, so none can say what the others do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hengji.domain.ledger import LEDGER_COLUMN_TITLES, LedgerColumn
from hengji.web.disclosure.models import Publication

Object = Mapping[str, Any]
Rows = Callable[[Publication, Object], Iterator[Object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column: its name in JSON, its title in CSV, what it means."""

    name: str
    title: str
    type: str = "string"
    """string, number (decimal text), integer, boolean, date."""
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A table."""

    name: str
    title: str
    meaning: str
    fields: tuple[Field, ...]
    rows: Rows


_KEY: Final = (
    Field(name="report", title="报告编号", meaning="公开页面地址的最后一段，长期不变"),
    Field(name="unit_code", title="单位编码"),
    Field(name="unit_name", title="单位名称"),
    Field(name="fiscal_year", title="年度", type="integer"),
)


def _key(one: Publication) -> dict[str, object]:
    return {
        "report": one.slug,
        "unit_code": one.unit_code,
        "unit_name": one.unit_name,
        "fiscal_year": str(one.fiscal_year),
    }


def _reports(one: Publication, said: Object) -> Iterator[Object]:
    score = said["score"]
    yield _key(one) | {
        "department_code": one.department_code,
        "department_name": one.department_name,
        "jurisdiction": one.jurisdiction_name,
        "invented": one.invented,
        "standard": said["standard"]["id"],
        "illustrative": said["standard"]["illustrative"],
        "borrowed": said["standard"].get("borrowed", False),
        "version": str(one.version),
        "published_on": one.published_at.date().isoformat(),
        "adjusted_budget": _decimal(one.adjusted_budget),
        "executed": _decimal(one.executed),
        "execution_rate": said["execution_rate"],
        "full_marks": score["full_marks"],
        "claimed": score["claimed"],
        "claimed_grade": score["claimed_grade"],
        "computed": score["computed"],
        "low": score["low"],
        "high": score["high"],
        "confirmed": score["confirmed"],
        "grade": score["confirmed_grade"],
        "findings": str(one.findings),
        "waivers": str(one.waivers),
        "unsaid": str(one.unsaid),
    }


def _decimal(value: object) -> str | None:
    return None if value is None else f"{value:f}"


def _money(one: Publication, said: Object) -> Iterator[Object]:
    for row in said["money"]:
        amounts = {name: (row[name] or {}).get("value") for name in _AMOUNTS}
        yield _key(one) | {"line": row["line"], "title": row["title"], **amounts}


def _indicators(one: Publication, said: Object) -> Iterator[Object]:
    for row in said["indicators"]:
        target, actual = row["target"] or {}, row["actual"] or {}
        yield _key(one) | {
            "code": row["code"],
            "title": row["title"],
            "dimension": row["dimension"],
            "category": row["category"],
            "direction": row["direction"],
            "target": target.get("value"),
            "target_text": row["target_text"] or target.get("written"),
            "actual": actual.get("value"),
            "actual_text": row["actual_text"] or actual.get("written"),
            "unit": target.get("unit") or row["unit"],
            "full_marks": row["full_marks"],
            "claimed": row["claimed"],
            "computed": row["computed"],
            "confirmed": row["confirmed"],
            "illustrative": row["illustrative"],
            "deviation_explanation": row["deviation_explanation"],
        }


def _criteria(one: Publication, said: Object) -> Iterator[Object]:
    def walk(criteria: list[Object], above: str) -> Iterator[Object]:
        for row in criteria:
            yield _key(one) | {
                "parent": above,
                **{name: row[name] for name in ("code", "title", "full_marks", "claimed", "computed")},
                **{name: row[name] for name in ("low", "high", "confirmed", "confirmed_reason")},
                "is_judged": row["is_judged"],
                "illustrative": row["illustrative"],
                "reason": row["reason"],
            }
            yield from walk(row["criteria"], row["code"])

    yield from walk(said["criteria"], "")


def _findings(one: Publication, said: Object) -> Iterator[Object]:
    for row in said["findings"]:
        waiver = row["waiver"] or {}
        yield _key(one) | {
            **{name: row[name] for name in ("rule", "severity", "verdict", "title", "message")},
            **{name: row[name] for name in ("stated", "computed", "explanation", "basis")},
            "waived_on": waiver.get("on"),
            "waiver_reason": waiver.get("reason"),
        }


def _unsaid(one: Publication, said: Object) -> Iterator[Object]:
    for row in said["unsaid"]:
        yield _key(one) | {"subject": row["subject"], "words": row["words"]}


def _numbers(*pairs: tuple[str, str]) -> tuple[Field, ...]:
    return tuple(Field(name=name, title=title, type="number") for name, title in pairs)


_AMOUNTS: Final = tuple(column.value.removesuffix("_amount") for column in LedgerColumn)
_POINTS: Final = _numbers(
    ("full_marks", "满分"), ("claimed", "自评得分"), ("computed", "计算得分"), ("confirmed", "核定得分")
)

DATASETS: Final = (
    Dataset(
        name="reports",
        title="公开报告",
        meaning="每份公开的自评报告一行：预算、支出、三种得分、问题数",
        rows=_reports,
        fields=(
            *_KEY,
            Field(name="department_code", title="主管部门编码"),
            Field(name="department_name", title="主管部门"),
            Field(name="jurisdiction", title="行政区划"),
            Field(name="invented", title="示例", type="boolean", meaning="单位或报告内容为演示虚构"),
            Field(name="standard", title="评分标准"),
            Field(
                name="illustrative", title="示例分值", type="boolean", meaning="评分标准的分值不是官方公布的"
            ),
            Field(
                name="borrowed",
                title="借用标准",
                type="boolean",
                meaning="评分标准不适用于该年度，借用其他年度的",
            ),
            Field(name="version", title="公开版本", type="integer", meaning="大于1即更正过"),
            Field(name="published_on", title="公开日期", type="date"),
            *_numbers(("adjusted_budget", "全年预算数（元）"), ("executed", "全年执行数（元）")),
            Field(name="execution_rate", title="预算执行率（%）", type="number"),
            *_POINTS[:2],
            Field(name="claimed_grade", title="自评等级"),
            _POINTS[2],
            *_numbers(("low", "计算得分下限"), ("high", "计算得分上限")),
            _POINTS[3],
            Field(name="grade", title="核定等级"),
            Field(name="findings", title="核对发现的问题", type="integer"),
            Field(name="waivers", title="其中已豁免", type="integer"),
            Field(name="unsaid", title="未说明的事项", type="integer"),
        ),
    ),
    Dataset(
        name="money",
        title="预算与决算",
        meaning="每份报告每个支出项目一行，金额单位为元，空白表示没有填报",
        rows=_money,
        fields=(
            *_KEY,
            Field(name="line", title="项目代码"),
            Field(name="title", title="支出项目"),
            *_numbers(
                *(
                    (column.value.removesuffix("_amount"), LEDGER_COLUMN_TITLES[column])
                    for column in LedgerColumn
                )
            ),
        ),
    ),
    Dataset(
        name="indicators",
        title="绩效指标",
        meaning="每个绩效指标一行：承诺值、实际值、得分；数值按基本单位（万已折算）",
        rows=_indicators,
        fields=(
            *_KEY,
            Field(name="code", title="编号"),
            Field(name="title", title="指标"),
            Field(name="dimension", title="一级指标"),
            Field(name="category", title="二级指标"),
            Field(name="direction", title="指标性质"),
            *_numbers(("target", "指标值")),
            Field(name="target_text", title="指标值原文"),
            *_numbers(("actual", "实际完成值")),
            Field(name="actual_text", title="实际完成值原文"),
            Field(name="unit", title="计量单位", meaning="CNY 为元"),
            *_POINTS,
            Field(name="illustrative", title="示例", type="boolean"),
            Field(name="deviation_explanation", title="偏差原因"),
        ),
    ),
    Dataset(
        name="criteria",
        title="评分明细",
        meaning="评分标准的每一项一行，上下级以代码相连",
        rows=_criteria,
        fields=(
            *_KEY,
            Field(name="parent", title="上级代码"),
            Field(name="code", title="代码"),
            Field(name="title", title="评价指标"),
            *_POINTS[:3],
            *_numbers(("low", "下限"), ("high", "上限")),
            _POINTS[3],
            Field(name="confirmed_reason", title="核定理由"),
            Field(name="is_judged", title="单位自行评判", type="boolean"),
            Field(name="illustrative", title="示例", type="boolean"),
            Field(name="reason", title="得分理由"),
        ),
    ),
    Dataset(
        name="findings",
        title="核对发现的问题",
        meaning="由规则核对出的每个问题一行，附单位的说明和豁免",
        rows=_findings,
        fields=(
            *_KEY,
            Field(name="rule", title="规则"),
            Field(name="severity", title="程度", meaning="error 错误，warning 警示，notice 提示"),
            Field(name="verdict", title="结论", meaning="fails 不符，undecidable 无法判定"),
            Field(name="title", title="问题"),
            Field(name="message", title="说明"),
            *_numbers(("stated", "所述"), ("computed", "算得")),
            Field(name="explanation", title="单位说明"),
            Field(name="basis", title="依据"),
            Field(name="waived_on", title="豁免日期", type="date"),
            Field(name="waiver_reason", title="豁免理由"),
        ),
    ),
    Dataset(
        name="unsaid",
        title="报告没有说明的事项",
        meaning="由填报数据自动得出：空白、无法计算、只有评判",
        rows=_unsaid,
        fields=(*_KEY, Field(name="subject", title="事项"), Field(name="words", title="没有说明什么")),
    ),
)
BY_NAME: Final = {dataset.name: dataset for dataset in DATASETS}
