"""
What the charts of the bureau show: each as a picture and as the very table it was drawn from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from hengji.domain.standard import NATIONAL_GRADES, grade_of
from hengji.web.accounts.models import User
from hengji.web.campaigns import access as campaign_access
from hengji.web.campaigns.deadlines import SHANGHAI
from hengji.web.campaigns.models import Enrolment
from hengji.web.disclosure import charts
from hengji.web.disclosure.figures import execution_rates
from hengji.web.disclosure.models import Publication
from hengji.web.filing import access
from hengji.web.filing.models import Filing
from hengji.web.records.clock import database_now

_LISTED: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture with its table; `note` says how to read it."""

    name: str
    title: str
    note: str
    picture: SafeString
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    @property
    def listed(self) -> tuple[tuple[object, ...], ...]:
        """The rows that the page lists; all of them are in the download."""
        return self.rows[:_LISTED]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not self.rows


def years_of(user: User) -> list[int]:
    """The fiscal years of the notices that a person may see, the newest first."""
    found = campaign_access.visible_to(user).order_by("-fiscal_year").values_list("fiscal_year", flat=True)
    return list(dict.fromkeys(found))


def chart(name: str, user: User, year: int) -> Chart:
    """One chart of a year; raises `KeyError` for a name that none has."""
    return CHARTS[name](Board(user=user, year=year))


