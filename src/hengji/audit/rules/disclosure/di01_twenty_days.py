"""DI01: budgets and accounts published later than twenty days after approval."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.facts import FACTS
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Finding, Severity

LIMIT = Decimal(20)
_APPROVED = re.compile(r"批复|批准|下达")
_PUBLISHED = re.compile(r"[^。；\n]{0,20}(?:公开|公布|发布)")
_PUBLISHED_BETWEEN = re.compile(r"(?:公开|公布|发布)[^。\n]*[，；。]")
"""批复，2月20日公开；决算于8月30日批复: the day behind is of another document."""
_FACTS = ("management.disclosure_days_budget", "management.disclosure_days_accounts")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Budget and final accounts are public within 20 days of their approval.

    **Fails**: 决算公开用时 23 天.  **Passes**: 20 天.
    """
    for fact_id in _FACTS:
        days = case.filing.management.get(fact_id)
        if days is not None and days.interval.low is not None and days.interval.low > LIMIT:
            yield rule.finding(
                place=days.place, stated=days.value, computed=LIMIT, unit="天", fact=FACTS[fact_id].title
            )


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """The same where one sentence prints the day of approval and the day of publication."""
    days = [f for f in case.document.figures if f.kind is FigureKind.DATE]
    for approved, published in pairwise(days):
        first = _day(approved)
        second = _day(published) or (None if first is None else _in_year(published, first))
        between = case.text[approved.end : published.start]
        told = _APPROVED.search(between) and _PUBLISHED.match(case.text, published.end)
        if (
            first is None
            or second is None
            or not told
            or "\n" in between
            or _PUBLISHED_BETWEEN.search(between)
        ):
            continue
        taken = Decimal((second - first).days)
        if taken > LIMIT:
            yield rule.finding(
                place=reading.place(case, approved.start, published.end),
                quote=case.text[approved.start : published.end],
                stated=taken,
                computed=LIMIT,
                unit="天",
                fact="自批复至公开",
            )


def _day(figure: Figure) -> date | None:
    try:
        return date.fromisoformat(str(figure.value))
    except ValueError:
        return None


def _in_year(figure: Figure, before: date) -> date | None:
    """2024年2月6日批复，2月20日公开: a day without its year, the first such after the one before."""
    try:
        found = date.fromisoformat(f"{before.year}{str(figure.value)[1:]}")
        return found if found >= before else found.replace(year=before.year + 1)
    except ValueError:
        return None


DI01 = Rule(
    code="DI01",
    severity=Severity.WARNING,
    title="公开超过规定期限",
    message="{fact}{stated}，规定为批复后{computed}内，超过{difference}。",
    suggestion="说明逾期原因，今后按期公开。",
    basis=citations.TWENTY_DAYS,
    scope=Scope(kinds=(Kind.FILING, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
