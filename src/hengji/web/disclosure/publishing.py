"""
Publishing a report and taking it down: together with the move, in its transaction.

The version is made ready before the lock is taken; persons are looked for in every text that would be
public, and where one is found nothing is published.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, cast

from django.db.models import Max

from hengji.pipeline.publish import personal_records
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.disclosure import corrections, facts, form, report, telling
from hengji.web.disclosure.models import Publication, PublicVersion, Withdrawal
from hengji.web.filing import evaluating
from hengji.web.filing.models import Filing, Revision
from hengji.web.filing.moving import Effect
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import ALGORITHM, Plain, canonical, sm3, text

_MOST_NAMED: Final = 10
_MECHANICAL: Final = frozenset({"digest", "edition_hash", "cell", "anchors", "receipt", "schema", "is"})
"""Fields that no person wrote."""

Object = Mapping[str, Any]


def prepare(filing: Filing) -> Effect:
    """Make the public version of what was accepted; raises `Refused` where it may not be public."""
    revision = filing.revisions.select_related("filing__campaign", "filing__organisation").last()
    if revision is None:
        raise Refused(Verdict.CONFLICT, "还没有提交过的材料，不能公开。")
    said, shown = _version(filing, revision)
    _refuse_persons({"facts": said, "shown": shown})
    words = telling.words_of(said, cast("list[Object]", shown["report"]))
    prepared_at = filing.version

    def publish(locked: Filing, _actor: Actor, at: datetime, _note: str) -> Mapping[str, Plain]:
        if locked.version != prepared_at:
            raise Refused(Verdict.CONFLICT, "其他人刚刚处理过这份材料，请刷新后再看。")
        publication = _publication(locked, said, at, words)
        version = PublicVersion(
            publication=publication,
            number=publication.version,
            revision=revision,
            facts=text(said),
            shown=text(shown),
            digest=sm3(canonical([said, shown])),
            digest_algorithm=ALGORITHM,
            corrections=text(_corrected(publication, said)),
            published_at=at,
        )
        version.save(force_insert=True)
        return {"slug": publication.slug, "public_version": version.number, "public_digest": version.digest}

    return publish


def prepare_withdrawal(_filing: Filing) -> Effect:
    """Take the public page down; the reason becomes public in its place."""

    def withdraw(locked: Filing, _actor: Actor, at: datetime, note: str) -> Mapping[str, Plain]:
        publication = Publication.objects.filter(filing=locked).first()
        if publication is None:
            return {}
        _refuse_persons({"理由": note})
        Withdrawal(publication=publication, version=publication.version, reason=note, at=at).save()
        publication.withdrawn_at = at
        publication.save(update_fields=["withdrawn_at"])
        return {"slug": publication.slug, "public_version": publication.version}

    return withdraw


def _version(filing: Filing, revision: Revision) -> tuple[dict[str, Plain], dict[str, Plain]]:
    """The facts, and the form and report that show them."""
    checked = evaluating.check_revision(revision)
    evaluation = checked.evaluation
    if evaluation is None:
        raise Refused(Verdict.CONFLICT, "材料里没有部门名称，不能公开。")
    issued: Object = json.loads(revision.evaluation)
    card = evaluation.scorecard
    if (issued["low"], issued["high"]) != (f"{card.low:f}", f"{card.high:f}"):
        raise Refused(
            Verdict.CONFLICT,
            f"现在计算的得分（{card.low:f}至{card.high:f}分）与提交时（{issued['low']}至{issued['high']}分，"
            f"引擎 {revision.engine_version}）不同，不能公开；请先重新审核。",
        )
    reviewed = facts.Reviewed(
        confirmed={each.criterion: each for each in revision.confirmed.all()},
        waivers={each.finding: each for each in filing.waivers.all()},
    )
    shown = form.public_form(checked.content, checked.taken, filing.campaign)
    said = facts.facts_of(revision, checked, evaluation, shown, reviewed)
    blocks = report.blocks_of(evaluation.composition, shown)
    return said, {"sheets": shown.sheets, "report": blocks}


def _refuse_persons(published: Plain) -> None:
    """Raise with the list where a text names a person's number, or a person beside a phone."""
    parts = list(dict.fromkeys(_texts(published)))
    starts: list[int] = []
    length = 0
    for part in parts:
        starts.append(length)
        length += len(part) + 1
    found = personal_records("\n".join(parts))
    if not found:
        return
    lines = []
    for finding in found[:_MOST_NAMED]:
        place = finding.place
        at = 0 if place is None or place.start is None else place.start
        sentence = parts[bisect.bisect_right(starts, at) - 1]
        lines.append(f"“{finding.quote}”（见“{sentence[:40]}”）")
    more = f"等 {len(found)} 处" if len(found) > _MOST_NAMED else ""
    raise Refused(
        Verdict.CONFLICT,
        f"材料中有个人信息，未能公开；请退回单位删去后再公开：{'；'.join(lines)}{more}。",
        {"personal": [finding.quote for finding in found]},
    )


