"""
Reading a filled workbook back: a filing, or all of its problems at once.
"""

from __future__ import annotations

from collections.abc import Callable

from hengji.domain.extract import Extract
from hengji.domain.filing import Filing
from hengji.domain.organisation import Organisation
from hengji.domain.problem import InvalidWorkbook, Problem, UnknownStandard, UnrecognisedLayout
from hengji.domain.source import Place
from hengji.domain.standard import Standard
from hengji.workbook import building
from hengji.workbook.form import FormSheet
from hengji.workbook.locate import SheetView, label
from hengji.workbook.parts import (
    assessments,
    cover,
    indicators,
    ledger,
    management,
    narratives,
    organisation,
    projects,
    tasks,
)
from hengji.workbook.returned import ReturnedSheet
from hengji.workbook.taking import Taking

LoadStandard = Callable[[str], Standard]


def read(extract: Extract, load_standard: LoadStandard) -> Filing:
    """
    The filing that a workbook holds; every value keeps its place, its words and how finely it was printed.

    `load_standard` gives the edition of an id and raises `UnknownStandard` for none.  Raises
    `UnrecognisedLayout` for a file that is no filing workbook, and `InvalidWorkbook` with all problems,
    in the order of the sheets; nothing is taken over then.
    """
    problems: list[Problem] = []
    titles = {label(table.title) for table in extract.tables}
    if label(cover.TITLE) not in titles and label(organisation.SHEET.title) not in titles:
        raise UnrecognisedLayout("这不是绩效自评填报表", [_not_the_form(extract)])
    identity = cover.identity(extract, problems)
    standard = None if identity is None else _standard(identity.standard_id, load_standard, problems)
    if identity is None or standard is None:
        raise InvalidWorkbook("填报表的封面不能使用", problems)
    filing = take(extract, identity.fiscal_year, standard, problems)
    if problems or filing is None:
        problems.sort(key=_reading_order(extract))
        raise InvalidWorkbook(f"填报表有 {len(problems)} 处需要更正", problems)
    return filing


def _standard(standard_id: str, load: LoadStandard, problems: list[Problem]) -> Standard | None:
    try:
        return load(standard_id)
    except UnknownStandard:
        problems.append(
            Problem(
                place=Place(sheet=cover.TITLE),
                found=f"评分标准“{standard_id}”不在本系统中",
                expected="应为本系统已有的评分标准",
                remedy="请运行 hengji standards list 查看可用的标准；财政部门另发了标准文件（YAML）的，"
                f"请命名为 {standard_id}.yaml 放进一个文件夹，并用环境变量 HENGJI_STANDARDS 指明该文件夹",
            )
        )
        return None


def take(extract: Extract, fiscal_year: int, standard: Standard, problems: list[Problem]) -> Filing | None:
    """As much of a filing as the sheets give; `None` without a unit's name.  Adds to `problems`."""
    taking = Taking(problems)
    sheets = {sheet.title: _returned(extract, sheet, taking, problems) for sheet in building.forms(standard)}
    who = sheets[organisation.SHEET.title]
    words = sheets["自评说明"]
    notice = who.form("notice")
    stated_problems, no_problems = narratives.take_problems(words)
    actions, no_actions = narratives.take_corrective_actions(words)
    others, no_others = narratives.take_other_evaluations(words)
    unit = organisation.take(who)
    taken = Filing(
        fiscal_year=fiscal_year,
        organisation=unit or Organisation(name=""),
        standard_id=standard.id,
        notice_title=notice.text("notice_title"),
        notice_number=notice.text("notice_number"),
        filed_on=notice.date("filed_on"),
        ledger=ledger.take(sheets[ledger.SHEET.title]),
        management=management.take(sheets["管理数据"]),
        goals=indicators.take_goals(sheets[indicators.SHEET.title]),
        indicators=indicators.take(sheets[indicators.SHEET.title]),
        key_tasks=tasks.take(sheets[tasks.SHEET.title]),
        projects=projects.take(sheets[projects.SHEET.title]),
        narratives=narratives.take_narratives(words),
        assessments=assessments.take(sheets["评分事项"], standard),
        problems=stated_problems,
        no_problems_stated=no_problems,
        no_problems_place=narratives.place_of_none(words) if no_problems else None,
        corrective_actions=actions,
        no_corrective_actions_stated=no_actions,
        other_evaluations=others,
        no_other_evaluations_stated=no_others,
        claimed_score=narratives.take_score(words),
        claimed_grade=narratives.take_grade(words, standard),
        illustrations=narratives.take_illustrations(words),
        place=Place(file=extract.file),
    )
    return None if unit is None else taken


def _returned(extract: Extract, sheet: FormSheet, taking: Taking, problems: list[Problem]) -> ReturnedSheet:
    tables = [table for table in extract.tables if label(table.title) == label(sheet.title)]
    if not tables:
        problems.append(_missing_sheet(extract, sheet))
        return ReturnedSheet(form_sheet=sheet, view=None, taking=taking)
    view = SheetView.of(extract, tables[0], sheet, problems)
    return ReturnedSheet(form_sheet=sheet, view=view, taking=taking)


def _missing_sheet(extract: Extract, sheet: FormSheet) -> Problem:
    renamed = [table.title for table in extract.tables if label(sheet.title) in label(table.title)]
    remedy = "请从空白填报表复制这张工作表；没有内容的表可以留空，但不要删除或改名"
    if len(renamed) == 1:
        remedy = f"如果“{renamed[0]}”就是这张表，请把表名改回“{sheet.title}”；否则{remedy}"
    return Problem(
        place=Place(sheet=sheet.title),
        found=f"缺少工作表“{sheet.title}”",
        expected="填报表的各张工作表都应保留",
        remedy=remedy,
    )


def _not_the_form(extract: Extract) -> Problem:
    sheets = [table.title for table in extract.tables[:8] if table.title.strip()]
    return Problem(
        place=Place(file=extract.file),
        found=f"文件里的工作表是：{'、'.join(sheets)}"
        if sheets
        else "这个文件里没有工作表，不是 Excel 工作簿",
        expected="应为 hengji workbook new 生成的填报表，含“封面”“基本信息”等工作表",
        remedy="请核对文件；审核已有的报告请用 hengji audit",
    )


def _reading_order(extract: Extract) -> Callable[[Problem], tuple[int, int, int]]:
    order = {table.title: index for index, table in enumerate(extract.tables)}

    def key(problem: Problem) -> tuple[int, int, int]:
        place = problem.place
        if place is None or place.sheet is None:
            return (-1, 0, 0)
        row, column = _row_and_column(place.cell or "")
        return (order.get(place.sheet, len(order)), row, column)

    return key


def _row_and_column(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return (int(cell[len(letters) :] or 0), column)