def charts_of(user: User, year: int) -> list[Chart]:
    """Every chart of a year."""
    board = Board(user=user, year=year)
    return [make(board) for make in CHARTS.values()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """What the charts take of a filing."""

    filing_id: int
    at: datetime
    claimed: Decimal | None
    computed: Decimal | None
    grade: str
    """By the figures; empty where none can be given."""
    name: str
    called: str
    is_mixed: bool
    """An invented filing of a real organisation: that is said with the name."""

    def told(self, name: str) -> str:
        """A name, with what must be said of it."""
        return f"{name}（示例）" if self.is_mixed else name


@dataclass(frozen=True, kw_only=True)
class Board:
    """Whose charts, of which year; what was submitted is read once for all of them."""

    user: User
    year: int

    @property
    def filings(self) -> QuerySet[Filing]:
        """Every filing of the year that the person may see and that stands submitted."""
        return access.visible_to(self.user).filter(
            campaign__fiscal_year=self.year, submitted_at__isnull=False
        )

    @cached_property
    def submitted(self) -> list[Submitted]:
        """Those filings, by the codes of their organisations."""
        found = self.filings.order_by("organisation__code").values_list(
            "pk",
            "submitted_at",
            "claimed_points",
            "computed_points",
            "grade",
            "organisation__name",
            "organisation__short_name",
            "invented",
            "organisation__invented",
        )
        return [
            Submitted(
                filing_id=filing,
                at=at,
                claimed=claimed,
                computed=computed,
                grade=grade,
                name=name,
                called=short or name,
                is_mixed=is_invented and not is_of_nobody,
            )
            for filing, at, claimed, computed, grade, name, short, is_invented, is_of_nobody in found
            if at is not None
        ]


def _progress(board: Board) -> Chart:
    campaigns = list(campaign_access.visible_to(board.user).filter(fiscal_year=board.year))
    enrolled = Enrolment.objects.filter(campaign__in=campaigns).count()
    counts: dict[date, int] = {}
    for filing in board.submitted:
        day = filing.at.astimezone(SHANGHAI).date()
        counts[day] = counts.get(day, 0) + 1
    so_far, days = 0, []
    for day in sorted(counts):
        so_far += counts[day]
        days.append((day, so_far))
    today = database_now().astimezone(SHANGHAI).date()
    last = [(one.deadline_at - timedelta(microseconds=1)).astimezone(SHANGHAI).date() for one in campaigns]
    last_day = max(last, default=today)
    return Chart(
        name="progress",
        title="提交进度",
        note=f"应报 {enrolled} 家，已提交 {so_far} 家。红线为截止日；退回后重新提交的按最近一次计。",
        picture=charts.progress(days, enrolled, last_day, today),
        columns=("日期", "当日提交", "累计提交", "应报"),
        rows=tuple((day.isoformat(), counts[day], total, enrolled) for day, total in days),
    )


_SERIES: Final = ("自评", "计算", "核定")


def _grades(board: Board) -> Chart:
    filings = board.submitted
    confirmed = _confirmed(board)
    titles = [band.title for band in NATIONAL_GRADES]
    counts = {title: [0, 0, 0] for title in titles}
    for filing in filings:
        claimed = None if filing.claimed is None else grade_of(filing.claimed).title
        for place, grade in enumerate((claimed, filing.grade or None, confirmed.get(filing.filing_id))):
            if grade is not None:
                counts.setdefault(grade, [0, 0, 0])[place] += 1
    rows = list(counts.items())
    return Chart(
        name="grades",
        title="等级分布",
        note="自评等级按申报得分，计算等级按填报数据，核定等级只计已公开的报告。",
        picture=charts.grades(rows, _SERIES),
        columns=("等级", *(f"{name}（份）" for name in _SERIES)),
        rows=tuple((grade, *each) for grade, each in rows) if filings else (),
    )


def _confirmed(board: Board) -> Mapping[int, str]:
    filings = board.filings.order_by().values("pk")
    found = Publication.objects.filter(filing__in=filings, withdrawn_at=None)
    return dict(found.exclude(grade="").values_list("filing_id", "grade"))


def _scatter(board: Board) -> Chart:
    rates = execution_rates(board.filings)
    marks, rows = [], []
    for filing in board.submitted:
        rate, claimed, computed = rates.get(filing.filing_id), filing.claimed, filing.computed
        gap = None if claimed is None or computed is None else claimed - computed
        rows.append((filing.told(filing.name), rate, claimed, computed, gap))
        if rate is not None:
            marks.append(
                charts.Mark(
                    name=filing.told(filing.called),
                    filing_id=filing.filing_id,
                    rate=rate,
                    computed=computed,
                    claimed=claimed,
                )
            )
    return Chart(
        name="scatter",
        title="得分与预算执行率",
        note="红线越长，自评比计算高得越多；左上方的点，钱没花出去而得分很高。点开可看材料。"
        + ("" if len(marks) <= charts.MOST_NAMED else "份数很多，只标出自评高出最多的，其余为小点。"),
        picture=charts.scatter(marks, lambda filing_id: reverse("filing", args=(filing_id,))),
        columns=("单位", "预算执行率（%）", "自评得分", "计算得分", "自评高出"),
        rows=tuple(rows),
    )


def _years(board: Board) -> Chart:
    found = (
        access.visible_to(board.user)
        .filter(access.seen_in(access.ISSUED), organisation__parent=None)
        .values("organisation__code", "organisation__name", "campaign__fiscal_year", *_MADE_UP)
        .annotate(points=Max("computed_points"), filings=Count("pk"))
        .order_by("organisation__code", "campaign__fiscal_year")
    )
    columns = sorted({each["campaign__fiscal_year"] for each in found})
    scores: dict[str, dict[int, Decimal | None]] = {}
    mixed: set[str] = set()
    for each in found:
        name = each["organisation__name"]
        scores.setdefault(name, {})[each["campaign__fiscal_year"]] = each["points"]
        if each["invented"] and not each["organisation__invented"]:
            mixed.add(name)
    courses = []
    for name, by_year in scores.items():
        told = f"{name}（含示例）" if name in mixed else name
        courses.append(charts.Course(name=told, scores=tuple(by_year.get(year) for year in columns)))
    return Chart(
        name="years",
        title="各部门历年得分",
        note="按填报数据计算的得分；各年度评分标准不同时，不宜直接比较。"
        + ("" if len(courses) <= charts.MOST_LINES else f"只画变动最大的{charts.MOST_LINES}个，其余见数据。"),
        picture=charts.years(columns, courses),
        columns=("部门", *(f"{year}年度" for year in columns)),
        rows=tuple((course.name, *course.scores) for course in courses),
    )


_MADE_UP: Final = ("invented", "organisation__invented")

CHARTS: Final[Mapping[str, Callable[[Board], Chart]]] = {
    "progress": _progress,
    "grades": _grades,
    "scatter": _scatter,
    "years": _years,
}
