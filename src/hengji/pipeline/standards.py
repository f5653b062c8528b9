"""
Standards: list, describe, check, compare editions, and import an authority's own table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from hengji import standards
from hengji.documents import readers
from hengji.documents.writers import files
from hengji.domain.problem import InvalidStandard
from hengji.domain.source import Citation
from hengji.domain.standard import Spending, Standard
from hengji.pipeline.writing import told

_T = TypeVar("_T")
_HEADING = 300
"""Characters at the head of a table, where its title stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """An edition as a line of a list."""

    id: str
    title: str
    years: str
    full_marks: str
    remark: str


def editions() -> tuple[EditionLine, ...]:
    """All shipped editions, then the overlays that can be laid over them."""
    lines = [
        EditionLine(
            id=one.id,
            title=one.title,
            years=_years(one),
            full_marks="" if one.full_marks is None else f"{one.full_marks:f}",
            remark=_remark(one),
        )
        for one in standards.available()
    ]
    lines += [
        EditionLine(id=one.id, title=one.title, years="", full_marks="", remark="叠加规则，用 --overlay")
        for one in standards.available_overlays()
    ]
    return tuple(lines)


def describe(standard_id: str) -> str:
    """The edition (an id or a file) or the overlay in words; raises an `InputError` where there is none."""
    if standard_id in {one.id for one in standards.available_overlays()}:
        return standards.describe_overlay(standards.load_overlay(standard_id))
    return standards.describe(_edition(standard_id))


def check(path: Path) -> None:
    """Raise `InvalidStandard` with every problem of an edition, overlay or outline, if it has any."""
    problems = standards.check_file(path)
    if problems:
        raise InvalidStandard(f"{path}：有 {len(problems)} 处问题，不能使用。", problems)


def differences(first: str, second: str) -> tuple[str, ...]:
    """What changed from one edition to another, a line each; both may be ids or files."""
    return standards.difference_lines(standards.diff(_edition(first), _edition(second)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What an imported edition is to be called; what is `None` is proposed, and a note says so."""

    standard_id: str | None = None
    title: str | None = None
    basis: str | None = None
    number: str | None = None
    year: int | None = None
    spending: Spending = Spending.DEPARTMENT
    jurisdiction_name: str | None = None


def import_table(path: Path, heading: Heading) -> standards.Imported:
    """Turn an authority's scoring table into an edition; raises an `InputError` with every problem."""
    extract = readers.read(path)
    proposed: list[str] = []

    def given(value: _T | None, proposal: _T, option: str) -> _T:
        if value is not None:
            return value
        proposed.append(f"没有给 {option}，暂用“{proposal}”；正式使用前请核对。")
        return proposal

    title = given(heading.title, path.stem, "--title")
    year = given(heading.year, _year_in(title, path.stem, extract.text[:_HEADING]), "--year")
    standard_id = given(heading.standard_id, f"cn.{heading.spending.value}-imported.{year}", "--id")
    imported = standards.standard_from_extract(
        extract,
        standard_id=standard_id,
        title=title,
        basis=Citation(
            title=given(heading.basis, title, "--basis"), number=heading.number, note=f"由 {path.name} 导入"
        ),
        fiscal_year=year,
        confirmed_on=datetime.now(tz=UTC).date(),
        spending=heading.spending,
        jurisdiction_name=heading.jurisdiction_name,
    )
    return replace(imported, notes=(*proposed, *imported.notes))


def keep(text: str, out: Path) -> None:
    """Write an edition's text to a file; raises `UnwritableResult`."""
    with told(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(out, text.encode("utf-8"))


def _year_in(*texts: str) -> int:
    """The year that a title names, else last year, the one that is being evaluated."""
    for text in texts:
        found = re.search(r"20[0-9]{2}", text)
        if found:
            return int(found.group())
    return datetime.now(tz=UTC).year - 1


def _edition(name: str) -> Standard:
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or path.exists():
        return standards.read_file(path)
    return standards.load(name)


def _years(standard: Standard) -> str:
    first, last = standard.first_fiscal_year, standard.last_fiscal_year
    if first == last:
        return "" if first is None else str(first)
    return f"{first or ''}—{last or ''}"


def _remark(standard: Standard) -> str:
    if standard.illustrative:
        return "示例分值，非官方"
    if standard.demands_weights:
        return "框架，需自行赋权后使用"
    return ""
