"""
The public pages: no sign-in, nothing but what was published, no name of who reads.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from hengji.web.accounts.access import Guard, guarded
from hengji.web.disclosure import comparing, feed, opendata, reading, telling
from hengji.web.disclosure.article import article
from hengji.web.disclosure.datasets import BY_NAME, DATASETS
from hengji.web.disclosure.models import Publication, PublicVersion

_P = ParamSpec("_P")
_ROWS: Final = 30
_FRESH: Final = 60
"""Seconds that a copy may be kept, so that what is taken down is gone soon."""
GONE: Final = 410


def public(view: Callable[_P, HttpResponseBase]) -> Callable[_P, HttpResponseBase]:
    """A page for everybody: it may be kept for a minute."""

    @wraps(view)
    def answered(*args: _P.args, **kwargs: _P.kwargs) -> HttpResponseBase:
        response = view(*args, **kwargs)
        patch_cache_control(response, public=True, max_age=_FRESH)
        return response

    return guarded(Guard(room="public"))(require_GET(answered))


@public
def index(request: HttpRequest) -> HttpResponse:
    """The list, with search and filters."""
    asked = reading.wanted(request.GET)
    page = Paginator(reading.search(asked), _ROWS).get_page(request.GET.get("page"))
    words = asked.words.split()
    rows = [(one, telling.excerpt(one.words, words) if words else None) for one in page]
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "asked": asked,
        "choices": reading.choices(),
        "page": page,
        "rows": rows,
        "sorts": [(name, title) for name, (title, _) in reading.SORTS.items()],
        "query": query.urlencode(),
    }
    return render(request, "disclosure/index.html", context)


@public
def report(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """A readable page of one report, the present version or an earlier one."""
    found = reading.publication(slug)
    if not found.is_public:
        return _gone(request, found)
    version = reading.version_of(found, number)
    said = reading.facts_of(version)
    shown = json.loads(version.shown)
    address = _form_address(found, version)
    total: reading.Object = next((row for row in said["money"] if row["line"] == "total"), {})
    context = {
        "one": found,
        "version": version,
        "is_present": version.number == found.version,
        "said": said,
        "total": total,
        "classes": [row for row in said["money"] if row["line"] in {"personnel", "operating", "project"}],
        "history": reading.history(found),
        "lead": telling.lead(found, said),
        "canonical": request.build_absolute_uri(reverse("public-report", args=(found.slug,))),
        "groups": telling.by_rule(said["findings"]),
        "waived": [each for each in said["findings"] if each["waiver"]],
        "form_address": address,
        "article": article(shown["report"], address),
        "years": _years(found),
    }
    return render(request, "disclosure/report.html", context)


@public
def form(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The filled form: where every figure of the report comes from."""
    found = reading.publication(slug)
    if not found.is_public:
        return _gone(request, found)
    version = reading.version_of(found, number)
    context = {"one": found, "version": version, "sheets": json.loads(version.shown)["sheets"]}
    return render(request, "disclosure/form.html", context)


@public
def report_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The facts of a report, as documented."""
    found = reading.publication(slug)
    if not found.is_public:
        return _gone(request, found)
    version = reading.version_of(found)
    content = {
        "report": found.slug,
        "version": str(version.number),
        "published_at": version.published_at.isoformat(),
        "digest": version.digest,
        "corrections": json.loads(version.corrections),
        **reading.facts_of(version),
    }
    return _json(content)


def _years(found: Publication) -> list[Publication]:
    """The unit's public reports of all years, this one among them."""
    return list(reading.public().filter(unit_code=found.unit_code).order_by("fiscal_year", "slug"))


def _form_address(found: Publication, version: PublicVersion) -> str:
    if version.number == found.version:
        return reverse("public-form", args=(found.slug,))
    return reverse("public-form-version", args=(found.slug, version.number))


def _gone(request: HttpRequest, found: Publication) -> HttpResponse:
    """It was public once: why it is not now."""
    withdrawal = found.withdrawals.order_by("-at").first()
    if request.path.endswith(".json"):
        words = "" if withdrawal is None else withdrawal.reason
        return _json({"error": {"code": GONE, "message": f"该报告已撤下：{words}"}}, status=GONE)
    context = {"one": found, "withdrawal": withdrawal, "history": reading.history(found)}
    return render(request, "disclosure/gone.html", context, status=GONE)


@public
def compare(request: HttpRequest) -> HttpResponse:
    """Reports side by side: departments of a year, or the years of a department."""
    slugs = request.GET.getlist("r") or comparing.years_of(request.GET.get("department", ""))
    chosen = comparing.chosen(slugs)
    context = {
        "table": comparing.table(chosen),
        "chosen": chosen,
        "most": comparing.MOST,
        "borrowed": any(said["standard"].get("borrowed") for _, said in chosen),
        "choices": None if chosen else reading.choices(),
    }
    return render(request, "disclosure/compare.html", context)


@public
def datasets(request: HttpRequest) -> HttpResponse:
    """What open data there is, field by field."""
    return render(request, "disclosure/data.html", {"datasets": DATASETS, "choices": reading.choices()})


@public
def dataset(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """A table over all reports, or those of a search."""
    found = BY_NAME.get(name)
    if found is None or ending not in {"csv", "json"}:
        raise Http404
    wanted = reading.search(reading.wanted(request.GET))
    if ending == "json":
        return StreamingHttpResponse(
            opendata.json_pieces(found, wanted), content_type="application/json; charset=utf-8"
        )
    response = StreamingHttpResponse(
        opendata.csv_lines(found, wanted), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="hengji-{name}.csv"'
    return response


@public
def schema(_request: HttpRequest) -> HttpResponse:
    """The schema of all tables."""
    return _json(opendata.schema())


@public
def atom(request: HttpRequest) -> HttpResponse:
    """The feed."""
    return HttpResponse(feed.atom(request), content_type="application/atom+xml; charset=utf-8")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address, for search engines."""
    context = {
        "index": request.build_absolute_uri(reverse("public-index")),
        "reports": [
            (request.build_absolute_uri(reverse("public-report", args=(slug,))), at.date().isoformat())
            for slug, at in reading.public().values_list("slug", "published_at")
        ],
    }
    return render(request, "disclosure/sitemap.xml", context, content_type="application/xml; charset=utf-8")


def _json(content: object, *, status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, safe=False, json_dumps_params={"ensure_ascii": False})
