"""
The amounts of revisions for charts: kept beside each revision when it is issued.

A revision that has none yet, issued before they were kept, is read once, and then its figures are kept too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from hengji.web.disclosure.facts import execution_rate
from hengji.web.disclosure.models import RevisionFigures
from hengji.web.filing import conversion
from hengji.web.filing.evaluating import Checked
from hengji.web.filing.models import Filing, Revision
from hengji.workbook.answers import TakenAnswers

_MOST_AT_ONCE: Final = 2_000


def keep(revision: Revision, checked: Checked) -> None:
    """Keep the figures of a revision while it is issued."""
    _figures(revision, checked.taken).save(force_insert=True)


def execution_rates(filings: QuerySet[Filing]) -> Mapping[int, Decimal | None]:
    """
    The rate in percent of each filing that was ever submitted, by its latest revision.

    The queries do not grow with the filings; `None` where the revision does not say both amounts.
    """
    revisions = Revision.objects.filter(filing__in=filings.order_by().values("pk")).order_by("number")
    found = revisions.values_list("filing", "pk", "figures", "figures__execution_rate")
    latest: dict[int, tuple[int, int | None, Decimal | None]] = {
        filing: (revision, figures, rate) for filing, revision, figures, rate in found
    }
    rates = {filing: rate for filing, (_, _, rate) in latest.items()}
    unread = [revision for revision, figures, _ in latest.values() if figures is None]
    if unread:
        read = _read(unread[:_MOST_AT_ONCE])
        rates |= {each.revision.filing_id: each.execution_rate for each in read}
    return rates


def _read(keys: list[int]) -> list[RevisionFigures]:
    """Read revisions that were never read before; whoever else reads them meanwhile finds the same."""
    made = []
    for revision in Revision.objects.filter(pk__in=keys).select_related("filing__campaign"):
        taken = conversion.taken(json.loads(revision.content), revision.filing.campaign)
        made.append(_figures(revision, taken))
    with transaction.atomic():
        present = set(RevisionFigures.objects.filter(pk__in=keys).values_list("pk", flat=True))
        RevisionFigures.objects.bulk_create(
            [each for each in made if each.pk not in present], ignore_conflicts=True
        )
    return made


def _figures(revision: Revision, taken: TakenAnswers) -> RevisionFigures:
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
