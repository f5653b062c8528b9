"""
A filing and everything that hangs on it.

The draft is kept by field, so two clerks never overwrite each other; what was submitted is kept whole,
once, with the edition and engine that judged it.
"""

from __future__ import annotations

import uuid
from typing import NoReturn

from django.conf import settings
from django.db import models

from hengji.web.accounts.models import Organisation
from hengji.web.campaigns.models import Campaign
from hengji.web.records.models import AppendOnlyError


class FilingStatus(models.TextChoices):
    """How far a filing is."""

    DRAFT = "draft", "草稿"
    AWAITING_CONFIRMATION = "awaiting_confirmation", "待确认"
    SUBMITTED = "submitted", "已提交"
    IN_REVIEW = "in_review", "审核中"
    RETURNED = "returned", "退回"
    ACCEPTED = "accepted", "通过"
    PUBLISHED = "published", "已公开"


class Filing(models.Model):
    """What one organisation files in one campaign."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="filings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="filings")
    status = models.CharField("状态", max_length=30, choices=FilingStatus.choices, default=FilingStatus.DRAFT)
    version = models.PositiveBigIntegerField(default=0)
    """Grows with every save and every move; a field remembers at which one it was last written."""
    endorsed_at = models.DateTimeField(null=True, blank=True)
    """When the department above passed it, for subordinate units."""
    resubmit_by = models.DateTimeField(null=True, blank=True)
    """Exclusive; set when it is returned."""
    computed_points = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    """Of the latest revision, for lists and charts; the scorecard itself stands in the revision."""
    claimed_points = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    grade = models.CharField(max_length=20, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    invented = models.BooleanField(default=False)
    """Made up for a demonstration, whatever the organisation is."""

    class Meta:
        """One an organisation and campaign."""

        constraints = (
            models.UniqueConstraint(fields=("campaign", "organisation"), name="filing_once_a_campaign"),
        )
        indexes = (models.Index(fields=("status", "submitted_at"), name="filing_status_at"),)

    def __str__(self) -> str:
        return f"{self.organisation} {self.campaign.fiscal_year}年度"

    @property
    def is_example(self) -> bool:
        """Whether its content is made up: every screen and every open table says so."""
        return self.invented or self.organisation.invented

    @property
    def chain(self) -> str:
        """The key of its chain of events."""
        return f"filing:{self.pk}"

    @property
    def state(self) -> FilingStatus:
        """The status, typed."""
        return FilingStatus(self.status)

    @property
    def was_returned(self) -> bool:
        """Whether a review returned it once; from then on what comes back to the unit is a return."""
        return self.resubmit_by is not None

    @property
    def is_editable(self) -> bool:
        """Whether the draft may be written."""
        return self.state in EDITABLE


EDITABLE = frozenset({FilingStatus.DRAFT, FilingStatus.RETURNED})


class DraftField(models.Model):
    """One answer of the draft: a path such as `ledger/total/executed_amount`, and what was typed."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="fields")
    path = models.CharField(max_length=160)
    value = models.TextField(blank=True)
    """As typed; blank where the answer was taken out again."""
    version = models.PositiveBigIntegerField()
    saved_by = models.CharField(max_length=80)
    saved_at = models.DateTimeField()

    class Meta:
        """Each path once."""

        constraints = (models.UniqueConstraint(fields=("filing", "path"), name="filing_field_path"),)

    def __str__(self) -> str:
        return self.path


class Revision(models.Model):
    """What was submitted, for ever: content, edition, engine, scorecard and findings as issued."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    """The answers by path, canonical JSON."""
    content_digest = models.CharField(max_length=64)
    digest_algorithm = models.CharField(max_length=20)
    evidence = models.TextField()
    """Canonical JSON: every attachment with its digest, as it stood."""
    explanations = models.TextField()
    """Canonical JSON: the explanations given, by finding."""
    standard_id = models.CharField(max_length=120)
    edition_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    evaluation = models.TextField()
    """The evaluation as `hengji evaluate --json` gives it, as issued."""
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_by_name = models.CharField(max_length=80)
    received_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    """The one in force when it arrived."""
    receipt = models.CharField("回执号", max_length=40, unique=True)
    idempotency_key = models.CharField(max_length=64)

    class Meta:
        """Numbered within a filing; one for each press of the button."""

        constraints = (
            models.UniqueConstraint(fields=("filing", "number"), name="filing_revision_number"),
            models.UniqueConstraint(fields=("filing", "idempotency_key"), name="filing_revision_key"),
        )
        ordering = ("filing", "number")

    def __str__(self) -> str:
        return f"{self.filing} 第{self.number}版"

    def save(self, *args: object, **options: object) -> None:
        """Insert; a revision never changes."""
        if not self._state.adding:
            raise AppendOnlyError("revisions are never changed")
        super().save(*args, **options)  # type: ignore[arg-type]  # passed on as given

    def delete(self, *_args: object, **_options: object) -> NoReturn:
        """Never."""
        raise AppendOnlyError("revisions are never deleted")


class Attachment(models.Model):
    """A file that proves something; its bytes lie under `stored_as`, outside the web root."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="attachments")
    name = models.CharField("文件名", max_length=200)
    """As the person called it; only ever shown."""
    media_type = models.CharField(max_length=100)
    """By content."""
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    digest_algorithm = models.CharField(max_length=20)
    proves = models.CharField("佐证对象", max_length=160, blank=True)
    """The row or criterion it proves, as a path without its field, such as `indicators/a1`."""
    note = models.CharField("说明", max_length=200, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_by_name = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    """Taken out of the draft; revisions that had it still have it."""

    class Meta:
        """Listed by filing."""

        indexes = (models.Index(fields=("filing", "removed_at"), name="filing_attachment_live"),)

    def __str__(self) -> str:
        return self.name

    @property
    def stored_as(self) -> str:
        """Its place below the attachments' folder; nothing a person typed is in it."""
        return f"{self.id.hex[:2]}/{self.id.hex}"


class FindingExplanation(models.Model):
    """What the unit says to a finding; it stays with the finding from one version to the next."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="explanations")
    finding = models.CharField(max_length=64)
    """See `findings.identity`."""
    rule = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    figures = models.CharField(max_length=200, blank=True)
    """The figures it was given for; others ask for a fresh look."""
    text = models.TextField("说明")
    version = models.PositiveBigIntegerField()
    explained_by = models.CharField(max_length=80)
    explained_at = models.DateTimeField()

    class Meta:
        """One a finding."""

        constraints = (models.UniqueConstraint(fields=("filing", "finding"), name="filing_explained_once"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.title}"
