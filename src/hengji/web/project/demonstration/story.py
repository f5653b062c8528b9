"""
Three years in the demonstration city: two told to their end, the third in the middle of its work.

Every step goes through the same services as a person's click, only at an instant of the past.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from hengji import standards, workbook
from hengji.documents import readers
from hengji.web.accounts.models import Membership, Organisation, User, YearGrant
from hengji.web.accounts.roles import Kind, Role
from hengji.web.campaigns import services as campaigns
from hengji.web.campaigns.deadlines import end_of
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import drafts, evaluating, explaining, moving
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.project.demonstration import invented, people
from hengji.web.project.demonstration.people import FEDERATION, LIBRARY, UNITS, Unit
from hengji.web.records.actor import Actor
from hengji.web.records.clock import pretend
from hengji.workbook import answers

STANDARD: Final = "cn-440700.department-overall.2024"
REAL: Final = (FEDERATION, 2024)
"""The one filing that a published report stands behind."""

_S: Final = FilingStatus
PRESENT: Final = {
    "201": _S.IN_REVIEW, "202": _S.SUBMITTED, "203": _S.RETURNED, "204": _S.SUBMITTED, "205": _S.DRAFT,
    "206": _S.ACCEPTED, "207": _S.SUBMITTED, "208": _S.PUBLISHED, "209": _S.IN_REVIEW, "210": None,
    "211": _S.AWAITING_CONFIRMATION, FEDERATION: _S.DRAFT, LIBRARY.code: _S.SUBMITTED,
}  # fmt: skip
"""How far each unit is with the latest year; `None` has not begun."""

_OPINION: Final = "预算执行率低于90%，请补充未执行原因和下年改进措施；指标“{title}”请附佐证材料。"
_PATH: Final = {
    _S.AWAITING_CONFIRMATION: (Move.HAND_OVER,),
    _S.SUBMITTED: (Move.HAND_OVER, Move.SUBMIT),
    _S.IN_REVIEW: (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW),
    _S.RETURNED: (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.RETURN),
    _S.ACCEPTED: (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.ACCEPT),
    _S.PUBLISHED: (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.ACCEPT, Move.PUBLISH),
}


@dataclass(slots=True, kw_only=True)
class Stage:
    """Everybody, once built."""

    example: Path
    """The bundled workbook."""
    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[tuple[str, Role], User] = field(default_factory=dict)

    def user(self, code: str, role: Role) -> User:
        """Who holds that role there."""
        return self.users[code, role]

    def actor(self, code: str, role: Role) -> Actor:
        """The same, as the actor of an event."""
        return campaigns.account(self.user(code, role), role.value, self.organisations[code].name)


def build(password: str, today: date, example: Path) -> None:
    """Build the city in an empty database; `example` is the bundled workbook."""
    stage = _people(password, example)
    for year in invented.YEARS:
        _year(stage, year, today)


@transaction.atomic
def _people(password: str, example: Path) -> Stage:
    stage = Stage(example=example)
    for code, name, short_name, kind in (people.AUTHORITY, people.OVERSIGHT):
        _organisation(stage, (code, name, short_name), kind)
    for unit in UNITS:
        _organisation(stage, (unit.code, unit.name, unit.short_name), Kind.DEPARTMENT)
    below = (LIBRARY.code, LIBRARY.name, LIBRARY.short_name)
    _organisation(stage, below, Kind.SUBORDINATE_UNIT, stage.organisations["201"])
    named = {(code, role): (username, name) for username, name, code, role in people.PEOPLE}
    wanted = dict.fromkeys(named)
    for unit in (*UNITS, LIBRARY):
        wanted |= {(unit.code, Role.PREPARER): None, (unit.code, Role.RESPONSIBLE_OFFICER): None}
    hashed = User()
    hashed.set_password(password)
    for code, role in wanted:
        username, name = named.get((code, role), (f"{role.value}-{code}", f"{role.label}（示例）"))
        user = User.objects.create(username=username, display_name=name, password=hashed.password)
        membership = Membership(user=user, organisation=stage.organisations[code], role=role)
        membership.full_clean()
        membership.save()
        stage.users[code, role] = user
        if role is Role.AUDITOR:
            YearGrant.objects.bulk_create(
                YearGrant(membership=membership, fiscal_year=year) for year in invented.YEARS
            )
    return stage


def _organisation(
    stage: Stage, named: tuple[str, str, str], kind: Kind, parent: Organisation | None = None
) -> None:
    code, name, short_name = named
    real = code == FEDERATION
    stage.organisations[code] = Organisation.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        parent=parent,
        jurisdiction_code="440700" if real else "",
        jurisdiction_name="广东省江门市" if real else "",
        invented=not real,
    )


def _year(stage: Stage, year: int, today: date) -> None:
    is_present = year == invented.YEARS[-1]
    opened = datetime(year + 1, 3, 1, 1, tzinfo=UTC) if not is_present else _instant(today, days=-40)
    last_day = date(year + 1, 4, 30) if not is_present else today + timedelta(days=20)
    administrator = stage.actor("100", Role.PERFORMANCE_ADMINISTRATOR)
    standard = standards.load(STANDARD)
    borrowed = "" if standard.applies_in(year) else "（示例，借用2024年版评分标准）"
    with pretend(opened), transaction.atomic():
        campaign = campaigns.create(
            title=f"关于开展{year}年度市级财政资金绩效自评工作的通知{borrowed}",
            notice_number=f"示财绩〔{year + 1}〕1号",
            fiscal_year=year,
            standard_id=STANDARD,
            edition_hash=standard.edition_hash,
            outline_id=standard.outline or "",
            deadline_at=end_of(last_day),
            actor=administrator,
        )
        filers = [stage.organisations[unit.code] for unit in (*UNITS, LIBRARY)]
        campaigns.enrol(campaign, filers, administrator)
        campaign = campaigns.open_campaign(campaign, administrator)
    for number, unit in enumerate((*UNITS, LIBRARY)):
        state = PRESENT[unit.code] if is_present else _S.PUBLISHED
        if state is not None:
            with transaction.atomic():
                _file(stage, campaign, unit, state, opened + timedelta(days=12, hours=number))
    if not is_present:
        with pretend(end_of(last_day) + timedelta(days=60)):
            campaigns.close(campaign, administrator)


def _instant(day: date, *, days: int) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(days=days)


def _file(stage: Stage, campaign: Campaign, unit: Unit, state: FilingStatus, at: datetime) -> None:
    organisation = stage.organisations[unit.code]
    preparer, actor = stage.user(unit.code, Role.PREPARER), stage.actor(unit.code, Role.PREPARER)
    with pretend(at):
        filing = drafts.create(campaign, organisation, actor)
        if (unit.code, campaign.fiscal_year) == REAL:
            drafts.replace(filing.pk, preparer, actor, _published(stage.example), stage.example.name)
        else:
            values = invented.answers_of(unit, campaign.fiscal_year)
            drafts.replace(filing.pk, preparer, actor, values, "示例数据")
            _claim(filing, unit, actor)
    if state is _S.DRAFT:
        return
    with pretend(at + timedelta(days=2)):
        for doubt in evaluating.check_draft(_fresh(filing)).doubts:
            if doubt.is_open:
                explaining.record(filing, preparer, actor, doubt, "已核对原始台账，情况属实（示例说明）。")
    steps = list(_PATH[state])
    if organisation.parent_id is not None and Move.BEGIN_REVIEW in steps:
        steps.insert(steps.index(Move.BEGIN_REVIEW), Move.ENDORSE)
    for days, move in enumerate(steps, start=3):
        _move(stage, _fresh(filing), unit, move, at + timedelta(days=days))


def _move(stage: Stage, filing: Filing, unit: Unit, move: Move, at: datetime) -> None:
    code, role = {
        Move.HAND_OVER: (unit.code, Role.PREPARER),
        Move.SUBMIT: (unit.code, Role.RESPONSIBLE_OFFICER),
        Move.ENDORSE: ("201", Role.SUPERVISING_REVIEWER),
        Move.PUBLISH: ("100", Role.PERFORMANCE_ADMINISTRATOR),
    }.get(move, ("100", Role.FINANCE_REVIEWER))
    with pretend(at):
        moving.perform(
            filing.pk,
            move,
            stage.user(code, role),
            stage.actor(code, role),
            note=_OPINION.format(title=unit.works[0][0]),
            idempotency_key=f"demo-{filing.pk}",
        )


def _claim(filing: Filing, unit: Unit, actor: Actor) -> None:
    """What the unit claims: what was computed, and more where it is one that inflates."""
    evaluation = evaluating.check_draft(_fresh(filing)).evaluation
    points = None if evaluation is None else evaluation.scorecard.computed_score
    if points is None:
        return
    claimed = min(points + unit.claim, type(points)(100))
    bands = evaluation.standard.grades if evaluation is not None else ()
    grade = next((band.title for band in bands if claimed >= band.at_least), "")
    held = drafts.locked(filing.pk)
    drafts.write(
        held,
        {"conclusion/claimed_score/answer": f"{claimed:f}", "conclusion/claimed_grade/answer": grade},
        actor,
    )


def _published(example: Path) -> dict[str, str]:
    filing = workbook.read(readers.read(example), standards.load)
    return answers.answers_of(filing, standards.load(STANDARD))


def _fresh(filing: Filing) -> Filing:
    return Filing.objects.select_related("campaign", "organisation").get(pk=filing.pk)
