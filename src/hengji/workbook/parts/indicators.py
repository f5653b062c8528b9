"""绩效目标与指标: what was promised, by how much it was kept, and why not."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

from hengji.domain.filing import Filing
from hengji.domain.indicator import (
    ACHIEVEMENT_TITLES,
    CATEGORIES_OF,
    CATEGORY_TITLES,
    DIMENSION_TITLES,
    DIRECTION_SIGNS,
    Category,
    Dimension,
    Direction,
    Evidence,
    Indicator,
    PerformanceGoal,
)
from hengji.domain.standard import Criterion, Standard
from hengji.domain.stated import Stated
from hengji.workbook import spelling
from hengji.workbook.computed import Ratio, same_row
from hengji.workbook.form import Contents, Field, FormSheet, Grid, Kind, Row, Rows, Shown
from hengji.workbook.locate import Record, label
from hengji.workbook.returned import ReturnedSheet

_T = TypeVar("_T")

GOALS: Final = "goals"
GRID: Final = "indicators"
EXAMPLE: Final = "示例"

_ACHIEVEMENT_WORDS: Final = {title: achievement for achievement, title in ACHIEVEMENT_TITLES.items()} | {
    title.removesuffix("预期指标"): achievement for achievement, title in ACHIEVEMENT_TITLES.items()
}
_DIRECTION_WORDS: Final = {sign: direction for direction, sign in DIRECTION_SIGNS.items()} | {
    ">=": Direction.HIGHER_IS_BETTER,
    "≧": Direction.HIGHER_IS_BETTER,
    "正向": Direction.HIGHER_IS_BETTER,
    "正向指标": Direction.HIGHER_IS_BETTER,
    "<=": Direction.LOWER_IS_BETTER,
    "≦": Direction.LOWER_IS_BETTER,
    "反向": Direction.LOWER_IS_BETTER,
    "反向指标": Direction.LOWER_IS_BETTER,
    "等于": Direction.EQUAL,
    "定性指标": Direction.QUALITATIVE,
}
_DIMENSION_WORDS: Final = {title: dimension for dimension, title in DIMENSION_TITLES.items()} | {
    title.removesuffix("指标"): dimension for dimension, title in DIMENSION_TITLES.items()
}
_CATEGORY_WORDS: Final = {title: category for category, title in CATEGORY_TITLES.items()} | {
    title.removesuffix("指标"): category for category, title in CATEGORY_TITLES.items()
}

SHEET: Final = FormSheet(
    title="绩效目标与指标",
    heading="部门整体支出绩效目标与指标完成情况",
    note="指标性质选“≥”“≤”“=”的，目标值和实际完成值只填数字；选“定性”的，目标值和实际完成值写文字，选择完成程度，并在“自评得分”填写该档次内的分数。"
    "超过目标 30% 以上或没有完成的，请写明偏差原因。"
    "目标、佐证或分值属举例、并非正式下达的，在“示例”一栏注明。",
    widths=(7, 12, 15, 26, 9, 13, 9, 13, 10, 15, 7, 9, 25, 25, 15, 7),
    grids=(
        Grid(
            id=GOALS,
            title="一、年度总体目标",
            columns=(
                Field(
                    id="goal",
                    title="预期目标",
                    kind=Kind.LONG,
                    required=True,
                    span=7,
                    hint="年初批复的总体绩效目标",
                ),
                Field(
                    id="completion",
                    title="实际完成情况",
                    kind=Kind.LONG,
                    required=True,
                    span=9,
                    hint="对照目标逐条说明",
                ),
            ),
            blank_rows=3,
        ),
        Grid(
            id=GRID,
            title="二、绩效指标",
            columns=(
                Field(id="code", title="编号", required=True, hint="不重复的编号，如 1、2、3 或 CC-01"),
                Field(
                    id="dimension",
                    title="一级指标",
                    kind=Kind.CHOICE,
                    required=True,
                    options=tuple(DIMENSION_TITLES.values()),
                ),
                Field(
                    id="category",
                    title="二级指标",
                    kind=Kind.CHOICE,
                    required=True,
                    options=tuple(CATEGORY_TITLES.values()),
                    hint="须属于左边的一级指标",
                ),
                Field(id="title", title="三级指标", required=True, hint="写明考核什么，如“举办培训场次”"),
                Field(
                    id="direction",
                    title="指标性质",
                    kind=Kind.CHOICE,
                    required=True,
                    options=tuple(DIRECTION_SIGNS.values()),
                    hint="≥ 越多越好；≤ 越少越好；= 恰好；定性 用文字描述",
                ),
                Field(
                    id="target",
                    title="目标值",
                    kind=Kind.FIGURE,
                    required=True,
                    hint="定量填数字；定性写文字",
                ),
                Field(id="unit", title="计量单位", hint="如 场、人次、%、万元；定性指标留空"),
                Field(
                    id="actual",
                    title="实际完成值",
                    kind=Kind.FIGURE,
                    required=True,
                    hint="定量填数字；定性写文字",
                ),
                Field(
                    id="completion_rate",
                    title="完成率",
                    kind=Kind.COMPUTED_PERCENT,
                    computation=Ratio(over=same_row("actual"), under=same_row("target")),
                ),
                Field(
                    id="achievement",
                    title="完成程度",
                    kind=Kind.CHOICE,
                    options=tuple(ACHIEVEMENT_TITLES.values()),
                    hint="只有定性指标须选择",
                ),
                Field(
                    id="weight",
                    title="分值",
                    kind=Kind.POINTS,
                    hint="同一评分事项内各指标分值合计应等于该事项满分",
                ),
                Field(
                    id="claimed_points",
                    title="自评得分",
                    kind=Kind.POINTS,
                    hint="定性指标必填；定量指标由系统计算",
                ),
                Field(
                    id="deviation_explanation",
                    title="偏差原因分析",
                    kind=Kind.LONG,
                    hint="未完成，或超过目标 30% 以上的须说明",
                ),
                Field(id="evidence", title="佐证材料", kind=Kind.LINES, hint="材料名称，每行写一个"),
                Field(id="project", title="所属项目", hint="属于某个项目的写项目名称"),
                Field(
                    id="illustrative",
                    title="示例",
                    kind=Kind.CHOICE,
                    options=(EXAMPLE,),
                    hint="举例的行选“示例”",
                ),
            ),
            blank_rows=30,
        ),
    ),
)


def sheet(standard: Standard) -> FormSheet:
    """The sheet; its note says to what the weights must sum in that edition, before anyone is told so."""
    sums = [
        f"{leaf.title}{leaf.full_marks:f}分（{_dimensions(leaf)}）"
        for leaf in standard.leaves()
        if leaf.method == "indicators" and leaf.full_marks is not None
    ]
    if not sums:
        return SHEET
    return replace(SHEET, note=f"{SHEET.note}本版评分标准要求的分值合计：{'；'.join(sums)}。")


def _dimensions(leaf: Criterion) -> str:
    named = leaf.parameters.get("dimensions")
    wanted = named if isinstance(named, tuple) else ()
    return "、".join(title for dimension, title in DIMENSION_TITLES.items() if dimension.value in wanted)


def fill(filing: Filing) -> Contents:
    """The goals and the indicators, a row each."""
    goals: Rows = [
        {"goal": Shown(value=goal.goal), "completion": Shown(value=goal.completion)} for goal in filing.goals
    ]
    return {GOALS: goals, GRID: [_row(indicator) for indicator in filing.indicators]}


def _row(indicator: Indicator) -> Row:
    achievement = indicator.achievement
    return {
        "code": Shown(value=indicator.code),
        "dimension": Shown(value=DIMENSION_TITLES[indicator.dimension]),
        "category": Shown(value=CATEGORY_TITLES[indicator.category]),
        "title": Shown(value=indicator.title),
        "direction": Shown(value=DIRECTION_SIGNS[indicator.direction]),
        "target": _figure(indicator.target_value, indicator.target_text, indicator.unit_of_measure),
        "unit": Shown(value=indicator.unit_of_measure),
        "actual": _figure(indicator.actual_value, indicator.actual_text, indicator.unit_of_measure),
        "achievement": Shown(value=ACHIEVEMENT_TITLES[achievement] if achievement else None),
        "weight": Shown(value=indicator.weight),
        "claimed_points": Shown(value=indicator.claimed_points),
        "deviation_explanation": Shown(value=indicator.deviation_explanation),
        "evidence": Shown(value="\n".join(each.title for each in indicator.evidence) or None),
        "project": Shown(value=indicator.project),
        "illustrative": Shown(value=EXAMPLE if indicator.illustrative else None),
    }


def _figure(stated: Stated | None, words: str | None, unit: str | None) -> Shown:
    return Shown(value=words) if stated is None else spelling.figure(stated, unit)


def take_goals(sheet: ReturnedSheet) -> tuple[PerformanceGoal, ...]:
    """The goals with their completion."""
    goals = []
    for record in sheet.records(GOALS):
        goal = sheet.taking.required_text(record, "goal", "预期目标")
        completion = sheet.taking.text(record, "completion")
        if goal is not None:
            goals.append(PerformanceGoal(goal=goal, completion=completion, place=record.at("goal")))
    return tuple(goals)


def take(sheet: ReturnedSheet) -> tuple[Indicator, ...]:
    """The indicators; what is missing or contradicts itself in a row is a problem there."""
    indicators = []
    seen: dict[str, Record] = {}
    for record in sheet.records(GRID):
        indicator = _take_one(sheet, record)
        code = sheet.taking.text(record, "code")
        if code is not None and label(code) in seen:
            earlier = seen[label(code)].row
            sheet.taking.say(
                record.at("code"),
                f"编号“{code}”重复，第 {earlier} 行已经用过",
                "编号不能重复",
                "请改用别的编号",
            )
        elif code is not None:
            seen[label(code)] = record
        if indicator is not None:
            indicators.append(indicator)
    return tuple(indicators)


def _take_one(sheet: ReturnedSheet, record: Record) -> Indicator | None:
    taking = sheet.taking
    code = taking.required_text(record, "code", "编号")
    title = taking.required_text(record, "title", "三级指标")
    dimension = _chosen(sheet, record, "dimension", "一级指标", _DIMENSION_WORDS)
    category = _category(sheet, record, dimension)
    direction = _chosen(sheet, record, "direction", "指标性质", _DIRECTION_WORDS)
    weight = taking.points(record, "weight", "分值")
    claimed = taking.points(record, "claimed_points", "自评得分")
    explanation = taking.text(record, "deviation_explanation")
    evidence = taking.lines(record, "evidence")
    project = taking.text(record, "project")
    illustrative = taking.yes_no(record, "illustrative", EXAMPLE, also=EXAMPLE)
    unit = taking.text(record, "unit")
    achievement = taking.choice(record, "achievement", "完成程度", _ACHIEVEMENT_WORDS)
    qualitative = direction is Direction.QUALITATIVE
    if qualitative and achievement is None and record.entry("achievement") is None:
        taking.say(
            record.at("achievement"), "定性指标没有选择完成程度", "应选择三档之一", "请从下拉列表中选择"
        )
    sign = DIRECTION_SIGNS[direction] if direction and not qualitative else ""
    values = [
        taking.figure(record, name, words, unit or "", sign=sign if name == "target" else "")
        if direction and not qualitative
        else None
        for name, words in (("target", "目标值"), ("actual", "实际完成值"))
    ]
    if code is None or title is None or dimension is None or category is None or direction is None:
        return None
    return Indicator(
        code=code,
        title=title,
        dimension=dimension,
        category=category,
        direction=direction,
        target_value=values[0],
        target_text=taking.text(record, "target") if qualitative else None,
        actual_value=values[1],
        actual_text=taking.text(record, "actual") if qualitative else None,
        achievement=achievement,
        unit_of_measure=unit,
        weight=weight,
        claimed_points=claimed,
        deviation_explanation=explanation,
        evidence=tuple(Evidence(title=line, place=place) for line, place in evidence),
        project=project,
        illustrative=bool(illustrative),
        place=record.at("title"),
    )


def _chosen(sheet: ReturnedSheet, record: Record, name: str, title: str, options: dict[str, _T]) -> _T | None:
    if record.entry(name) is None:
        sheet.taking.say(
            record.at(name),
            f"“{title}”没有填写",
            "每个指标都要填写",
            "请从下拉列表中选择；这一行不用时请整行清空",
        )
        return None
    return sheet.taking.choice(record, name, title, options)


def _category(sheet: ReturnedSheet, record: Record, dimension: Dimension | None) -> Category | None:
    category = _chosen(sheet, record, "category", "二级指标", _CATEGORY_WORDS)
    if category is None or dimension is None or category in CATEGORIES_OF[dimension]:
        return category
    listed = "、".join(CATEGORY_TITLES[each] for each in CATEGORIES_OF[dimension])
    sheet.taking.say(
        record.at("category"),
        f"二级指标“{CATEGORY_TITLES[category]}”不属于一级指标“{DIMENSION_TITLES[dimension]}”",
        f"{DIMENSION_TITLES[dimension]}下应为：{listed}",
        "请改正一级指标或二级指标",
    )
    return None
