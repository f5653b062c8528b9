"""
Rows of a scoring table into a tree of titles and marks, with everything that does not add up.

A merged cell is one node for all the rows it covers; where a table leaves cells blank instead of
merging them, the blank takes the node above.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from hengji.domain.source import Place
from hengji.standards.importer import numbering
from hengji.standards.importer.grid import Grid
from hengji.standards.importer.headings import Head, Role, is_repeated, plain
from hengji.standards.nodes import Complaints

_TOTAL = re.compile(r"(?:合计|总计|总分|小计|共计|得分合计|总得分)(?:得分|分值|分)?")
_NOTE_WORDS = "|".join(
    (
        *("注", "备注", "说明", "填表说明", "填报说明", "附注", "制表", "填表人", "填报人", "填报单位"),
        *("填报日期", "评价组", "审核人", "联系人", "单位负责人", "负责人"),
    )
)
_NOTE = re.compile(rf"(?:{_NOTE_WORDS})(?:[\d一二三]*[：:、.].*)?", re.DOTALL)
_MARKS = re.compile(r"[（(\[【]?\s*(\d+(?:\.\d+)?)\s*(分|%|％)?\s*[)）\]】]?")
# a percentage or a year in a title is no mark: 预算执行率（95%）, 工作要点（2024）
_TITLE_MARKS = re.compile(
    r"[（(\[【]\s*(?:分值|权重|满分|共)?[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*分?\s*[)）\]】]\s*$"
    r"|\s*(?<!\d)(\d{1,3}(?:\.\d+)?)\s*分\s*$"
)


@dataclass(slots=True, kw_only=True)
class Branch:
    """A criterion being read; grows row by row."""

    title: str
    level: int
    place: Place
    rows: list[int] = field(default_factory=list)
    children: list[Branch] = field(default_factory=list)
    marks: Decimal | None = None
    marks_place: Place | None = None
    words: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    unknown_parts: bool = False
    """Only the whole has marks in the table; its parts became words."""

    def walk(self) -> Iterator[Branch]:
        """The branch and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def leaves(self) -> Iterator[Branch]:
        """What is scored."""
        return (branch for branch in self.walk() if not branch.children)


@dataclass(slots=True, kw_only=True)
class Reading:
    """What a sheet says: its branches, the total it prints, and notes for whoever imports it."""

    branches: list[Branch]
    total: Decimal | None = None
    total_place: Place | None = None
    notes: list[str] = field(default_factory=list)


def read(grid: Grid, head: Head, complaints: Complaints) -> Reading:
    """The table below its head; what cannot be read is complained of with sheet!cell."""
    reader = _Reader(grid, head, complaints)
    for row in range(head.last_row + 1, grid.rows + 1):
        if not reader.row(row):
            break
    if len(head.levels) == 1:
        reader.reading.branches = numbering.nested(reader.reading.branches)
    reader.finish()
    return reader.reading


