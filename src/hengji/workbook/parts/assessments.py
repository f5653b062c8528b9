"""评分事项: the edition's criteria, with what the unit answers to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from hengji.domain.filing import Assessment, CheckAnswer, Filing
from hengji.domain.indicator import Evidence
from hengji.domain.problem import InputError
from hengji.domain.standard import Criterion, Standard
from hengji.standards import wording
from hengji.workbook.form import KEY, Contents, Field, FixedRow, FormSheet, Grid, Kind, Row, Shown
from hengji.workbook.locate import Record
from hengji.workbook.parts.indicators import EXAMPLE
from hengji.workbook.returned import ReturnedSheet

GRID: Final = "assessments"
_MET: Final = "met"
_INPUTS: Final = ("judged_points", "claimed_points", "reason", "evidence", "illustrative")

_COLUMNS: Final = (
    Field(id="title", title="评分事项", kind=Kind.FIXED),
    Field(id="full_marks", title="满分", kind=Kind.FIXED),
    Field(id="method", title="计分方法", kind=Kind.FIXED),
    Field(id="guidance", title="评分说明", kind=Kind.FIXED),
    Field(id=_MET, title="是否满足", kind=Kind.CHOICE, options=("是", "否"), required=True),
    Field(
        id="judged_points",
        title="评判得分",
        kind=Kind.POINTS,
        hint="由人评判的事项在此打分，并在“理由”中写明依据",
    ),
    Field(
        id="claimed_points",
        title="自评得分",
        kind=Kind.POINTS,
        hint="本单位认为应得的分数；系统另行计算，两者分开列示",
    ),
    Field(id="reason", title="理由", kind=Kind.LONG, hint="得分或扣分的依据；人工评判的事项必填"),
    Field(id="evidence", title="佐证材料", kind=Kind.LINES, hint="材料名称，每行写一个"),
    Field(id="illustrative", title=EXAMPLE, kind=Kind.CHOICE, options=(EXAMPLE,), hint="举例的行选“示例”"),
    Field(id=KEY, title="编码", kind=Kind.FIXED, required=True),
)


def sheet(standard: Standard) -> FormSheet:
    """The edition's tree: a band for each part, a row for each criterion and each item to check."""
    return FormSheet(
        title="评分事项",
        heading=f"评分事项——{standard.title}",
        note="“是否满足”逐项选择；由人评判的事项填“评判得分”和“理由”；其余事项由系统按数据计算，可另填“自评得分”。"
        "“编码”一栏请勿改动。" + ("本版分值为示例，非官方规定。" if standard.illustrative else ""),
        widths=(19, 6, 34, 30, 9, 9, 9, 28, 25, 7, 23),
        grids=(
            Grid(
                id=GRID,
                title="评分事项清单",
                columns=_COLUMNS,
                rows=tuple(_rows(standard.criteria)),
                key_column=KEY,
            ),
        ),
    )


def _rows(criteria: tuple[Criterion, ...], above: str = "") -> Iterator[FixedRow]:
    for criterion in criteria:
        path = f"{above} › {criterion.title}" if above else criterion.title
        if criterion.criteria:
            marks = wording.marks(criterion.full_marks)
            yield FixedRow(key="", title=f"{path}（{marks}分）", fields={}, words={})
            yield from _rows(criterion.criteria, path)
        else:
            yield from _leaf(criterion)


def _leaf(criterion: Criterion) -> Iterator[FixedRow]:
    items = checks_of(criterion)
    judged = criterion.method == "manual"
    locked = {_MET, "claimed_points" if judged else "judged_points"}
    yield FixedRow(
        key=criterion.code,
        title=criterion.code,
        fields={name: _locked(name) for name in locked},
        words={
            "title": criterion.title,
            "full_marks": wording.marks(criterion.full_marks),
            "method": "逐项核对，见下" if items else wording.method(criterion),
            "guidance": criterion.guidance,
        },
        needed=judged,
    )
    for item, words in items.items():
        yield FixedRow(
            key=f"{criterion.code}/{item}",
            title=f"{criterion.code}/{item}",
            fields={name: _locked(name) for name in _INPUTS},
            words={"title": "　核对事项", "full_marks": words[1], "method": words[0]},
            needed=True,
        )


def _locked(name: str) -> Field:
    return Field(id=name, title="", kind=Kind.COMPUTED)


def checks_of(criterion: Criterion) -> Mapping[str, tuple[str, str]]:
    """The items of a checklist: id → its words and points."""
    items = criterion.parameters.get("items")
    if criterion.method != "checklist" or not isinstance(items, tuple):
        return {}
    return {
        str(item["id"]): (str(item["title"]), wording.number(item["points"]))
        for item in items
        if isinstance(item, Mapping)
    }


def fill(filing: Filing, standard: Standard) -> Contents:
    """
    The answers by criterion.

    Raises `InputError` for answers to criteria that the edition does not have: nothing the
    filing says may be lost.
    """
    known = {leaf.code: checks_of(leaf) for leaf in standard.leaves()}
    rows: list[Row] = []
    for code, assessment in filing.assessments.items():
        strange = [item for item in assessment.checks if item not in known.get(code, {})]
        if code not in known or strange:
            raise InputError(
                f"评分标准“{standard.title}”没有评分事项 {code} {'、'.join(strange)}".rstrip() + "。"
            )
        rows.append(
            {
                KEY: Shown(value=code),
                "judged_points": Shown(value=assessment.judged_points),
                "claimed_points": Shown(value=assessment.claimed_points),
                "reason": Shown(value=assessment.reason),
                "evidence": Shown(value="\n".join(each.title for each in assessment.evidence) or None),
                "illustrative": Shown(value=EXAMPLE if assessment.illustrative else None),
            }
        )
        rows += [
            {KEY: Shown(value=f"{code}/{item}"), _MET: Shown(value="是" if answer.met else "否")}
            for item, answer in assessment.checks.items()
        ]
    return {GRID: rows}


def take(returned: ReturnedSheet, standard: Standard) -> Mapping[str, Assessment]:
    """The answers by criterion; criteria without any answer are absent."""
    records = {record.key: record for record in returned.records(GRID)}
    taken = {}
    for leaf in standard.leaves():
        assessment = _take_one(returned, leaf, records)
        if assessment is not None:
            taken[leaf.code] = assessment
    return MappingProxyType(taken)


def _take_one(returned: ReturnedSheet, leaf: Criterion, records: Mapping[str, Record]) -> Assessment | None:
    taking = returned.taking
    checks = {}
    place = None
    for item, words in checks_of(leaf).items():
        record = records.get(f"{leaf.code}/{item}")
        met = None if record is None else taking.yes_no(record, _MET, words[0])
        if record is not None and met is not None:
            checks[item] = CheckAnswer(met=met, place=record.at(_MET))
            place = place or record.at(_MET)
    record = records.get(leaf.code)
    if record is None and not checks:
        return None
    if record is None:
        return Assessment(criterion=leaf.code, checks=MappingProxyType(checks), place=place)
    evidence = taking.lines(record, "evidence")
    return Assessment(
        criterion=leaf.code,
        judged_points=taking.points(record, "judged_points", f"{leaf.title}·评判得分"),
        claimed_points=taking.points(record, "claimed_points", f"{leaf.title}·自评得分"),
        reason=taking.text(record, "reason"),
        checks=MappingProxyType(checks),
        evidence=tuple(Evidence(title=line, place=at) for line, at in evidence),
        illustrative=bool(taking.yes_no(record, "illustrative", EXAMPLE, also=EXAMPLE)),
        place=record.place,
    )
