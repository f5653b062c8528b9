"""
The units of a department in one table, and their sums taken over into its draft.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from django.db import transaction

from hengji.domain.indicator import CATEGORY_TITLES, DIMENSION_TITLES, DIRECTION_SIGNS
from hengji.domain.money import MoneyUnit
from hengji.domain.stated import YUAN
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import Organisation, User
from hengji.web.filing import access, conversion, drafts, forms
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import Filing, FilingStatus, Revision
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import canonical, sm3
from hengji.web.review import own_level
from hengji.web.review.consolidation import Line, Member, consolidated, printed_unit, typed
from hengji.web.review.own_level import Whole
from hengji.workbook import answers

_STANDS: Final = (
    FilingStatus.SUBMITTED,
    FilingStatus.IN_REVIEW,
    FilingStatus.ACCEPTED,
    FilingStatus.PUBLISHED,
)
_ROW_STEP: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitState:
    """A unit below with how far it is; `counts` where its figures take part."""

    organisation: Organisation
    filing: Filing | None
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Everything that the screen shows."""

    units: tuple[UnitState, ...]
    members: tuple[Member, ...]
    lines: tuple[Line, ...]
    wholes: tuple[Whole, ...]
    """Each line with the department's own level, its total and what the draft says now."""


def table_of(filing: Filing) -> Table:
    """The units of a filing's organisation put together; four queries however many units."""
    units = list(filing.organisation.units.order_by("code"))
    filings = {
        each.organisation_id: each
        for each in Filing.objects.filter(campaign=filing.campaign_id, organisation__in=units).select_related(
            "campaign", "organisation"
        )
    }
    counting = [each for each in filings.values() if each.state in _STANDS]
    revisions = {
        each.filing_id: each for each in Revision.objects.filter(filing__in=counting).order_by("number")
    }
    members = []
    for unit in units:
        found = filings.get(unit.pk)
        revision = None if found is None else revisions.get(found.pk)
        taken = None if revision is None else _read(revision, filing)
        if taken is not None:
            members.append(taken)
    lines = consolidated(members)
    return Table(
        units=tuple(
            UnitState(
                organisation=unit,
                filing=filings.get(unit.pk),
                counts=unit.pk in filings and filings[unit.pk].pk in revisions,
            )
            for unit in units
        ),
        members=tuple(members),
        lines=lines,
        wholes=own_level.wholes(lines, members, own_level.typed_of(filing), _draft(filing)),
    )


def _read(revision: Revision, parent: Filing) -> Member | None:
    taken = conversion.taken(json.loads(revision.content), parent.campaign)
    if taken.filing is None:
        return None
    return Member(name=taken.filing.organisation.name, filing=taken.filing)


def _draft(filing: Filing) -> Member | None:
    taken = conversion.taken(conversion.content_of(filing), filing.campaign)
    return None if taken.filing is None else Member(name="本部门草稿", filing=taken.filing)


def _indicator_rows(content: Mapping[str, str]) -> dict[str, str]:
    """Indicators of a draft: title → row."""
    return {
        words: path.split("/")[1]
        for path, words in content.items()
        if path.startswith("indicators/") and path.endswith("/title") and words
    }


def _path(line: Line, rows: Mapping[str, str]) -> str | None:
    """The answer that a line would write; `None` for an indicator that the draft does not have yet."""
    if not line.key.startswith("indicator:"):
        return line.key
    title, _, name = line.key.removeprefix("indicator:").rpartition("/")
    row = rows.get(title)
    return None if row is None else answers.path_of("indicators", row, name)


def save_own(filing_id: int, user: User, actor: Actor, own: Mapping[str, str], *, version: int) -> int:
    """Keep the figures of the department's own level; gives how many changed."""
    with transaction.atomic():
        filing = _opened(filing_id, user, version)
        return own_level.write(filing, actor, table_of(filing).lines, own)