class _Reader:
    def __init__(self, grid: Grid, head: Head, complaints: Complaints) -> None:
        self.grid = grid
        self.head = head
        self.complaints = complaints
        self.levels = head.levels
        self.reading = Reading(branches=[])
        self.path: dict[int, Branch] = {}
        self.owners: dict[int, tuple[int, int]] = {}
        self.shared: dict[tuple[int, int], tuple[Decimal, Place]] = {}

    def row(self, row: int) -> bool:
        """Read a row; false where the table ends."""
        words = self._words(row)
        if not words:
            return True
        if _NOTE.fullmatch(plain(words[0])):
            return False
        if is_repeated(self.grid, row, self.head):
            return True
        if self._is_total(row, words):
            return True
        leaf = self._leaf(row)
        if leaf is None:
            self._without_title(row)
            return True
        leaf.rows.append(row)
        self._marks(row, leaf)
        self._texts(row, leaf)
        return True

    def _words(self, row: int) -> list[str]:
        cells = {id(self.grid.cell(row, column)): self.grid.text(row, column) for column in self._columns()}
        return [text for text in cells.values() if text]

    def _columns(self) -> range:
        return range(1, self.grid.columns + 1)

    def _is_total(self, row: int, words: list[str]) -> bool:
        """Is this a row of sums?  The grand total is kept; parents' own marks check the subtotals."""
        own = [
            self.grid.text(row, column) for column in self.levels.values() if self.grid.starts(row, column)
        ]
        sums = [text for text in (*own, words[0]) if _TOTAL.fullmatch(plain(text))]
        if not sums:
            return False
        grand = _TOTAL.fullmatch(plain(words[0])) and not plain(words[0]).startswith("小计")
        for column in self.head.of(Role.MARKS):
            found = _marks_in(self.grid.text(row, column))
            if grand and found is not None:
                self.reading.total = Decimal(found.group(1))
                self.reading.total_place = self.grid.place(row, column)
                break
        return True

    def _leaf(self, row: int) -> Branch | None:
        """The lowest branch of this row, continuing those above where cells are merged or blank."""
        lowest: Branch | None = None
        for level, column in sorted(self.levels.items()):
            text = self.grid.text(row, column)
            cell = self.grid.cell(row, column)
            if cell is not None and text and cell.column != column and cell.column in self.levels.values():
                continue  # one title across two levels: the upper one has it already
            if not text:
                if level in self.path and self._deeper(row, level):
                    lowest = self.path[level]
                continue
            owner = (cell.row, cell.column) if cell is not None else (row, column)
            if self._continues(level, owner, text, row):
                lowest = self.path[level]
                continue
            lowest = self._open(level, owner, text, row, column)
        return lowest

    def _deeper(self, row: int, level: int) -> bool:
        """Does the row say something below this level, so that a blank means: as above?"""
        below = [column for other, column in self.levels.items() if other > level]
        own = [self.grid.text(row, column) for column in below]
        others = [
            self.grid.text(row, column)
            for role in (Role.MARKS, Role.SCORING)
            for column in self.head.of(role)
            if self.grid.starts(row, column)
        ]
        return any(own) or (not below and any(others) and not any(self._marked(row)))

    def _marked(self, row: int) -> Iterator[str]:
        for column in self.head.of(Role.MARKS):
            if self.grid.starts(row, column):
                yield self.grid.text(row, column)

    def _continues(self, level: int, owner: tuple[int, int], text: str, row: int) -> bool:
        current = self.path.get(level)
        if current is None:
            return False
        if self.owners.get(level) == owner:
            return True
        # the same title written again on the next row, above the last level
        title, _ = _split(text)
        return level < max(self.levels) and current.title == title and row - 1 in _all_rows(current)

    def _open(self, level: int, owner: tuple[int, int], text: str, row: int, column: int) -> Branch:
        title, marks = _split(text)
        place = self.grid.place(row, column)
        branch = Branch(title=title, level=level, place=place)
        if marks is not None:
            branch.marks, branch.marks_place = marks, place
        if not title:
            self.complaints.add(place, "指标名称为空", "每个指标应有名称", "请在表中补上名称。")
        for other in [other for other in self.path if other >= level]:
            del self.path[other]
            self.owners.pop(other, None)
        above = max((other for other in self.path if other < level), default=None)
        (self.reading.branches if above is None else self.path[above].children).append(branch)
        self.path[level] = branch
        self.owners[level] = owner
        return branch

    def _without_title(self, row: int) -> None:
        marked = [text for text in self._marked(row) if text]
        if marked:
            column = self.levels[max(self.levels)]
            self.complaints.add(
                self.grid.place(row, column),
                f"这一行有分值 {marked[0]}，没有指标名称",
                "有分值的行应有指标名称",
                "请在表中补上名称，或删去这一行的分值。",
            )

    def _marks(self, row: int, leaf: Branch) -> None:
        for column in self.head.of(Role.MARKS):
            cell = self.grid.cell(row, column)
            text = self.grid.text(row, column)
            if cell is None or (cell.row, cell.column) in self.shared or self._is_level(cell.column):
                continue
            place = self.grid.place(row, column)
            if cell.formula_without_value:
                self.complaints.add(
                    place,
                    "分值是公式，文件里没有存它的结果",
                    "应能读出数字",
                    "请用 Excel 或 WPS 打开，保存后再导入；或把公式改为数字。",
                )
                continue
            if not text:
                continue
            found = _marks_in(text)
            if found is None:
                self.complaints.add(
                    place, f"分值写成了“{text}”", "应为数字，如 5 或 5分", "请在表中改为数字。"
                )
                continue
            self.shared[cell.row, cell.column] = (Decimal(found.group(1)), place)
            level = self.head.columns[column].level
            target = self.path.get(level) if level is not None else None
            if target is None:
                target = self._covered(cell.row, cell.row + cell.row_span - 1, leaf)
            self._give(target, Decimal(found.group(1)), place)

    def _is_level(self, column: int) -> bool:
        """A title that is merged on over the columns of marks is no marks."""
        return column in self.levels.values()

    def _covered(self, first: int, last: int, leaf: Branch) -> Branch:
        """Whose marks a merged cell holds: the lowest branch of this row whose title covers as much."""
        if first == last:
            return leaf
        for level in sorted(self.path, reverse=True):
            column = self.levels[level]
            cell = self.grid.cell(first, column)
            if cell is not None and cell.row <= first and cell.row + cell.row_span - 1 >= last:
                return self.path[level]
        return self.path[min(self.path)]

    def _give(self, branch: Branch, marks: Decimal, place: Place) -> None:
        if branch.marks is None:
            branch.marks, branch.marks_place = marks, place
        elif branch.level == max(self.levels) and branch.marks_place is not None and len(branch.rows) > 1:
            branch.marks += marks
        elif branch.marks != marks:
            self.complaints.add(
                place,
                f"“{branch.title}”的分值这里是 {marks}，另一处（{branch.marks_place}）是 {branch.marks}",
                "同一指标只有一个分值",
                "请核对后改为一致。",
            )

    def _texts(self, row: int, leaf: Branch) -> None:
        for role, words in ((Role.EXPLANATION, leaf.words), (Role.SCORING, leaf.words)):
            for column in self.head.of(role):
                text = self.grid.text(row, column)
                if text and text not in words and self.grid.starts(row, column):
                    words.append(text)
        for column in self.head.of(Role.EVIDENCE):
            text = self.grid.text(row, column)
            for title in re.split(r"[；;\n、]+", text):
                if title.strip(" 。") and title.strip(" 。") not in leaf.evidence:
                    leaf.evidence.append(title.strip(" 。"))

    def finish(self) -> None:
        """Marks of wholes and parts, once all rows are known."""
        for branch in self.reading.branches:
            self._settle(branch)

    def _settle(self, branch: Branch) -> None:
        if branch.children and branch.marks is not None and _unmarked(branch):
            self.reading.notes.append(
                f"“{branch.title}”只有合计分值 {branch.marks}，下级没有分值：下级并入说明，不单独计分。"
            )
            _fold(branch)
        for child in branch.children:
            self._settle(child)
        if not branch.children:
            if branch.marks is None:
                self.complaints.add(
                    branch.place,
                    f"“{branch.title}”没有分值",
                    "末级指标或它的上级应有分值",
                    "请在表中补上分值。",
                )
            return
        self._sums(branch)

    def _sums(self, branch: Branch) -> None:
        parts = [child.marks for child in branch.children]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return
        total = sum(known, Decimal(0))
        if branch.marks is None:
            branch.marks, branch.marks_place = total, branch.place
        elif branch.marks != total:
            self.complaints.add(
                branch.marks_place,
                f"“{branch.title}”的分值是 {branch.marks}，下级合计 {'＋'.join(map(str, known))}＝{total}",
                f"两者应相等，相差 {abs(branch.marks - total)}",
                "请核对原表，改正其中一处。",
            )


