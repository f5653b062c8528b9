"""
The heads of authorities' scoring tables: which column is what, under all the names it goes by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from hengji.standards.importer.grid import Grid


class Role(StrEnum):
    """What a column holds."""

    LEVEL = "level"
    MARKS = "marks"
    SCORING = "scoring"
    EXPLANATION = "explanation"
    EVIDENCE = "evidence"
    IGNORED = "ignored"
    """得分, 扣分原因, 序号: filled in later, or of no use here."""


_LEVELS = re.compile(r"([一二三四1234])级(?:评价)?(?:指标)?(?:名称|内容)?")
_LEVEL_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_GROUP = {
    *("评价指标", "指标", "指标名称", "评价内容", "考核指标", "考核内容", "评分项目", "指标体系", "评价项目"),
    *("名称", "内容", "指标内容", "绩效指标"),
}
_NAMES: dict[Role, frozenset[str]] = {
    Role.MARKS: frozenset(
        [
            "分值",
            "权重",
            "标准分",
            "标准分值",
            "满分",
            "满分值",
            "指标分值",
            "分数",
            "指标权重",
            "权重值",
            "权重分",
            "分值权重",
            "权重分值",
            "赋分",
            "赋值",
        ]
    ),
    Role.SCORING: frozenset(
        [
            "评分标准",
            "评分细则",
            "评分说明",
            "评分办法",
            "评分方法",
            "评分规则",
            "计分标准",
            "计分办法",
            "计分方法",
            "评价标准",
            "打分标准",
            "评分依据及标准",
            "指标说明及评分标准",
            "指标解释及评分标准",
            "评价要点",
            "评分要点",
            "评分标准及说明",
            "评价标准及说明",
            "评分标准说明",
            "扣分标准",
        ]
    ),
    Role.EXPLANATION: frozenset(
        ["指标解释", "指标说明", "指标内涵", "指标释义", "解释", "说明", "计算公式", "指标公式", "评价说明"]
    ),
    Role.EVIDENCE: frozenset(
        [
            "佐证材料",
            "证明材料",
            "佐证资料",
            "评分依据",
            "数据来源",
            "评价依据",
            "材料清单",
            "需提供的材料",
            "取证资料",
            "支撑材料",
        ]
    ),
    Role.IGNORED: frozenset(
        [
            "得分",
            "自评得分",
            "自评分",
            "自评分数",
            "单位自评分",
            "评价得分",
            "复核得分",
            "核查得分",
            "审核得分",
            "实得分",
            "扣分",
            "备注",
            "扣分原因",
            "扣分说明",
            "扣分依据",
            "扣分原因和其他说明",
            "扣分原因及说明",
            "扣分情况",
            "序号",
            "编号",
            "完成情况",
            "实际完成情况",
            "得分情况",
            "得分说明",
            "是否核心指标",
        ]
    ),
}
_LIKE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.IGNORED, re.compile(r"得分|自评分|扣分原因|备注|序号")),
    (Role.SCORING, re.compile(r"(?:评分|计分|打分|评价|赋分|扣分)(?:标准|细则|办法|方法|规则|说明|要点)")),
    (Role.EVIDENCE, re.compile(r"佐证|证明材料|证明资料|数据来源|支撑材料")),
    (Role.MARKS, re.compile(r"分值|权重|标准分|满分")),
    (Role.EXPLANATION, re.compile(r"(?:指标|内容)?(?:解释|说明|内涵|释义)")),
)
_LONGEST_HEADING = 14
"""Characters; a longer cell is a sentence, not the name of a column."""

_PARENTHESES = re.compile(r"[（(][^（()）]*[)）]")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's role; `level` counts from one for levels and for the marks that belong to one."""

    role: Role
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a table: its rows and what each column is."""

    last_row: int
    columns: dict[int, Column]
    unknown: tuple[str, ...] = ()
    """Columns with a name that we do not know."""

    def of(self, role: Role) -> list[int]:
        """The columns of that role, from left to right."""
        return sorted(column for column, found in self.columns.items() if found.role is role)

    @property
    def levels(self) -> dict[int, int]:
        """The column of each level."""
        return {
            found.level: column
            for column, found in sorted(self.columns.items())
            if found.role is Role.LEVEL and found.level is not None
        }


def plain(text: str) -> str:
    r"""
    A heading without blanks and remarks in parentheses.

    >>> plain("权重（%）"), plain("一 级\n指标")
    ('权重', '一级指标')
    """
    return _BLANKS.sub("", _PARENTHESES.sub("", text)).strip("：:*")


def column_of(text: str) -> Column | None:
    """
    What a heading names.

    >>> column_of("三级指标名称").level, column_of("评分细则").role.value, column_of("组织建立情况")
    (3, 'scoring', None)
    """
    name = plain(text)
    level = _LEVELS.fullmatch(name)
    if level is not None:
        return Column(role=Role.LEVEL, level=_LEVEL_NUMBERS[level.group(1)])
    for role, names in _NAMES.items():
        if name in names:
            return Column(role=role)
    if len(name) <= _LONGEST_HEADING and name not in _GROUP:
        for role, pattern in _LIKE:
            if pattern.search(name):
                return Column(role=role)
    return None


def find_head(grid: Grid) -> Head | None:
    """
    The head of a scoring table, or `None`.

    It is the first row that names a level (or a group of levels) and something else, with the rows
    below it that only divide it further.
    """
    for row in range(1, grid.rows + 1):
        last = _last_row(grid, row)
        columns = _columns(grid, row, last)
        roles = {column.role for column in columns.values()}
        if Role.LEVEL in roles and roles & {Role.MARKS, Role.SCORING}:
            names = {
                plain(grid.text(last, column))
                for column in range(1, grid.columns + 1)
                if column not in columns and grid.text(last, column)
            }
            return Head(last_row=last, columns=columns, unknown=tuple(sorted(names)))
    return None


def is_repeated(grid: Grid, row: int, head: Head) -> bool:
    """Is this row the head again, as it stands after a page break?"""
    named = [column_of(grid.text(row, column)) for column in head.columns]
    return sum(one is not None for one in named) * 2 > len(named)


def _is_group(text: str) -> bool:
    return plain(text) in _GROUP


def _last_row(grid: Grid, row: int) -> int:
    last = row
    while last < grid.rows and _divides(grid, last + 1):
        last += 1
    return last


def _divides(grid: Grid, row: int) -> bool:
    own = [grid.text(row, column) for column in range(1, grid.columns + 1) if grid.starts(row, column)]
    words = [text for text in own if text]
    return bool(words) and all(column_of(text) is not None or _is_group(text) for text in words)


def _columns(grid: Grid, first: int, last: int) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    grouped = []
    for column in range(1, grid.columns + 1):
        named = [column_of(grid.text(row, column)) for row in range(first, last + 1)]
        found = next((one for one in reversed(named) if one is not None), None)
        if found is not None:
            columns[column] = found
        elif any(_is_group(grid.text(row, column)) for row in range(first, last + 1)):
            grouped.append(column)
    given = {found.level for found in columns.values() if found.role is Role.LEVEL}
    if not given:
        columns.update(
            {column: Column(role=Role.LEVEL, level=at) for at, column in enumerate(grouped, start=1)}
        )
    return _with_levels_of_marks(columns)


def _with_levels_of_marks(columns: dict[int, Column]) -> dict[int, Column]:
    """Where several columns hold marks, each belongs to the level at its left."""
    marks = [column for column, found in columns.items() if found.role is Role.MARKS]
    if len(marks) < 2:  # noqa: PLR2004 - with one column the merged cells say whose marks they are
        return columns
    divided = dict(columns)
    for column in marks:
        left = [
            found.level
            for other, found in sorted(columns.items())
            if other < column and found.role is Role.LEVEL
        ]
        divided[column] = Column(role=Role.MARKS, level=left[-1] if left else None)
    return divided
