"""
Standards: list, describe, check, compare editions, and import an authority's own table.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hengji import standards
from hengji.documents import readers
from hengji.domain.problem import InvalidStandard, UnknownStandard
from hengji.domain.standard import Standard


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
    """The edition (an id or a file) in words; raises an `InputError` where there is none."""
    return standards.describe(_edition(standard_id))


def check(path: Path) -> Standard:
    """The edition of a file; raises `InvalidStandard` with every problem it has."""
    problems = standards.check_file(path)
    if problems:
        raise InvalidStandard(f"{path}：有 {len(problems)} 处问题，不能作为评分标准使用。", problems)
    return standards.read_file(path)


def differences(first: str, second: str) -> tuple[str, ...]:
    """What changed from one edition to another, a line each; both may be ids or files."""
    return standards.difference_lines(standards.diff(_edition(first), _edition(second)))


def import_table(
    path: Path, *, standard_id: str, title: str, basis: str, number: str | None, year: int
) -> standards.Imported:
    """Turn an authority's scoring table into an edition; raises an `InputError` with every problem."""
    return standards.import_table(
        readers.read(path), standard_id=standard_id, title=title, basis_title=basis, number=number, year=year
    )


def _edition(name: str) -> Standard:
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or path.exists():
        return standards.read_file(path)
    try:
        return standards.load(name)
    except UnknownStandard as unknown:
        raise UnknownStandard(f"{unknown.message}（如果是文件，请写明 .yaml 后缀）") from None


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