def _marks_in(text: str) -> re.Match[str] | None:
    return _MARKS.fullmatch(unicodedata.normalize("NFKC", text))


def _all_rows(branch: Branch) -> set[int]:
    return {row for one in branch.walk() for row in one.rows}


def _unmarked(branch: Branch) -> bool:
    return all(below.marks is None for child in branch.children for below in child.walk())


def _fold(branch: Branch) -> None:
    """The parts of a whole whose own marks nobody printed become its words."""
    for leaf in list(branch.leaves):
        branch.words.append("：".join([leaf.title, "；".join(leaf.words)]) if leaf.words else leaf.title)
        branch.evidence += [title for title in leaf.evidence if title not in branch.evidence]
    branch.children = []
    branch.unknown_parts = True


def _split(text: str) -> tuple[str, Decimal | None]:
    """
    A title and the marks printed in it.

    >>> _split("产出指标(50分)"), _split("投入"), _split("决策 25分"), _split("执行率（95%）")
    (('产出指标', Decimal('50')), ('投入', None), ('决策', Decimal('25')), ('执行率（95%）', None))
    """
    joined = re.sub(r"\s*\n\s*", "", text).strip()
    # 投　入: blanks that only spread the characters
    joined = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", joined)
    found = _TITLE_MARKS.search(joined)
    if found is None:
        return joined, None
    return joined[: found.start()].strip(), Decimal(found.group(1) or found.group(2))
