"""
What is public: a report with its stable address, every version of it, and why one was taken down.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

from hengji.web.filing.models import Filing, Revision
from hengji.web.records.models import AppendOnlyError

_M = TypeVar("_M", bound=models.Model)


class _WrittenOnce(models.QuerySet[_M]):
    """Reads and inserts; nothing else."""

    def update(self, **_values: object) -> NoReturn:
        """Never."""
        raise AppendOnlyError("what was published is never changed")

    def delete(self) -> NoReturn:
        """Never."""
        raise AppendOnlyError("what was published is never deleted")


class Publication(models.Model):
    """A report as the public finds it; the figures repeat the present version's, for lists and charts."""

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="publication")
    slug = models.CharField(max_length=60, unique=True)
    """Its address for ever; no number of ours is in it."""
    unit_code = models.CharField(max_length=40)
    unit_name = models.CharField(max_length=120)
    department_code = models.CharField(max_length=40)
    """The department above, or the unit itself."""
    department_name = models.CharField(max_length=120)
    jurisdiction_name = models.CharField(max_length=40, blank=True)
    invented = models.BooleanField(default=False)
    fiscal_year = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)
    """The present one."""
    first_published_at = models.DateTimeField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """Set while it is taken down."""
    full_marks = models.DecimalField(max_digits=7, decimal_places=2)
    claimed_points = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    computed_points = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    confirmed_points = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    grade = models.CharField(max_length=20, blank=True)
    """By the confirmed points; blank where they are not decided."""
    adjusted_budget = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    executed = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    execution_rate = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    """In percent."""
    unsaid = models.PositiveSmallIntegerField(default=0)
    """How many things the report does not say."""
    findings = models.PositiveSmallIntegerField(default=0)
    waivers = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(blank=True, default="")
    """What a search looks through; see `telling.words_of`."""

    class Meta:
        """The newest year first, units in the order of their codes."""

        ordering = ("-fiscal_year", "unit_code")
        indexes = (
            models.Index(fields=("fiscal_year", "unit_code"), name="disclosure_year_unit"),
            models.Index(fields=("department_code", "fiscal_year"), name="disclosure_department"),
            models.Index(fields=("published_at",), name="disclosure_published"),
        )

    def __str__(self) -> str:
        return f"{self.unit_name}{self.fiscal_year}年度"

    @property
    def title(self) -> str:
        """As a heading."""
        return f"{self.unit_name}{self.fiscal_year}年度部门整体支出绩效自评"

    @property
    def is_public(self) -> bool:
        """Whether it may be read now."""
        return self.withdrawn_at is None


class PublicVersion(models.Model):
    """One version, for ever: what it says, and what changed against the one before."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    facts = models.TextField()
    """Canonical JSON of the documented schema: what open data gives."""
    shown = models.TextField()
    """Canonical JSON: the filled form and the report, with the anchors that figures lead to."""
    digest = models.CharField(max_length=64)
    """Of `facts` and `shown`."""
    digest_algorithm = models.CharField(max_length=20)
    corrections = models.TextField()
    """Canonical JSON: each figure that changed against the version before."""
    published_at = models.DateTimeField()

    objects = _WrittenOnce["PublicVersion"].as_manager()

    class Meta:
        """Numbered within a publication."""

        db_table = "disclosure_version"
        base_manager_name = "objects"
        ordering = ("publication", "number")
        constraints = (
            models.UniqueConstraint(fields=("publication", "number"), name="disclosure_version_number"),
        )

    def __str__(self) -> str:
        return f"{self.publication} 第{self.number}版"

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Insert; a version never changes."""
        if not self._state.adding:
            raise AppendOnlyError("what was published is never changed")
        super().save(*args, **options)

    def delete(self, *_args: object, **_options: object) -> NoReturn:
        """Never."""
        raise AppendOnlyError("what was published is never deleted")


class Withdrawal(models.Model):
    """Why a version was taken down; stays visible."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="withdrawals")
    version = models.PositiveIntegerField()
    reason = models.TextField("理由")
    at = models.DateTimeField()

    objects = _WrittenOnce["Withdrawal"].as_manager()

    class Meta:
        """In order."""

        db_table = "disclosure_withdrawal"
        base_manager_name = "objects"
        ordering = ("publication", "version", "at")

    def __str__(self) -> str:
        return f"{self.publication} 第{self.version}版 撤下"


class RevisionFigures(models.Model):
    """The two amounts of a revision that charts need; read from it once, since it never changes."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="figures", primary_key=True)
    adjusted_budget = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    executed = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    execution_rate = models.DecimalField(max_digits=9, decimal_places=2, null=True)

    class Meta:
        """One a revision."""

        db_table = "disclosure_figures"

    def __str__(self) -> str:
        return f"{self.revision} {self.execution_rate}%"
