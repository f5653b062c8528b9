"""
Measuring a revision for its risk, and keeping the result with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from django.db import transaction

from hengji.domain.filing import Filing as DomainFiling
from hengji.web.filing.labels import Labels
from hengji.web.filing.models import Revision
from hengji.web.records.canonical import text
from hengji.web.review import risk
from hengji.web.review.models import RiskAssessment
from hengji.web.review.opened import IssuedFinding, Object, Opened, figure, open_revision
from hengji.web.review.risk import Measured, Reason, Risk

_MOST_NAMED: Final = 12
_PLACES: Final = Decimal("0.01")


def measure(opened: Opened, before: Opened | None) -> Mapping[str, Measured]:
    """Every factor that the revision, and last year's, can show."""
    labels = Labels(opened.revision.filing.campaign, opened.content)
    found = dict(_by_findings(opened.findings, labels))
    found |= dict(_by_scores(opened))
    if before is not None:
        found |= dict(_by_years(opened, before))
    return found


def _by_findings(findings: Iterable[IssuedFinding], labels: Labels) -> Iterator[tuple[str, Measured]]:
    groups: dict[str, list[str]] = {"errors": [], "warnings": [], "unexplained": []}
    for each in findings:
        place = str(labels.of(each.path)) if each.path else each.place
        words = f"{each.rule} {each.title}" + (f"（{place}）" if place else "")
        if each.severity == "error":
            groups["errors"].append(words)
        elif each.severity == "warning":
            groups["warnings"].append(words)
            if each.is_stale:
                groups["unexplained"].append(words)
    for name, lines in groups.items():
        yield name, _counted(lines)


def _by_scores(opened: Opened) -> Iterator[tuple[str, Measured]]:
    evaluation = opened.evaluation
    claimed, high = opened.claimed_score, Decimal(evaluation["high"])
    if claimed is not None and claimed > high:
        words = f"自评 {claimed:f} 分，按所填数据计算{_at_most(evaluation)} {high:f} 分"
        yield "claimed_gap", Measured(value=claimed - high, evidence=(words,))
    undecidable = [
        f"{leaf['title']}：缺 {'、'.join(one['name'] for one in leaf['missing']) or '所需数据'}"
        for leaf in opened.leaves()
        if leaf["verdict"] == "undecidable"
    ]
    yield "undecidable", _counted(undecidable)
    proven = {str(file["proves"]) for file in opened.evidence if file["proves"]}
    yield "missing_evidence", _counted([leaf["title"] for leaf in unproven(opened, proven)])
    rate, points = execution_rate(opened.filing), claimed if claimed is not None else high
    share = points / opened.full_marks * 100
    if rate is not None and share > 0 and share > rate:
        excess = ((share - rate) / share * 100).quantize(_PLACES)
        words = f"得分率 {share.quantize(_PLACES):f}%，预算执行率 {rate.quantize(_PLACES):f}%"
        yield "score_over_execution", Measured(value=excess, evidence=(words,))


def _at_most(evaluation: Object) -> str:
    return "" if evaluation["computed_score"] is not None else "最多"


def unproven(opened: Opened, proven: set[str]) -> Iterator[Object]:
    """The leaves that earned points with no evidence named and no file behind them."""
    for leaf in opened.leaves():
        earned = (figure(leaf["points"]) or Decimal(0)) > 0
        row = (opened.paths.get(leaf["place"] or "") or "").rpartition("/")[0]
        if earned and not leaf["evidence"] and row not in proven and leaf["code"] not in proven:
            yield leaf


def execution_rate(filing: DomainFiling | None) -> Decimal | None:
    """预算执行率 in percent, from the ledger's total; `None` where it cannot be told."""
    if filing is None:
        return None
    budget, executed = filing.ledger.total.adjusted_budget_amount, filing.ledger.total.executed_amount
    if budget is None or executed is None or not budget.value:
        return None
    return executed.value / budget.value * 100


def _by_years(opened: Opened, before: Opened) -> Iterator[tuple[str, Measured]]:
    now, then = _executed(opened.filing), _executed(before.filing)
    if now is not None and then:
        change = ((now - then) / then * 100).quantize(_PLACES)
        words = f"上年执行 {then:,.2f} 元，本年 {now:,.2f} 元，变动 {change:+f}%"
        yield "spending_change", Measured(value=abs(change), evidence=(words,))
    score, earlier = figure(opened.evaluation["computed_score"]), figure(before.evaluation["computed_score"])
    if score is not None and earlier is not None and score > earlier:
        words = f"上年计算得分 {earlier:f} 分，本年 {score:f} 分"
        yield "score_jump", Measured(value=score - earlier, evidence=(words,))


def _executed(filing: DomainFiling | None) -> Decimal | None:
    amount = None if filing is None else filing.ledger.total.executed_amount
    return None if amount is None else amount.value


def _counted(lines: list[str]) -> Measured:
    named = lines[:_MOST_NAMED]
    if len(lines) > _MOST_NAMED:
        named.append(f"等共 {len(lines)} 处")
    return Measured(value=Decimal(len(lines)), evidence=tuple(named))


def last_year_of(revision: Revision) -> Revision | None:
    """The latest revision that the same organisation issued for the year before."""
    filing = revision.filing
    return (
        Revision.objects.filter(
            filing__organisation=filing.organisation_id,
            filing__campaign__fiscal_year=filing.campaign.fiscal_year - 1,
        )
        .select_related("filing__campaign", "filing__organisation")
        .order_by("-received_at", "-number")
        .first()
    )


def assess(revision: Revision) -> Risk:
    """The risk of a revision now."""
    earlier = last_year_of(revision)
    return risk.assess(measure(open_revision(revision), None if earlier is None else open_revision(earlier)))


@transaction.atomic
def keep(revision: Revision) -> RiskAssessment:
    """Assess a revision and keep the result in place of an earlier one."""
    found = assess(revision)
    kept, _ = RiskAssessment.objects.update_or_create(
        revision=revision,
        defaults={
            "formula": found.formula,
            "points": found.points,
            "level": found.level.value,
            "unsuspicious": found.unsuspicious,
            "reasons": text([_written(reason) for reason in found.reasons]),
        },
    )
    return kept


def _written(reason: Reason) -> dict[str, str | list[str]]:
    return {
        "factor": reason.factor,
        "title": reason.title,
        "points": f"{reason.points:f}",
        "measure": f"{reason.measure:f}",
        "unit": reason.unit,
        "words": reason.words,
        "evidence": list(reason.evidence),
    }


def keep_missing() -> int:
    """Assess every latest revision that has no result by the formula in force; gives how many."""
    current = risk.formula().edition
    revisions = Revision.objects.exclude(risk__formula=current).select_related(
        "filing__campaign", "filing__organisation"
    )
    return len([keep(revision) for revision in revisions])


def on_issue(sender: object, instance: Revision, *, created: bool, **_rest: object) -> None:
    """A revision was issued: assess it in the same transaction."""
    if created:
        keep(instance)