def _opened(filing_id: int, user: User, version: int) -> Filing:
    filing = drafts.locked(filing_id)
    access.require(user, FilingAction.CONSOLIDATE, filing)
    if filing.version != version:
        raise Refused(Verdict.CONFLICT, "草稿在汇总表打开之后有人保存过，请刷新后再写入。")
    return filing


def take_over(
    filing_id: int,
    user: User,
    actor: Actor,
    keys: Collection[str],
    *,
    version: int,
    own: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """
    Write the ticked totals (本级 + 下属) into the department's draft; gives how many answers changed.

    `own` is what the page holds for the own level, kept along with it.  Raises `Refused` where the
    draft was saved since the table was shown, or a ticked line has no total; then nothing is kept.
    """
    with transaction.atomic():
        filing = _opened(filing_id, user, version)
        if own:
            own_level.write(filing, actor, table_of(filing).lines, own)
        table = table_of(filing)
        wanted = {
            each.line.key: replace(each.line, total=each.total)
            for each in table.wholes
            if each.line.key in keys and each.total is not None
        }
        if not wanted or len(wanted) != len(set(keys)):
            raise Refused(Verdict.CONFLICT, "请勾选有合计数的行（本级和各下属单位都已填）。")
        content = conversion.content_of(filing)
        values = _values(wanted.values(), content, filing, table)
        changed = {path: value for path, value in values.items() if content.get(path, "") != value}
        if changed:
            drafts.write(filing, changed, actor)
            chaining.write(
                filing.chain,
                "filing.consolidated",
                actor,
                units=len(table.members),
                names=[member.name for member in table.members],
                count=len(changed),
                paths=sorted(changed),
                digest=sm3(canonical(changed)),
                version=filing.version,
            )
    return len(changed)


def _values(
    lines: Collection[Line], content: Mapping[str, str], filing: Filing, table: Table
) -> dict[str, str]:
    rows = _indicator_rows(content)
    values: dict[str, str] = {}
    standard = conversion.standard_of(filing.campaign)
    for each in lines:
        path = _path(each, rows)
        if path is None:
            values |= _new_row(each, rows, content, table)
            path = _path(each, rows)
        if path is None or each.total is None or not conversion.is_path(path, standard):
            raise Refused(Verdict.CONFLICT, f"填报表里没有“{each.title}”这一项。")
        values[path] = typed(each.total, each.unit, _unit_at(path, values | dict(content), filing))
    return values


def _unit_at(path: str, content: Mapping[str, str], filing: Filing) -> MoneyUnit:
    """The unit of money in which the form asks for an answer."""
    table, row, _ = path.split("/")
    beside = content.get(answers.path_of(table, row, "unit"), "")
    if table != "ledger":
        return printed_unit(beside)
    for sheet in forms.sheets_of(filing.campaign):
        if any(grid.id == table for grid in sheet.grids):
            path = answers.path_of(sheet.grids[0].id, answers.SHEET_ROW, answers.UNIT_FIELD)
            return printed_unit(content.get(path, ""))
    return MoneyUnit.YUAN


def _new_row(line: Line, rows: dict[str, str], content: Mapping[str, str], table: Table) -> dict[str, str]:
    """An indicator that only the units have, as a row of its own at the end."""
    title = line.key.removeprefix("indicator:").rpartition("/")[0]
    model = next(each for member in table.members for each in member.filing.indicators if each.title == title)
    taken = [path.split("/")[1][:6] for path in content if path.startswith("indicators/")]
    numbers = [int(key) for key in (*taken, *(row[:6] for row in rows.values())) if key.isdigit()]
    row = f"{max(numbers, default=0) + _ROW_STEP:06d}"
    rows[title] = row
    unit = model.unit_of_measure or ""
    made = {
        "title": title,
        "dimension": DIMENSION_TITLES[model.dimension],
        "category": CATEGORY_TITLES[model.category],
        "direction": DIRECTION_SIGNS[model.direction],
        "unit": "元" if line.unit == YUAN and printed_unit(unit) is MoneyUnit.YUAN else unit,
    }
    return {answers.path_of("indicators", row, name): value for name, value in made.items() if value}