def _texts(value: Plain) -> Iterator[str]:
    """Every text in a value; the runs of one paragraph, and the cells of one row, are read together."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        if value.get("is") in {"text", "notice"}:
            yield _joined(value["runs"])
        else:
            for name, each in value.items():
                if name not in _MECHANICAL:
                    yield from _texts(each)
    elif isinstance(value, Sequence):
        cells = [each for each in value if isinstance(each, Mapping) and ("words" in each or "runs" in each)]
        if cells and len(cells) == len(value):
            yield " ".join(_joined(each.get("runs") or [each.get("words", "")]) for each in cells)
            return
        for each in value:
            yield from _texts(each)


def _joined(runs: Plain) -> str:
    pieces = runs if isinstance(runs, Sequence) and not isinstance(runs, str) else ()
    return "".join(
        str(each["text"]) if isinstance(each, Mapping) else str(each) for each in pieces if each is not None
    )


def _publication(filing: Filing, said: Object, at: datetime, words: str) -> Publication:
    """The row that the public finds, brought up to the new version."""
    publication = Publication.objects.filter(filing=filing).first()
    if publication is None:
        publication = Publication(filing=filing, slug=_slug(filing), first_published_at=at)
    unit, score = said["unit"], said["score"]
    total: Object = next((row for row in said["money"] if row["line"] == "total"), {})
    publication.unit_code, publication.unit_name = unit["code"], unit["name"]
    publication.department_code, publication.department_name = (
        unit["department_code"],
        unit["department_name"],
    )
    publication.jurisdiction_name, publication.invented = unit["jurisdiction_name"], said["invented"]
    publication.fiscal_year = filing.campaign.fiscal_year
    publication.version += 1
    publication.published_at, publication.withdrawn_at = at, None
    publication.words = words
    publication.full_marks = Decimal(score["full_marks"])
    publication.claimed_points = _number(score["claimed"])
    publication.computed_points = _number(score["computed"])
    publication.confirmed_points = _number(score["confirmed"])
    publication.grade = score["confirmed_grade"] or ""
    publication.adjusted_budget = _number((total.get("adjusted_budget") or {}).get("value"))
    publication.executed = _number((total.get("executed") or {}).get("value"))
    publication.execution_rate = _number(said["execution_rate"])
    publication.unsaid, publication.findings = len(said["unsaid"]), len(said["findings"])
    publication.waivers = sum(each["waiver"] is not None for each in said["findings"])
    publication.save()
    return publication


def _slug(filing: Filing) -> str:
    """Year and code of the unit; numbered where the unit has a second report of the year."""
    base = f"{filing.campaign.fiscal_year}-{filing.organisation.code}".lower()
    taken = Publication.objects.filter(slug__startswith=base).aggregate(last=Max("slug"))["last"]
    if taken is None:
        return base
    number = 2
    while Publication.objects.filter(slug=f"{base}-{number}").exists():
        number += 1
    return f"{base}-{number}"


def _corrected(publication: Publication, said: Object) -> list[Plain]:
    earlier = PublicVersion.objects.filter(publication=publication).order_by("-number").first()
    return [] if earlier is None else corrections.between(json.loads(earlier.facts), said)


def _number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
