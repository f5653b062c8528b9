"""
The shapes in which filings travel: what is asked, what is answered.
"""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from hengji.web.api.endpoints import Page
from hengji.web.filing.models import FilingStatus


class FilingItem(Schema):
    """A filing and how far it is; points of the latest submission."""

    id: int
    organisation_code: str
    organisation_name: str
    campaign: int
    fiscal_year: str
    status: str
    status_title: str
    version: int
    claimed_score: str | None
    computed_score: str | None
    grade: str
    invented: bool
    submitted_at: datetime | None
    deadline_at: datetime | None


class Filings(Schema):
    """A part of the filings."""

    count: int
    items: list[FilingItem]


class Wanted(Page):
    """Which filings."""

    campaign: int | None = Field(None, ge=0, le=2**31)
    fiscal_year: int | None = Field(None, ge=1900, le=2999)
    status: FilingStatus | None = None


class DraftFieldItem(Schema):
    """An answer of the draft."""

    path: str
    value: str
    version: int
    saved_by: str
    saved_at: datetime


class DraftFields(Schema):
    """The answers saved after a version."""

    version: int
    fields: list[DraftFieldItem]


class ChangeItem(Schema):
    """A new answer; `base` is the version of the field that it was typed over."""

    path: str
    value: str
    base: int = 0


class Changes(Schema):
    """Answers to save; `known` is the version of the filing that the caller has seen."""

    known: int = 0
    changes: list[ChangeItem]


class Saved(Schema):
    """What was kept, what somebody else had written meanwhile, what changed elsewhere."""

    version: int
    saved: dict[str, int]
    conflicts: list[dict[str, object]]
    others: list[DraftFieldItem]


class MoveBody(Schema):
    """The version that was seen, and the reason where the move asks for one."""

    version: int | None = None
    note: str = ""


class Moved(Schema):
    """How far it is now; the receipt of a submission."""

    status: str
    version: int
    receipt: str | None
    received_at: datetime | None


class RevisionItem(Schema):
    """What was submitted."""

    number: int
    receipt: str
    received_at: datetime
    deadline_at: datetime
    standard: str
    edition_hash: str
    engine_version: str
    content_digest: str
    digest_algorithm: str


class RevisionDetail(RevisionItem):
    """With the answers, the evidence, the explanations, and the evaluation as it was issued."""

    content: dict[str, str]
    evidence: list[dict[str, object]]
    explanations: list[dict[str, object]]
    evaluation: dict[str, object]


class Revisions(Schema):
    """All revisions of a filing."""

    count: int
    items: list[RevisionItem]


class EventItem(Schema):
    """An event of the filing's chain."""

    sequence: int
    at: datetime
    type: str
    text: str
    actor: str
    role: str
    digest: str


class Events(Schema):
    """A part of the events, the latest first."""

    count: int
    items: list[EventItem]
