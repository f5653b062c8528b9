"""
Charts drawn here as SVG: no script, no font, no network; the picture on the page is the one that is saved.

Colours are presentation attributes, because the content policy allows no inline style, and each mark
says in words what it shows.  Every chart has a table beside it; the picture is never the only way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

INK: Final = "#1c2733"
QUIET: Final = "#5b6875"
LINE: Final = "#d5dce3"
BLUE: Final = "#1d4f7c"
LIGHT: Final = "#8fb3d1"
RED: Final = "#b3261e"
GREEN: Final = "#1e6b3a"
_WIDE, _HIGH = 720, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 34, 28, 50
MOST_NAMED: Final = 120
"""So many reports are drawn with their names; of more, only the worst are, and the others are points."""
_WORST: Final = 40
_MOST_TICKS: Final = 6
_NEAR_FULL: Final = 80
MOST_LINES: Final = 24
"""So many departments are drawn over the years: those that changed most."""
_FONT: Final = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Numbers to places along an axis."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value, kept inside."""
        share = (value - self.low) / ((self.high - self.low) or 1)
        return round(self.start + (self.end - self.start) * min(max(share, 0), 1), 1)


def _picture(title: str, body: Iterable[SafeString], high: int = _HIGH, role: str = "img") -> SafeString:
    """A picture; its role is `group` where marks in it can be walked through by keyboard."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="{}" aria-label="{}" '
        'font-family="{}" font-size="15" fill="{}"><title>{}</title>{}</svg>',
        _WIDE,
        high,
        role,
        title,
        _FONT,
        INK,
        title,
        format_html_join("", "{}", ((each,) for each in body)),
    )


def _line(ends: Sequence[float], color: str = LINE, width: float = 1, dash: str = "") -> SafeString:
    dashed = format_html(' stroke-dasharray="{}"', dash) if dash else ""
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>', *ends, color, width, dashed
    )


def _words(x: float, y: float, words: object, anchor: str = "middle", color: str = QUIET) -> SafeString:
    return format_html('<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>', x, y, anchor, color, words)


def _told(x: float, y: float, words: str) -> SafeString:
    """What a mark says when it is pointed at or reached by keyboard; the page's style shows it then."""
    anchor = "start" if x < _WIDE / 3 else "end" if x > _WIDE * 2 / 3 else "middle"
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" fill="{}" stroke="#fff" stroke-width="4" paint-order="stroke" '
        'visibility="hidden" pointer-events="none">{}</text>',
        x,
        max(y - 11, 13),
        anchor,
        INK,
        words,
    )


def _rows_of(scale: Scale, ticks: Iterable[int], unit: str = "") -> Iterator[SafeString]:
    for tick in ticks:
        y = scale.at(tick)
        yield _line((_LEFT, y, _WIDE - _RIGHT, y))
        yield _words(_LEFT - 8, y + 4, f"{tick}{unit}", "end")


def _step_from(low: float) -> int:
    """The step of an axis in percent: finer where little of it is left."""
    return 10 if low < _NEAR_FULL else 5


def _ticks(most: int) -> list[int]:
    step = next(
        size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if most / size <= _MOST_TICKS
    )
    return list(range(0, most + step, step))


# --- progress -----------------------------------------------------------------------------------


