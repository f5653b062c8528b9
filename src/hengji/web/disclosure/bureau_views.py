"""
The bureau's charts, after signing in: pictures, tables, downloads.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hengji.web.accounts.access import Guard, Refused, Verdict, guarded, require_role
from hengji.web.accounts.models import User
from hengji.web.accounts.roles import Role
from hengji.web.disclosure import dashboards, drawing, opendata

VIEWERS: Final = frozenset({Role.PERFORMANCE_ADMINISTRATOR, Role.FINANCE_REVIEWER, Role.AUDITOR})


@guarded(Guard(room="role", roles=VIEWERS))
@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All charts of a year."""
    require_role(request.user, *VIEWERS)
    user = _user(request)
    years = dashboards.years_of(user)
    year = _year(request, years)
    drawn = None if year is None else drawing.drawn(user, year)
    return render(request, "disclosure/dashboards.html", {"drawn": drawn, "years": years, "year": year})


@guarded(Guard(room="role", roles=VIEWERS))
@login_required
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """A chart (`?chart=`) as a picture (`?as=svg`) or as its table."""
    require_role(request.user, *VIEWERS)
    user = _user(request)
    name, ending = request.GET.get("chart", "progress"), request.GET.get("as", "csv")
    if name not in dashboards.CHARTS or ending not in {"csv", "svg"}:
        raise Http404
    year = _year(request, dashboards.years_of(user))
    if year is None:
        raise Refused(Verdict.CONFLICT, "还没有您可以查看的自评通知。")
    chart = dashboards.chart(name, user, year)
    if ending == "svg":
        response = HttpResponse(chart.picture, content_type="image/svg+xml; charset=utf-8")
    else:
        out = io.StringIO()
        lines = csv.writer(out, lineterminator="\r\n")
        lines.writerow(chart.columns)
        lines.writerows(["" if cell is None else _cell(cell) for cell in row] for row in chart.rows)
        response = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="hengji-{name}-{year}.{ending}"'
    return response


def _cell(value: object) -> str:
    return opendata.safe(value) if isinstance(value, str) else f"{value}"


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError(type(request.user))
    return request.user


def _year(request: HttpRequest, years: list[int]) -> int | None:
    """The year that is asked for, if the person may see it; else the newest."""
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdigit() and int(asked) in years:
        return int(asked)
    return years[0] if years else None
