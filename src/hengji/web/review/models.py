"""
What reviewers leave on a filing.  Self-score and confirmed score are never mixed: claims stand in the
revision, confirmed points here.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hengji.web.campaigns.models import Campaign
from hengji.web.filing.models import Filing, Revision


class CommentStatus(models.TextChoices):
    """How far a comment is."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    SETTLED = "settled", "已落实"
    DROPPED = "dropped", "已撤销"


class ReviewComment(models.Model):
    """An opinion on one revision, tied to an answer (`path`) or to a sentence (`section`, `quote`)."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="comments")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="comments")
    path = models.CharField(max_length=160, blank=True)
    section = models.CharField(max_length=120, blank=True)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    """Code points of the quote within the answer at `path`, end exclusive."""
    report_start = models.PositiveIntegerField(null=True, blank=True)
    report_end = models.PositiveIntegerField(null=True, blank=True)
    """Code points of the quote within the composed report's text, where it hangs on a sentence of it."""
    sources = models.TextField(blank=True)
    """The answers from which that sentence was composed, a path a line."""
    rule = models.CharField(max_length=20, blank=True)
    """The rule whose finding it was drafted from."""
    finding = models.CharField(max_length=64, blank=True)
    text = models.TextField("意见")
    basis = models.CharField("依据", max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=CommentStatus.choices, default=CommentStatus.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    """When it was sent to the unit with a decision; before, it is the reviewer's own note."""
    answer = models.TextField("答复", blank=True)
    answered_by_name = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order they were made."""

        ordering = ("made_at", "pk")
        indexes = (models.Index(fields=("filing", "status"), name="review_comment_state"),)

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_on_report(self) -> bool:
        """Whether it hangs on a sentence of the composed report."""
        return self.report_start is not None

    @property
    def paths(self) -> tuple[str, ...]:
        """The answers that it is about."""
        return tuple(self.sources.split("\n")) if self.sources else (self.path,) if self.path else ()

    @property
    def subject(self) -> str:
        """What it is about, in a few words."""
        return self.quote[:40] or self.section or self.path or "全文"


class ConfirmedScore(models.Model):
    """核定得分 of one criterion of one revision, with the reason where it departs from the computed one."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="confirmed")
    criterion = models.CharField(max_length=80)
    points = models.DecimalField(max_digits=7, decimal_places=2)
    reason = models.TextField("理由", blank=True)
    scored_by_name = models.CharField(max_length=80)
    scored_at = models.DateTimeField()

    class Meta:
        """One a criterion and revision."""

        constraints = (
            models.UniqueConstraint(fields=("revision", "criterion"), name="review_score_criterion"),
        )

    def __str__(self) -> str:
        return f"{self.criterion} {self.points}"


class Waiver(models.Model):
    """豁免: a rule set aside for one filing, by whom and why; published with the report."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=20)
    finding = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    reason = models.TextField("理由")
    granted_by_name = models.CharField(max_length=80)
    granted_at = models.DateTimeField()

    class Meta:
        """Once a finding."""

        constraints = (models.UniqueConstraint(fields=("filing", "finding"), name="review_waived_once"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.title}"


class Assignment(models.Model):
    """Who reviews a filing."""

    filing = models.OneToOneField(Filing, models.CASCADE, related_name="assignment")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    assigned_at = models.DateTimeField()

    class Meta:
        """One reviewer a filing."""

        db_table = "review_assignment"

    def __str__(self) -> str:
        return f"{self.filing} → {self.reviewer}"


class Sample(models.Model):
    """抽查: a draw by strata with its seed, repeatable by anyone."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="samples")
    seed = models.CharField(max_length=64)
    method = models.CharField(max_length=40)
    """Which edition of the drawing, so that it can be repeated."""
    strata = models.TextField()
    """Canonical JSON: each stratum, its population and how many were asked for."""
    drawn = models.TextField()
    """Canonical JSON: the codes of the organisations drawn."""
    drawn_by_name = models.CharField(max_length=80)
    drawn_at = models.DateTimeField()

    class Meta:
        """The latest first."""

        ordering = ("-drawn_at",)

    def __str__(self) -> str:
        return f"{self.campaign} {self.seed}"


class RiskAssessment(models.Model):
    """How much a revision asks to be looked at, and why; see `risk`."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="risk")
    formula = models.CharField(max_length=40)
    """Which edition of the formula."""
    points = models.DecimalField(max_digits=6, decimal_places=2)
    level = models.CharField(max_length=10)
    unsuspicious = models.BooleanField()
    """Whether it may be accepted together with others, after a look at the list."""
    reasons = models.TextField()
    """Canonical JSON: each factor with its points and the evidence for them."""

    class Meta:
        """The queue is ordered by it."""

        indexes = (models.Index(fields=("points",), name="review_risk_points"),)

    def __str__(self) -> str:
        return f"{self.revision} {self.points}"


class ReturnOpinion(models.Model):
    """审核意见: what a decision says to the unit; a draft until the decision is made."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="opinion")
    text = models.TextField("意见")
    saved_by_name = models.CharField(max_length=80)
    saved_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One a revision."""

        db_table = "review_opinion"

    def __str__(self) -> str:
        return self.text[:40]


class OwnFigure(models.Model):
    """本级: a figure of the department's own level, beside those of the units below it."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="own_figures")
    key = models.CharField(max_length=200)
    """Of the line in the table of the units; see `consolidation`."""
    typed = models.CharField(max_length=40, blank=True)
    saved_by_name = models.CharField(max_length=80)
    saved_at = models.DateTimeField()

    class Meta:
        """One a line."""

        db_table = "review_own_figure"
        constraints = (models.UniqueConstraint(fields=("filing", "key"), name="review_own_once"),)

    def __str__(self) -> str:
        return f"{self.key} {self.typed}"
