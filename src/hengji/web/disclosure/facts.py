"""
The facts of a published report: one object of the documented schema, figures as decimal text.

Open data, the readable page, comparisons and the API all give these same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengji import __version__
from hengji.domain.indicator import CATEGORY_TITLES, DIMENSION_TITLES, DIRECTION_SIGNS, Indicator
from hengji.domain.ledger import LEDGER_LINE_TITLES, LedgerColumn, LedgerLine
from hengji.domain.scorecard import Score
from hengji.domain.standard import grade_of
from hengji.domain.stated import Stated
from hengji.pipeline.evaluate import Evaluation
from hengji.web.accounts.models import Organisation
from hengji.web.disclosure import report
from hengji.web.disclosure.form import PublicForm
from hengji.web.disclosure.unsaid import unsaid
from hengji.web.filing.evaluating import Checked
from hengji.web.filing.models import Revision
from hengji.web.records.canonical import Plain
from hengji.web.review.models import ConfirmedScore, Waiver
from hengji.web.review.rescoring import total_of

SCHEMA: Final = "hengji.public-report/1"
_RATE: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What the authority added: confirmed points by the code of their criterion, and waivers."""

    confirmed: Mapping[str, ConfirmedScore]
    waivers: Mapping[str, Waiver]
    """By the identity of the finding."""


def decimal(value: Decimal | None) -> str | None:
    """A decimal as text, without exponent."""
    return None if value is None else f"{value:f}"


