"""
Reports side by side: the same measures in rows, reports in columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hengji.web.disclosure import reading
from hengji.web.disclosure.models import Publication
from hengji.web.disclosure.templatetags.public import points, share, yuan

Object = Mapping[str, Any]
MOST: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure of each report; `shares` are the lengths of its bars in percent, where it has any."""

    title: str
    values: tuple[str, ...]
    shares: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Each value with the length of its bar, blank where it has none."""
        return tuple(zip(self.values, self.shares or ("",) * len(self.values), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is compared, and whether it may be: other editions count otherwise."""

    rows: tuple[Row, ...]
    editions: tuple[str, ...]

    @property
    def is_fair(self) -> bool:
        """Whether all were judged by one edition."""
        return len(self.editions) <= 1


def chosen(slugs: Sequence[str]) -> list[tuple[Publication, Object]]:
    """The public reports of those addresses with what they say, in the order asked, the first few."""
    wanted = list(dict.fromkeys(slug[:60].replace("\x00", "") for slug in slugs))[:MOST]
    found = {
        one.slug: (one, said) for one, said in reading.with_facts(reading.public().filter(slug__in=wanted))
    }
    return [found[slug] for slug in wanted if slug in found]


def years_of(code: str) -> list[str]:
    """The latest years of a department's own report, the earliest first."""
    own = (
        reading.public().filter(unit_code=code[:40].replace("\x00", "")) if code else reading.public().none()
    )
    return list(own.order_by("-fiscal_year").values_list("slug", flat=True)[:MOST])[::-1]


def table(reports: Sequence[tuple[Publication, Object]]) -> Table:
    """The table of some reports."""
    ones = [one for one, _ in reports]
    rows = [
        Row(title="全年预算数（元）", values=tuple(yuan(one.adjusted_budget) for one in ones)),
        Row(title="全年执行数（元）", values=tuple(yuan(one.executed) for one in ones)),
        _bars("预算执行率（%）", [one.execution_rate for one in ones], [100] * len(ones)),
        _bars("自评得分", [one.claimed_points for one in ones], [one.full_marks for one in ones]),
        _bars("计算得分", [one.computed_points for one in ones], [one.full_marks for one in ones]),
        _bars("核定得分", [one.confirmed_points for one in ones], [one.full_marks for one in ones]),
        Row(title="核定等级", values=tuple(one.grade or "未定" for one in ones)),
        Row(title="核对发现的问题", values=tuple(f"{one.findings} 条" for one in ones)),
        Row(title="其中已豁免", values=tuple(f"{one.waivers} 条" for one in ones)),
        Row(title="没有说明的事项", values=tuple(f"{one.unsaid} 项" for one in ones)),
        *_criteria([said for _, said in reports]),
    ]
    editions = tuple(dict.fromkeys(said["standard"]["title"] for _, said in reports))
    return Table(rows=tuple(rows) if reports else (), editions=editions)


def _bars(title: str, values: Sequence[object], full: Sequence[object]) -> Row:
    return Row(
        title=title,
        values=tuple(points(value) for value in values),
        shares=tuple(share(value, most) for value, most in zip(values, full, strict=True)),
    )


def _criteria(said: Sequence[Object]) -> list[Row]:
    """The criteria that any of them has, two levels deep, by their titles."""
    by_report = [dict(_flat(each["criteria"])) for each in said]
    titles = dict.fromkeys(title for criteria in by_report for title in criteria)
    none: Object = {"confirmed": None, "full_marks": None}
    return [
        _bars(
            title,
            [criteria.get(title, none)["confirmed"] for criteria in by_report],
            [criteria.get(title, none)["full_marks"] for criteria in by_report],
        )
        for title in titles
    ]


def _flat(criteria: Sequence[Object]) -> list[tuple[str, Object]]:
    flat: list[tuple[str, Object]] = []
    for one in criteria:
        flat.append((f"{one['title']}（满分{one['full_marks']}）", one))
        flat += [(f"　{part['title']}（满分{part['full_marks']}）", part) for part in one["criteria"]]
    return flat
