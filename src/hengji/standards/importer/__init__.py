"""
An authority's own scoring table, read from Excel into an edition.

What the table prints is taken over as it stands: titles, marks, the words of its rules.  A rule is
proposed as a method only where its words leave no choice; everything else is for a person to judge.
The result passes the strict loader or is not given at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from hengji.domain.extract import Extract
from hengji.domain.problem import InvalidStandard
from hengji.domain.source import Citation, Place
from hengji.domain.standard import Spending, Standard
from hengji.standards import shelf
from hengji.standards.importer import emission, headings, tree
from hengji.standards.importer.grid import MOST_ROWS, Grid
from hengji.standards.nodes import Complaints

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An edition made from a table: the YAML text, what it means, and what to look at again."""

    text: str
    standard: Standard
    notes: tuple[str, ...]


def standard_from_extract(
    extract: Extract,
    *,
    standard_id: str,
    title: str,
    basis: Citation,
    fiscal_year: int,
    confirmed_on: date,
    spending: Spending = Spending.DEPARTMENT,
    jurisdiction_name: str | None = None,
) -> Imported:
    """
    The edition that the table describes.

    Raises `InvalidStandard` with all problems, each with its sheet!cell, where the table cannot be
    taken over: no head, sums that do not match, marks that are no numbers, rows without a title.
    """
    complaints = Complaints()
    reading = _reading(extract, complaints)
    total = _total(reading, complaints)
    if len(complaints):
        problems = tuple(complaints)
        raise InvalidStandard(f"评分表有 {len(problems)} 处问题，没有导入。", problems)
    code = _code(standard_id)
    found = list(emission.proposals(reading.branches))
    notes = [*reading.notes, *_review(reading, [leaf.title for leaf, _ in found])]
    text = emission.edition(
        emission.Head(
            standard_id=standard_id,
            title=title,
            basis=basis,
            fiscal_year=fiscal_year,
            spending=spending,
            jurisdiction_code=code,
            jurisdiction_name=jurisdiction_name or (f"行政区划 {code}" if code else "全国"),
            confirmed_on=confirmed_on,
        ),
        reading.branches,
        total,
        notes,
    )
    return Imported(text=text, standard=shelf.read_text(text, f"{standard_id}.yaml"), notes=tuple(notes))


def import_table(
    extract: Extract,
    *,
    standard_id: str,
    title: str,
    basis_title: str,
    number: str | None = None,
    year: int,
    spending: Spending = Spending.DEPARTMENT,
    confirmed_on: date | None = None,
) -> Imported:
    """As `standard_from_extract`, for a table that its owner reads today; the file is its own source."""
    today = datetime.now(tz=UTC).date()
    return standard_from_extract(
        extract,
        standard_id=standard_id,
        title=title,
        basis=Citation(title=basis_title, number=number, note=f"由 {Path(extract.file).name} 导入"),
        fiscal_year=year,
        confirmed_on=confirmed_on or today,
        spending=spending,
    )


def _code(standard_id: str) -> str | None:
    place = standard_id.partition(".")[0]
    return place.partition("-")[2] or None


def _reading(extract: Extract, complaints: Complaints) -> tree.Reading:
    """The first sheet with the head of a scoring table; others with one are named in a note."""
    found: list[tuple[Grid, headings.Head]] = []
    for table in extract.tables:
        grid = Grid(table)
        head = None if grid.hidden else headings.find_head(grid)
        if head is not None:
            found.append((grid, head))
    if not found:
        complaints.add(
            Place(file=extract.file),
            "没有找到评分表的表头",
            "表头应有“一级指标”“二级指标”等列，并有“分值”或“评分标准”列",
            "请确认文件是评分表，表头没有改名或隐藏。",
        )
        return tree.Reading(branches=[])
    grid, head = found[0]
    if grid.beyond:
        complaints.add(
            Place(sheet=grid.sheet),
            f"工作表超过 {MOST_ROWS} 行",
            "评分表一般只有几十行",
            "请删去表格下方的内容，或把评分表单独存为一个文件。",
        )
    reading = tree.read(grid, head, complaints)
    if head.unknown:
        reading.notes.append(f"以下各列的表头不认识，内容没有导入：{'、'.join(head.unknown)}。")
    if len(found) > 1:
        others = "、".join(other.sheet for other, _ in found[1:])
        reading.notes.append(f"导入的是工作表“{grid.sheet}”；另有评分表未导入：{others}。")
    if not reading.branches and not len(complaints):
        complaints.add(grid.place(head.last_row, 1), "表头下面没有指标", "应至少有一行指标", "请检查表格。")
    return reading


def _total(reading: tree.Reading, complaints: Complaints) -> Decimal:
    """Full marks: what the parts sum to, which the printed total must confirm."""
    marks = [branch.marks for branch in reading.branches if branch.marks is not None]
    total = sum(marks, Decimal(0))
    if len(marks) == len(reading.branches) and marks:
        if reading.total is not None and reading.total != total:
            complaints.add(
                reading.total_place,
                f"表中合计 {reading.total}，各一级指标相加 {'＋'.join(map(str, marks))}＝{total}",
                f"两者应相等，相差 {abs(reading.total - total)}",
                "请核对原表，改正其中一处。",
            )
        elif total == 1:
            reading.notes.append("原表权重合计为 1，已换算为百分制。")
            for branch in reading.branches:
                for below in branch.walk():
                    below.marks = None if below.marks is None else below.marks * _HUNDRED
            return _HUNDRED
        elif total != _HUNDRED:
            reading.notes.append(f"原表满分为 {total} 分，不是 100 分；等级界限按百分制，请核对。")
    return total


def _review(reading: tree.Reading, proposed: list[str]) -> list[str]:
    leaves = sum(1 for branch in reading.branches for _ in branch.leaves)
    notes = [
        f"本标准由财政部门评分表导入，共 {leaves} 个末级指标；等级界限表中未列，借用 90/80/60。",
    ]
    if proposed:
        notes.append(
            f"以下指标按评分文字识别了计分方法，请对照原文核对：{'、'.join(proposed)}；其余由人工评判。"
        )
    else:
        notes.append("各指标的评分文字均由人工评判。")
    return notes