def execution_rate(budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
    """
    预算执行率 in percent, two places, half up; `None` where it cannot be told.

    >>> execution_rate(Decimal("29242314.38"), Decimal("28771611.60"))
    Decimal('98.39')
    """
    if not budget or executed is None:
        return None
    return (executed / budget * 100).quantize(_RATE, "ROUND_HALF_UP")


def facts_of(
    revision: Revision, checked: Checked, evaluation: Evaluation, form: PublicForm, reviewed: Reviewed
) -> dict[str, Plain]:
    """All of them; `fiscal_year` and counts of places are text too, so that no reader rounds anything."""
    filing, card, said = revision.filing, evaluation.scorecard, evaluation.filing
    total = said.ledger.total
    budget, executed = _value(total.adjusted_budget_amount), _value(total.executed_amount)
    confirmed = _confirmed_total(card.leaves(), reviewed)
    grade = None if confirmed is None else grade_of(confirmed, evaluation.standard.grades).title
    return {
        "schema": SCHEMA,
        "invented": filing.is_example,
        "unit": _unit(filing.organisation),
        "fiscal_year": str(filing.campaign.fiscal_year),
        "notice": {"title": filing.campaign.title, "number": filing.campaign.notice_number},
        "standard": {
            "id": card.standard_id,
            "title": card.standard_title,
            "edition_hash": card.edition_hash,
            "illustrative": card.illustrative,
            "borrowed": not evaluation.standard.applies_in(filing.campaign.fiscal_year),
            "years": evaluation.standard.years,
            "basis": str(evaluation.standard.basis),
        },
        "engine_version": __version__,
        "submission": {
            "receipt": revision.receipt,
            "received_at": revision.received_at.isoformat(),
            "number": str(revision.number),
            "digest": revision.content_digest,
            "digest_algorithm": revision.digest_algorithm,
        },
        "notes": [*dict.fromkeys((*card.notes, *said.illustrations))],
        "score": {
            "full_marks": decimal(card.full_marks),
            "claimed": decimal(card.claimed_score),
            "claimed_grade": card.claimed_grade,
            "computed": decimal(card.computed_score),
            "low": decimal(card.low),
            "high": decimal(card.high),
            "computed_grade": None if card.computed_grade is None else card.computed_grade.title,
            "confirmed": decimal(confirmed),
            "confirmed_grade": grade,
        },
        "criteria": [_criterion(score, form, reviewed) for score in card.scores],
        "money": list(_money(evaluation, form)),
        "execution_rate": decimal(execution_rate(budget, executed)),
        "projects": [
            {
                "title": one.title,
                "adjusted_budget": _figure(one.adjusted_budget_amount, form),
                "executed": _figure(one.executed_amount, form),
            }
            for one in said.projects
        ],
        "goals": [{"goal": one.goal, "completion": one.completion} for one in said.goals],
        "indicators": [_indicator(one, evaluation, form, reviewed) for one in said.indicators],
        "tasks": [{"title": one.title, "completion": one.completion} for one in said.key_tasks],
        "problems": [
            {"problem": one.problem, "measure": one.measure, "due": one.due} for one in said.problems
        ],
        "no_problems_stated": said.no_problems_stated,
        "corrective_actions": [
            {"finding": one.finding, "action": one.action, "result": one.result, "completed": one.completed}
            for one in said.corrective_actions
        ],
        "unsaid": [
            {"subject": one.subject, "words": one.words}
            for one in unsaid(evaluation, report.pending_of(evaluation.composition))
        ],
        "findings": list(_findings(checked, form, reviewed)),
    }


def _confirmed_total(leaves: Iterable[Score], reviewed: Reviewed) -> Decimal | None:
    confirmed = {code: one.points for code, one in reviewed.confirmed.items()}
    return total_of(((leaf.code, leaf.points) for leaf in leaves), confirmed)


def _unit(organisation: Organisation) -> Plain:
    above = organisation.parent or organisation
    return {
        "code": organisation.code,
        "name": organisation.name,
        "kind": organisation.kind,
        "department_code": above.code,
        "department_name": above.name,
        "jurisdiction_code": organisation.jurisdiction_code,
        "jurisdiction_name": organisation.jurisdiction_name,
        "invented": organisation.invented,
    }


def _money(evaluation: Evaluation, form: PublicForm) -> Iterator[Plain]:
    for line in LedgerLine:
        row = evaluation.filing.ledger.row(line)
        amounts: dict[str, Plain] = {
            column.value.removesuffix("_amount"): _figure(row.amount(column), form) for column in LedgerColumn
        }
        if any(amounts.values()):
            yield {"line": line.value, "title": LEDGER_LINE_TITLES[line], **amounts}


def _value(stated: Stated | None) -> Decimal | None:
    return None if stated is None else stated.value


def _figure(stated: Stated | None, form: PublicForm, measure: str = "") -> Plain:
    """A figure in base units, as it was written, with the anchor of its cell."""
    if stated is None:
        return None
    words = stated.quote or f"{stated.value:f}"
    return {
        "value": decimal(stated.value),
        "unit": stated.unit,
        "written": words if words.endswith(measure) else f"{words}{measure}",
        "cell": form.anchor(stated.place),
    }


def _indicator(one: Indicator, evaluation: Evaluation, form: PublicForm, reviewed: Reviewed) -> Plain:
    score, measure = evaluation.scorecard.find(one.code), one.unit_of_measure or ""
    return {
        "code": one.code,
        "title": one.title,
        "dimension": DIMENSION_TITLES[one.dimension],
        "category": CATEGORY_TITLES[one.category],
        "direction": DIRECTION_SIGNS[one.direction],
        "unit": measure,
        "target": _figure(one.target_value, form, measure),
        "target_text": one.target_text,
        "actual": _figure(one.actual_value, form, measure),
        "actual_text": one.actual_text,
        "achievement": None if one.achievement is None else one.achievement.value,
        "deviation_explanation": one.deviation_explanation,
        "illustrative": one.illustrative,
        "cell": form.anchor(one.place),
        "full_marks": None if score is None else decimal(score.full_marks),
        "claimed": decimal(one.claimed_points),
        "computed": None if score is None else decimal(score.points),
        "confirmed": None if score is None else _confirmed(score, reviewed),
    }


def _criterion(score: Score, form: PublicForm, reviewed: Reviewed) -> Plain:
    given = reviewed.confirmed.get(score.code)
    return {
        "code": score.code,
        "title": score.title,
        "full_marks": decimal(score.full_marks),
        "claimed": decimal(score.claimed_points),
        "computed": decimal(score.points),
        "low": decimal(score.low),
        "high": decimal(score.high),
        "confirmed": _confirmed(score, reviewed),
        "confirmed_reason": "" if given is None else given.reason,
        "verdict": score.verdict.value,
        "is_judged": score.judged,
        "illustrative": score.illustrative,
        "method": score.method,
        "arithmetic": score.arithmetic,
        "reason": score.reason,
        "basis": None if score.basis is None else str(score.basis),
        "inputs": [
            {"name": one.name, "value": one.value, "unit": one.unit, "cell": form.anchor(one.place)}
            for one in score.inputs
        ],
        "evidence": list(score.evidence),
        "criteria": [_criterion(part, form, reviewed) for part in score.parts],
    }


def _confirmed(score: Score, reviewed: Reviewed) -> str | None:
    return decimal(_confirmed_total(score.leaves(), reviewed))


def _findings(checked: Checked, form: PublicForm, reviewed: Reviewed) -> Iterator[Plain]:
    for doubt in checked.doubts:
        finding, waiver = doubt.finding, reviewed.waivers.get(doubt.identity)
        yield {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "verdict": finding.verdict.value,
            "title": finding.title,
            "message": finding.message,
            "cell": None if doubt.path is None else form.anchors.get(doubt.path),
            "stated": decimal(finding.stated),
            "computed": decimal(finding.computed),
            "basis": None if finding.basis is None else str(finding.basis),
            "explanation": doubt.explanation,
            "waiver": None
            if waiver is None
            else {
                "by": waiver.granted_by_name,
                "on": waiver.granted_at.date().isoformat(),
                "reason": waiver.reason,
            },
        }
