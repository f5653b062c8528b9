"""自评说明: what the unit says in its own words, and what it claims."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hengji.domain.filing import (
    NARRATIVE_TITLES,
    CorrectiveAction,
    Filing,
    Narrative,
    NarrativeSection,
    OtherEvaluation,
    StatedProblem,
)
from hengji.domain.source import Place
from hengji.domain.standard import Standard
from hengji.domain.stated import Stated
from hengji.workbook import spelling
from hengji.workbook.form import (
    ANSWER,
    Contents,
    Field,
    FormSheet,
    Grid,
    Kind,
    Rows,
    Shown,
    form_columns,
    form_contents,
    form_rows,
)
from hengji.workbook.locate import Record, label
from hengji.workbook.returned import ReturnedSheet

NARRATIVES, _CONCLUSION, _DECLARED = "narratives", "conclusion", "declared"
_PROBLEMS, _ACTIONS, _OTHERS, _ILLUSTRATIONS = (
    "problems",
    "corrective_actions",
    "other_evaluations",
    "illustrations",
)
_HAVE, _NONE = "有", "无"
_YES, _NO = "是", "否"

_DECLARATIONS: Final = {
    _PROBLEMS: "存在问题",
    _ACTIONS: "上年度整改事项",
    _OTHERS: "其他自评情况",
}


def sheet(standard: Standard) -> FormSheet:
    """The sheet; the grades are those of the edition."""
    grades = tuple(band.title for band in standard.grades)
    return FormSheet(
        title="自评说明",
        heading="自评说明",
        note="只写本单位的事实和判断，报告中的金额、比率和得分由系统写入，不必重复。没有问题、整改或其他自评的，请明确选择“无”。",
        widths=(28, 46, 40, 22, 20),
        tab_color="#7F7F7F",
        grids=(
            Grid(
                id=_CONCLUSION,
                title="一、自评结论",
                columns=form_columns(answer_span=2, remark_span=2),
                rows=form_rows(
                    Field(
                        id="claimed_score",
                        title="自评得分",
                        kind=Kind.FIGURE,
                        hint="本单位自评的总分；系统计算的得分另行列示",
                    ),
                    Field(
                        id="claimed_grade",
                        title="自评等级",
                        kind=Kind.CHOICE,
                        options=grades,
                        hint="与自评得分对应的等级",
                    ),
                ),
            ),
            Grid(
                id=NARRATIVES,
                title="二、各部分自评文字",
                columns=form_columns(answer_span=2, remark_span=2),
                rows=form_rows(
                    *(
                        Field(id=section.value, title=title, kind=Kind.LONG, hint=_HINTS.get(section, ""))
                        for section, title in NARRATIVE_TITLES.items()
                    )
                ),
            ),
            Grid(
                id=_DECLARED,
                title="三、有无声明",
                columns=form_columns(answer_span=2, remark_span=2),
                rows=form_rows(
                    *(
                        Field(
                            id=key,
                            title=title,
                            kind=Kind.CHOICE,
                            options=(_HAVE, _NONE),
                            hint=f"选“{_HAVE}”的请填写下面的“{title}”表；没有的请选“{_NONE}”",
                        )
                        for key, title in _DECLARATIONS.items()
                    )
                ),
            ),
            Grid(
                id=_PROBLEMS,
                title="四、存在问题和改进措施",
                columns=(
                    Field(
                        id="problem",
                        title="问题",
                        kind=Kind.LONG,
                        required=True,
                        hint="具体问题，与扣分事项对应",
                    ),
                    Field(id="measure", title="改进措施", kind=Kind.LONG, hint="可以检查的措施"),
                    Field(id="responsible", title="责任部门（人）", span=2, hint="由谁负责"),
                    Field(id="due", title="完成时限", hint="如 2025-12-31 或“2025年底前”"),
                ),
                blank_rows=6,
            ),
            Grid(
                id=_ACTIONS,
                title="五、上年度自评或重点评价整改情况",
                columns=(
                    Field(id="finding", title="上年度发现的问题", kind=Kind.LONG, required=True),
                    Field(id="action", title="整改措施", kind=Kind.LONG),
                    Field(id="result", title="整改结果", kind=Kind.LONG, span=2),
                    Field(id="completed", title="是否完成", kind=Kind.CHOICE, options=(_YES, _NO)),
                ),
                blank_rows=5,
            ),
            Grid(
                id=_OTHERS,
                title="六、其他自评情况",
                columns=(
                    Field(id="title", title="评价名称", required=True, hint="如专项资金自评、第三方评价"),
                    Field(id="outcome", title="评价结论", kind=Kind.LONG, span=3),
                    Field(id="score", title="得分", kind=Kind.POINTS),
                ),
                blank_rows=4,
            ),
            Grid(
                id=_ILLUSTRATIONS,
                title="七、示例说明",
                columns=(
                    Field(id="illustration", title="举例而非正式下达或公布的内容", required=True, span=5),
                ),
                blank_rows=3,
                optional=True,
            ),
        ),
    )


_HINTS: Final = {
    NarrativeSection.OVERALL_WORK: "一段话概括全年工作，重点工作在“重点工作”表填写",
    NarrativeSection.GOAL_OVERVIEW: "总体绩效目标如何设定、完成得怎样",
    NarrativeSection.MANDATE_EFFECTIVENESS: "产出和效益说明了什么，还有哪些不足",
    NarrativeSection.BUDGET_PREPARATION: "预算怎样编制、是否细化、新增项目如何论证",
    NarrativeSection.GOAL_SETTING: "目标是否与职能相符、指标是否可衡量",
    NarrativeSection.COST_CONTROL: "“三公”经费和公用经费怎样控制",
    NarrativeSection.BUDGET_EXECUTION: "资金支付是否及时、均衡",
    NarrativeSection.PERFORMANCE_MANAGEMENT: "监控、自评、结果应用如何开展",
    NarrativeSection.DISCLOSURE: "在哪里、何时公开了预算和决算",
}


def fill(filing: Filing) -> Contents:
    """The words, the lists, and an explicit 无 where the filing says so."""
    score = filing.claimed_score
    declared = {
        _PROBLEMS: filing.no_problems_stated,
        _ACTIONS: filing.no_corrective_actions_stated,
        _OTHERS: filing.no_other_evaluations_stated,
    }
    problems: Rows = [
        {
            "problem": Shown(value=each.problem),
            "measure": Shown(value=each.measure),
            "responsible": Shown(value=each.responsible),
            "due": Shown(value=each.due),
        }
        for each in filing.problems
    ]
    actions: Rows = [
        {
            "finding": Shown(value=each.finding),
            "action": Shown(value=each.action),
            "result": Shown(value=each.result),
            "completed": Shown(value=None if each.completed is None else _YES if each.completed else _NO),
        }
        for each in filing.corrective_actions
    ]
    others: Rows = [
        {
            "title": Shown(value=each.title),
            "outcome": Shown(value=each.outcome),
            "score": Shown(value=each.score),
        }
        for each in filing.other_evaluations
    ]
    return {
        _CONCLUSION: form_contents(
            {
                "claimed_score": Shown(value=None) if score is None else spelling.figure(score, score.unit),
                "claimed_grade": Shown(value=filing.claimed_grade),
            }
        ),
        NARRATIVES: form_contents(
            {section.value: Shown(value=each.text) for section, each in filing.narratives.items()}
        ),
        _DECLARED: form_contents(
            {
                key: Shown(value=None if none is None else _NONE if none else _HAVE)
                for key, none in declared.items()
            }
        ),
        _PROBLEMS: problems,
        _ACTIONS: actions,
        _OTHERS: others,
        _ILLUSTRATIONS: [{"illustration": Shown(value=each)} for each in filing.illustrations],
    }


def take_narratives(returned: ReturnedSheet) -> Mapping[NarrativeSection, Narrative]:
    """The words, section by section."""
    form = returned.form(NARRATIVES)
    return MappingProxyType(
        {
            section: Narrative(text=text, place=form.at(section.value))
            for section in NarrativeSection
            if (text := form.text(section.value)) is not None
        }
    )


def take_score(returned: ReturnedSheet) -> Stated | None:
    """The score that the unit claims."""
    record = returned.form(_CONCLUSION).records.get("claimed_score")
    return None if record is None else returned.taking.figure(record, ANSWER, "自评得分", "分")


def take_grade(returned: ReturnedSheet, standard: Standard) -> str | None:
    """The grade that the unit claims, by its title."""
    titles = [band.title for band in standard.grades]
    return returned.form(_CONCLUSION).choice("claimed_grade", {title: title for title in titles})


def take_illustrations(returned: ReturnedSheet) -> tuple[str, ...]:
    """What is an example only."""
    words = (returned.taking.text(record, "illustration") for record in returned.records(_ILLUSTRATIONS))
    return tuple(each for each in words if each is not None)


def take_problems(returned: ReturnedSheet) -> tuple[tuple[StatedProblem, ...], bool | None]:
    """The problems with their measures, and whether the unit says that there are none."""
    records, none = _declared_rows(returned, _PROBLEMS, "problem")
    problems = []
    for record in records:
        problem = returned.taking.required_text(record, "problem", "问题")
        measure = returned.taking.text(record, "measure")
        responsible = returned.taking.text(record, "responsible")
        due = returned.taking.text(record, "due")
        if problem is not None:
            place = record.at("problem")
            problems.append(
                StatedProblem(problem=problem, measure=measure, responsible=responsible, due=due, place=place)
            )
    return tuple(problems), none


def place_of_none(returned: ReturnedSheet) -> Place | None:
    """Where the unit says that there are no problems: its choice, or the row that says 无."""
    chosen = returned.form(_DECLARED).at(_PROBLEMS)
    rows = returned.records(_PROBLEMS)
    answered = returned.form(_DECLARED).records.get(_PROBLEMS)
    return chosen if answered is not None or not rows else rows[0].at("problem")


def take_corrective_actions(returned: ReturnedSheet) -> tuple[tuple[CorrectiveAction, ...], bool | None]:
    """Last year's findings and what became of them, and whether there were none."""
    records, none = _declared_rows(returned, _ACTIONS, "finding")
    actions = []
    for record in records:
        finding = returned.taking.required_text(record, "finding", "上年度发现的问题")
        action = returned.taking.text(record, "action")
        result = returned.taking.text(record, "result")
        completed = returned.taking.yes_no(record, "completed", "是否完成")
        if finding is not None:
            place = record.at("finding")
            actions.append(
                CorrectiveAction(
                    finding=finding, action=action, result=result, completed=completed, place=place
                )
            )
    return tuple(actions), none