def progress(days: Sequence[tuple[date, int]], enrolled: int, last_day: date, today: date) -> SafeString:
    """How many have submitted by each day, against all who must, up to the deadline."""
    first = min([day for day, _ in days] + [last_day - timedelta(days=30)])
    final = max([day for day, _ in days] + [last_day, min(today, last_day + timedelta(days=30))])
    across = Scale(low=0, high=(final - first).days, start=_LEFT, end=_WIDE - _RIGHT)
    ticks = _ticks(max(enrolled, 1))
    up = Scale(low=0, high=ticks[-1], start=_HIGH - _BOTTOM, end=_TOP)
    body = list(_rows_of(up, ticks))
    points, count = [f"{_LEFT},{up.at(0)}"], 0
    for day, so_far in days:
        x = across.at((day - first).days)
        points += [f"{x},{up.at(count)}", f"{x},{up.at(so_far)}"]
        count = so_far
    points.append(f"{across.at((min(today, final) - first).days)},{up.at(count)}")
    due = across.at((last_day - first).days)
    body += [
        format_html(
            '<polyline points="{}" fill="none" stroke="{}" stroke-width="2.5"/>', " ".join(points), BLUE
        ),
        _line((_LEFT, up.at(enrolled), _WIDE - _RIGHT, up.at(enrolled)), GREEN, 1.5, "6 4"),
        _words(_LEFT + 6, up.at(enrolled) - 6, f"应报 {enrolled} 家", "start", GREEN),
        _line((due, _TOP, due, _HIGH - _BOTTOM), RED, 1.5, "4 3"),
        _words(due - 6, _HIGH - _BOTTOM - 8, f"截止 {last_day.month}月{last_day.day}日", "end", RED),
        *(
            format_html(
                '<g tabindex="0" role="img" aria-label="{}"><circle cx="{}" cy="{}" r="4" fill="{}"/>{}</g>',
                f"{day.isoformat()}：累计 {so_far} 家",
                across.at((day - first).days),
                up.at(so_far),
                BLUE,
                _told(across.at((day - first).days), up.at(so_far), f"{day.isoformat()}：累计 {so_far} 家"),
            )
            for day, so_far in days
        ),
    ]
    span = (final - first).days
    for part in range(5):
        day = first + timedelta(days=span * part // 4)
        body.append(_words(across.at((day - first).days), _HIGH - _BOTTOM + 20, f"{day.month}月{day.day}日"))
    return _picture("提交进度", body, role="group")


# --- grades -------------------------------------------------------------------------------------


def grades(rows: Sequence[tuple[str, Sequence[int]]], series: Sequence[str]) -> SafeString:
    """How many reports have each grade: claimed, computed and confirmed side by side."""
    ticks = _ticks(max([count for _, counts in rows for count in counts] + [1]))
    up = Scale(low=0, high=ticks[-1], start=_HIGH - _BOTTOM, end=_TOP + 10)
    band = (_WIDE - _LEFT - _RIGHT) / max(len(rows), 1)
    wide = min(band / (len(series) + 1), 46)
    colors = (LIGHT, BLUE, GREEN)
    body = list(_rows_of(up, ticks))
    for number, (grade, counts) in enumerate(rows):
        middle = _LEFT + band * (number + 0.5)
        for place, count in enumerate(counts):
            x = round(middle + (place - len(series) / 2) * wide, 1)
            y = up.at(count)
            body.append(
                format_html(
                    '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"><title>{} {}：{} 份</title></rect>',
                    x,
                    y,
                    round(wide - 4, 1),
                    round(_HIGH - _BOTTOM - y, 1),
                    colors[place],
                    series[place],
                    grade,
                    count,
                )
            )
            if count:
                body.append(_words(round(x + wide / 2 - 2, 1), y - 4, count))
        body.append(_words(round(middle, 1), _HIGH - _BOTTOM + 20, grade, color=INK))
    for place, name in enumerate(series):
        x = _WIDE - _RIGHT - 90 * (len(series) - place)
        body += [
            format_html('<rect x="{}" y="4" width="12" height="12" fill="{}"/>', x, colors[place]),
            _words(x + 18, 14, name, "start"),
        ]
    return _picture("等级分布", body)


# --- score against execution --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A report in the plane of execution and score."""

    name: str
    filing_id: int
    rate: Decimal
    computed: Decimal | None
    claimed: Decimal | None


def scatter(marks: Sequence[Mark], address: Callable[[int], str]) -> SafeString:
    """
    自评得分 (hollow) above 计算得分 (solid) over the execution rate: a long line is an inflated claim, and
    a high point at the left is a high score for money that was not spent.  `address` is that of a filing.
    """
    lowest = min(
        [float(score) for mark in marks for score in (mark.computed, mark.claimed) if score is not None]
        + [80.0]
    )
    slowest = min([float(mark.rate) for mark in marks] + [80.0])
    across = Scale(
        low=max(0, slowest // 10 * 10),
        high=max(100, *(float(m.rate) for m in marks), 100),
        start=_LEFT,
        end=_WIDE - _RIGHT,
    )
    up = Scale(low=max(0, lowest // 10 * 10), high=100, start=_HIGH - _BOTTOM, end=_TOP + 16)
    body = list(_rows_of(up, range(int(up.low), 101, _step_from(up.low))))
    ticks = range(int(across.low), int(across.high) + 1, _step_from(across.low))
    body += [
        *(_words(across.at(tick), _HIGH - _BOTTOM + 18, f"{tick}%") for tick in ticks),
        _words(_WIDE - _RIGHT, _HIGH - 8, "预算执行率", "end", INK),
        _words(8, 18, "得分（○自评　●计算）", "start", INK),
    ]
    named = sorted(marks, key=_gap, reverse=True)
    if len(marks) > MOST_NAMED:
        body.append(_dots(named[_WORST:], across, up))
        named = named[:_WORST]
    body += [_mark(mark, address(mark.filing_id), across, up) for mark in reversed(named)]
    return _picture("得分与预算执行率", body, role="group")


def _gap(mark: Mark) -> Decimal:
    """By how much a claim is above the figures."""
    return Decimal(0) if mark.claimed is None or mark.computed is None else mark.claimed - mark.computed


def _dots(marks: Iterable[Mark], across: Scale, up: Scale) -> SafeString:
    """Very many: small points at their computed scores, without names; only numbers are put in."""
    points = ((mark.rate, mark.claimed if mark.computed is None else mark.computed) for mark in marks)
    circles = "".join(
        f'<circle cx="{across.at(float(rate))}" cy="{up.at(float(score))}" r="2"/>'
        for rate, score in points
        if score is not None
    )
    return mark_safe(f'<g fill="{BLUE}" fill-opacity="0.45">{circles}</g>')  # noqa: S308 - numbers and a color of ours


def _mark(mark: Mark, href: str, across: Scale, up: Scale) -> SafeString:
    """One filing: the numbers are put in plainly and only the words are escaped."""
    x = across.at(float(mark.rate))
    said = f"{mark.name}：执行率 {mark.rate}%，自评 {_or_dash(mark.claimed)}，计算 {_or_dash(mark.computed)}"
    claimed = None if mark.claimed is None else up.at(float(mark.claimed))
    computed = None if mark.computed is None else up.at(float(mark.computed))
    inside = ""
    if mark.computed is not None and mark.claimed is not None:
        color = RED if mark.claimed > mark.computed else QUIET
        inside += (
            f'<line x1="{x}" y1="{computed}" x2="{x}" y2="{claimed}" stroke="{color}" stroke-width="1.5"/>'
        )
    if claimed is not None:
        inside += f'<circle cx="{x}" cy="{claimed}" r="5" fill="#fff" stroke="{BLUE}" stroke-width="2"/>'
    if computed is not None:
        inside += f'<circle cx="{x}" cy="{computed}" r="5" fill="{BLUE}" fill-opacity="0.8"/>'
    highest = min((place for place in (claimed, computed) if place is not None), default=0.0)
    words = escape(said)
    head = f'<a href="{escape(href)}" aria-label="{words}"><title>{words}</title>'
    return mark_safe(f"{head}{inside}{_told(x, highest, said)}</a>")  # noqa: S308 - numbers, ours, escaped


def _or_dash(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:f}"


# --- years --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A department's computed scores over the years."""

    name: str
    scores: tuple[Decimal | None, ...]


def most_changed(courses: Sequence[Course]) -> Sequence[Course]:
    """The departments whose scores changed most, in their order; all of them where there are few."""
    if len(courses) <= MOST_LINES:
        return courses
    kept = sorted(courses, key=_change, reverse=True)[:MOST_LINES]
    return [course for course in courses if course in kept]


def _change(course: Course) -> Decimal:
    known = [score for score in course.scores if score is not None]
    return max(known) - min(known) if known else Decimal(0)


def years(columns: Sequence[int], courses: Sequence[Course]) -> SafeString:
    """Each department on a line of its own, a point a year: up and down are seen without a legend."""
    courses = most_changed(courses)
    row, high = 46, 46 + 46 * len(courses)
    known = [float(score) for course in courses for score in course.scores if score is not None]
    lowest = min([*known, 90.0]) // 5 * 5
    across = Scale(low=0, high=max(len(columns) - 1, 1), start=250, end=_WIDE - 60)
    body: list[SafeString] = [
        _words(across.at(number), 18, f"{year}年度", color=INK) for number, year in enumerate(columns)
    ]
    for number, course in enumerate(courses):
        top = 30 + row * number
        up = Scale(low=lowest, high=100, start=top + row - 7, end=top + 24)
        body += [_line((10, top, _WIDE - 10, top)), _words(10, top + 30, course.name, "start", INK)]
        places = [
            (across.at(column), up.at(float(score)), score)
            for column, score in enumerate(course.scores)
            if score is not None
        ]
        path = " ".join(f"{x},{y}" for x, y, _ in places)
        body.append(
            format_html('<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>', path, LIGHT)
        )
        for x, y, score in places:
            body += [
                format_html('<circle cx="{}" cy="{}" r="3.5" fill="{}"/>', x, y, BLUE),
                _words(x, y - 8, f"{score:.2f}", color=INK),
            ]
    return _picture("各部门历年得分", body, high)
