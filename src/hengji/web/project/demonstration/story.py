"""
Three years in the demonstration city: two told to their end, the third in the middle of its work.

Every step goes through the same services as a person's click, only at an instant of the past.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from hengji import standards, workbook
from hengji.documents import readers
from hengji.web.accounts.models import Membership, Organisation, User, YearGrant
from hengji.web.accounts.roles import Kind, Role
from hengji.web.campaigns import services as campaigns
from hengji.web.campaigns.deadlines import end_of
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import attachments, drafts, evaluating, explaining, moving
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.project.demonstration import invented, people, reviewing, texts
from hengji.web.project.demonstration.people import FEDERATION, LIBRARY, UNITS, Unit
from hengji.web.records.actor import Actor
from hengji.web.records.clock import pretend
from hengji.web.review import deciding, sampling
from hengji.workbook import answers

STANDARD: Final = "cn-440700.department-overall.2024"
REAL: Final = (FEDERATION, 2024)
"""The one filing that a published report stands behind."""

_S: Final = FilingStatus
PRESENT: Final = {
    "201": _S.IN_REVIEW, "202": _S.SUBMITTED, "203": _S.RETURNED, "204": _S.SUBMITTED, "205": _S.DRAFT,
    "206": _S.ACCEPTED, "207": _S.IN_REVIEW, "208": _S.PUBLISHED, "209": _S.IN_REVIEW, "210": None,
    "211": _S.AWAITING_CONFIRMATION, FEDERATION: _S.DRAFT, LIBRARY.code: _S.SUBMITTED,
}  # fmt: skip
"""How far each unit is with the latest year; `None` has not begun."""

_OPINION: Final = "请补充佐证材料并逐条说明后重新提交。"
_PATH: Final = {
    _S.AWAITING_CONFIRMATION: (Move.HAND_OVER,),
    _S.SUBMITTED: (Move.HAND_OVER, Move.SUBMIT),
    _S.IN_REVIEW: (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW),
    _S.RETURNED: (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.RETURN),
    _S.ACCEPTED: (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.ACCEPT),
    _S.PUBLISHED: (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.ACCEPT, Move.PUBLISH),
}
_RETURNED: Final = (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.RETURN)
"""What comes before, where a filing was returned and submitted again."""
_TAKEN_DOWN: Final = (*_PATH[_S.PUBLISHED], Move.UNPUBLISH, Move.REOPEN, Move.RETURN)
"""What comes before, where a report was corrected after it was public."""
_HALF: Final = "205"
"""Has filled in half of this year's form."""
_FILLED: Final = ("organisation/", "responsibility/", "notice/", "ledger", "goals/", "indicators/0001")
_EXTENDED: Final = ("210", "承担省运动会赛事保障，骨干人员抽调，申请延期。")
_TAKEN_ON: Final = ("207", "209")
"""Filings of this year that the reviewer has taken on."""
_PROVED: Final = ("201", "207", FEDERATION)
"""Units that have uploaded a file of evidence this year."""


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
        begun = opened + timedelta(days=4 + number * 3 // 2, hours=number * 5 % 9, minutes=number * 17 % 60)
        if state is not None:
            with transaction.atomic():
                _file(stage, campaign, unit, state, begun)
    if is_present:
        _meanwhile(stage, campaign, opened, last_day)
        return
    reviewer = stage.actor("100", Role.FINANCE_REVIEWER)
    with pretend(end_of(last_day) + timedelta(days=7)):
        user = stage.user("100", Role.FINANCE_REVIEWER)
        sampling.take(campaign, user, reviewer, by="risk", wanted=3, seed=f"{year}-shili-choucha")
    with pretend(end_of(last_day) + timedelta(days=60)):
        campaigns.close(campaign, administrator)


def _meanwhile(stage: Stage, campaign: Campaign, opened: datetime, last_day: date) -> None:
    """An extension, and who has taken what on."""
    code, reason = _EXTENDED
    with pretend(opened + timedelta(days=30)):
        campaigns.extend(
            campaign,
            stage.organisations[code],
            end_of(last_day + timedelta(days=10)),
            reason,
            stage.actor("100", Role.PERFORMANCE_ADMINISTRATOR),
        )
    with pretend(opened + timedelta(days=32)):
        for taken in _TAKEN_ON:
            filing = Filing.objects.get(campaign=campaign, organisation=stage.organisations[taken])
            reviewer = Role.FINANCE_REVIEWER
            deciding.claim(filing.pk, stage.user("100", reviewer), stage.actor("100", reviewer))


def _instant(day: date, *, days: int) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(days=days)


def _file(stage: Stage, campaign: Campaign, unit: Unit, state: FilingStatus, at: datetime) -> None:
    organisation = stage.organisations[unit.code]
    preparer, actor = stage.user(unit.code, Role.PREPARER), stage.actor(unit.code, Role.PREPARER)
    year = campaign.fiscal_year
    with pretend(at):
        filing = drafts.create(campaign, organisation, actor)
        if (unit.code, year) == REAL:
            drafts.replace(filing.pk, preparer, actor, _published(stage.example), stage.example.name)
        else:
            Filing.objects.filter(pk=filing.pk).update(invented=True)
            values = invented.answers_of(unit, year)
            if state is _S.DRAFT and unit.code == _HALF:
                values = {path: value for path, value in values.items() if path.startswith(_FILLED)}
            drafts.replace(filing.pk, preparer, actor, values, "示例数据")
            _claim(filing, unit.claim, actor)
        if year == invented.YEARS[-1] and unit.code in _PROVED:
            _prove(_fresh(filing), unit, preparer, actor)
    if state is _S.DRAFT:
        return
    told = reviewing.episode(unit.code, year)
    before: tuple[Move, ...] = ()
    if told.changes:
        before = _TAKEN_DOWN if told.withdrawal else _RETURNED
    steps = [*before, *_PATH[state]]
    if organisation.parent_id is not None and Move.BEGIN_REVIEW in steps:
        steps.insert(steps.index(Move.BEGIN_REVIEW), Move.ENDORSE)
    for number, move in enumerate(steps):
        _move(stage, _fresh(filing), unit, move, at + timedelta(days=2 + number), round_of=number)


def _move(stage: Stage, filing: Filing, unit: Unit, move: Move, at: datetime, *, round_of: int) -> None:
    """One step, with what belongs to it: explanations, answers, opinions."""
    administrator, reviewer = ("100", Role.PERFORMANCE_ADMINISTRATOR), ("100", Role.FINANCE_REVIEWER)
    code, role = {
        Move.HAND_OVER: (unit.code, Role.PREPARER),
        Move.SUBMIT: (unit.code, Role.RESPONSIBLE_OFFICER),
        Move.ENDORSE: ("201", Role.SUPERVISING_REVIEWER),
        Move.PUBLISH: administrator,
        Move.UNPUBLISH: administrator,
        Move.REOPEN: administrator,
    }.get(move, reviewer)
    told = reviewing.episode(unit.code, filing.campaign.fiscal_year)
    user, actor = stage.user(code, role), stage.actor(code, role)
    with pretend(at):
        if move is Move.HAND_OVER:
            if filing.state is _S.RETURNED:
                reviewing.reply(filing, told, user, actor)
                _claim(filing, 0, actor)
            _explain(_fresh(filing), unit, user, actor)
        elif move is Move.ACCEPT:
            reviewing.settle(filing, user, actor)
        note = told.withdrawal if move in {Move.UNPUBLISH, Move.REOPEN} else told.opinion or _OPINION
        moving.perform(
            filing.pk, move, user, actor, note=note, idempotency_key=f"demo-{filing.pk}-{round_of}"
        )
        if filing.state is _S.SUBMITTED and move is Move.BEGIN_REVIEW and not filing.comments.exists():
            reviewing.examine(_fresh(filing), told, user, actor)


def _explain(filing: Filing, unit: Unit, preparer: User, actor: Actor) -> None:
    """What the unit says to each finding that asks for it."""
    doubts = [doubt for doubt in evaluating.check_draft(filing).doubts if doubt.is_open]
    for number, doubt in enumerate(doubts):
        words = texts.chosen("explanations", unit, filing.campaign.fiscal_year, step=number)
        if not filing.is_example:
            words = "（示例说明，不是该单位所写）"
        explaining.record(filing, preparer, actor, doubt, words)


def _prove(filing: Filing, unit: Unit, preparer: User, actor: Actor) -> None:
    """A file of evidence: a list of what the first indicator counts."""
    title, measure, _ = unit.works[0]
    lines = [f"{unit.name}　{title}台账（示例，内容为虚构）", f"序号\t日期\t内容\t数量（{measure}）"]
    lines += [f"{day}\t{filing.campaign.fiscal_year}-{day:02d}-15\t{title}\t—" for day in range(1, 13)]
    file = SimpleUploadedFile(f"{title}台账（示例）.txt", "\n".join(lines).encode())
    attachments.add(filing, preparer, actor, file, proves="indicators/000100", note="示例文件")


def _claim(filing: Filing, above: int, actor: Actor) -> None:
    """What the unit claims: what was computed, and so many points more where it is one that inflates."""
    evaluation = evaluating.check_draft(_fresh(filing)).evaluation
    points = None if evaluation is None else evaluation.scorecard.computed_score
    if points is None:
        return
    claimed = min(points + above, type(points)(100))
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
