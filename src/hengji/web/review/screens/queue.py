"""
The queue, batch acceptance with its confirmation list, the formula of risk.
"""

from __future__ import annotations

from typing import Final, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hengji.web.accounts.access import (
    Guard,
    Refused,
    Verdict,
    actor_of,
    guarded,
    organisations_of,
    require_role,
)
from hengji.web.accounts.asking import numbers, page_of, posted
from hengji.web.accounts.models import User
from hengji.web.accounts.roles import Role
from hengji.web.filing.models import EDITABLE, Filing
from hengji.web.review import deciding, queue, risk
from hengji.web.review.deciding import Ticked

REVIEWERS: Final = frozenset(
    {Role.FINANCE_REVIEWER, Role.SUPERVISING_REVIEWER, Role.PERFORMANCE_ADMINISTRATOR}
)
_BATCH: Final = frozenset({Role.FINANCE_REVIEWER})


@guarded(Guard(room="role", roles=REVIEWERS))
@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What waits, the riskiest first, with the reasons."""
    require_role(request.user, *REVIEWERS)
    wanted = queue.wanted_from(request.GET.dict())
    context = {
        "page": queue.page(request.user, wanted, page_of(request)),
        "wanted": wanted,
        "years": queue.years(request.user),
        "states": [(name, title) for name, (title, _) in queue.STATES.items()],
        "levels": [(level.value, title) for level, title in risk.LEVEL_TITLES.items()],
        "own": _with_units(cast("User", request.user)),
        "may_batch": deciding.is_reviewer(cast("User", request.user)),
    }
    return render(request, "authority/queue.html", context)


def _with_units(user: User) -> list[Filing]:
    """The drafts into which the person may take the sums of the units below."""
    mine = organisations_of(user, {Role.SUPERVISING_REVIEWER})
    if not mine:
        return []
    found = Filing.objects.filter(
        organisation__in=mine, organisation__units__isnull=False, status__in=EDITABLE
    )
    return list(found.distinct().select_related("organisation", "campaign"))


@guarded(Guard(room="role", roles=_BATCH))
@login_required
@require_GET
def batch(request: HttpRequest) -> HttpResponse:
    """The ticked ones once more, each with why it may or may not be accepted with the others."""
    require_role(request.user, *_BATCH)
    ticked = numbers(request.GET, "filing")
    if not ticked:
        messages.error(request, "请先勾选材料。")
        return redirect("review-queue")
    if len(ticked) > deciding.MOST_TOGETHER:
        raise Refused(Verdict.CONFLICT, f"一次最多批量通过 {deciding.MOST_TOGETHER} 份。")
    found = queue.filings(request.user, queue.Wanted(state="all")).filter(pk__in=ticked)
    rows = [(row, deciding.why_not_together(row.filing)) for row in queue.rows(found)]
    context = {
        "able": [row for row, barred in rows if not barred],
        "barred": [(row, barred) for row, barred in rows if barred],
    }
    return render(request, "authority/batch.html", context)


@guarded(Guard(room="role", roles=_BATCH))
@login_required
@require_POST
def accept_batch(request: HttpRequest) -> HttpResponse:
    """Accept the confirmed list; says of each what came of it."""
    require_role(request.user, *_BATCH)
    ticked = [
        Ticked(filing_id=number, version=version)
        for number in numbers(request.POST, "filing")
        if (version := posted(request, f"version-{number}")) is not None
    ]
    done = deciding.accept_together(cast("User", request.user), actor_of(request), ticked)
    accepted = [one for one in done if not one.refused]
    if accepted:
        names = "、".join(one.filing.organisation.called for one in accepted)
        messages.success(request, f"已通过 {len(accepted)} 份：{names}。")
    for one in done:
        if one.refused:
            messages.warning(request, f"{one.filing.organisation.called}未通过：{one.refused}")
    return redirect("review-queue")


@guarded(Guard(room="role", roles=REVIEWERS | {Role.AUDITOR}))
@login_required
@require_GET
def formula(request: HttpRequest) -> HttpResponse:
    """How the risk is computed, with every weight."""
    require_role(request.user, *REVIEWERS, Role.AUDITOR)
    return render(request, "authority/formula.html", {"formula": risk.formula()})