def take_other_evaluations(returned: ReturnedSheet) -> tuple[tuple[OtherEvaluation, ...], bool | None]:
    """The year's other evaluations, and whether there were none."""
    records, none = _declared_rows(returned, _OTHERS, "title")
    others = []
    for record in records:
        title = returned.taking.required_text(record, "title", "评价名称")
        outcome = returned.taking.text(record, "outcome")
        score = returned.taking.points(record, "score", "得分")
        if title is not None:
            others.append(
                OtherEvaluation(title=title, outcome=outcome, score=score, place=record.at("title"))
            )
    return tuple(others), none


def _declared_rows(returned: ReturnedSheet, grid: str, first: str) -> tuple[list[Record], bool | None]:
    """
    The rows, and the unit's word that there are none; both together are a problem.

    A row that says nothing but 无 is that word, too.
    """
    answer = returned.form(_DECLARED).choice(grid, {_HAVE: False, _NONE: True})
    rows = []
    for record in returned.records(grid):
        entry = record.entry(first)
        if entry is not None and len(record.entries) == 1 and label(entry.quote).rstrip("。") == _NONE:
            answer = True if answer is None else answer
        else:
            rows.append(record)
    if rows and answer:
        title = _DECLARATIONS[grid]
        returned.taking.say(
            rows[0].place,
            f"“{title}”选了“{_NONE}”，下面的表里却填了内容",
            "两处应一致",
            f"请改选“{_HAVE}”，或清空表中内容",
        )
    return rows, answer
