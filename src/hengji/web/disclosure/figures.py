"""
The amounts of revisions for charts: read from each revision once, then kept beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import F, Max

from hengji.web.disclosure.facts import execution_rate
from hengji.web.disclosure.models import RevisionFigures
from hengji.web.filing import conversion
from hengji.web.filing.models import Filing, Revision

_MOST_AT_ONCE: Final = 2_000


def latest_figures(filings: list[Filing]) -> Mapping[int, RevisionFigures]:
    """The figures of each filing's latest revision, by filing; the queries do not grow with the filings."""
    latest = (
        Revision.objects.filter(filing__in=[filing.pk for filing in filings])
        .annotate(last=Max("filing__revisions__number"))
        .filter(number=F("last"))
        .values_list("pk", "filing_id")
    )
    owner = dict(latest)
    kept = RevisionFigures.objects.in_bulk(list(owner))
    missing = [key for key in owner if key not in kept][:_MOST_AT_ONCE]
    if missing:
        kept |= {each.pk: each for each in _read(missing)}
    return {owner[key]: figures for key, figures in kept.items()}


def _read(keys: list[int]) -> list[RevisionFigures]:
    """Read revisions that were never read before; whoever else reads them meanwhile finds the same."""
    revisions = Revision.objects.filter(pk__in=keys).select_related("filing__campaign")
    made = [_figures(revision) for revision in revisions]
    with transaction.atomic():
        present = set(RevisionFigures.objects.filter(pk__in=keys).values_list("pk", flat=True))
        RevisionFigures.objects.bulk_create(
            [each for each in made if each.pk not in present], ignore_conflicts=True
        )
    return made


def _figures(revision: Revision) -> RevisionFigures:
    taken = conversion.taken(json.loads(revision.content), revision.filing.campaign)
    budget = executed = None
    if taken.filing is not None:
        total = taken.filing.ledger.total
        budget = None if total.adjusted_budget_amount is None else total.adjusted_budget_amount.value
        executed = None if total.executed_amount is None else total.executed_amount.value
    return RevisionFigures(
        revision=revision,
        adjusted_budget=_storable(budget),
        executed=_storable(executed),
        execution_rate=_storable(execution_rate(budget, executed), most=Decimal(10) ** 7),
    )


def _storable(value: Decimal | None, most: Decimal = Decimal(10) ** 16) -> Decimal | None:
    """A figure that the column holds; one beyond reason is left out of charts."""
    return None if value is None or abs(value) >= most else value.quantize(Decimal("0.01"))
