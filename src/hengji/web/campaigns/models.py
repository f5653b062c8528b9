"""
Campaigns, who must file in them, and extensions.

A deadline is an instant with an exclusive end: 截至4月30日 is 1 May, 00:00 in Shanghai, and what
arrives at that instant is late.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hengji.web.accounts.models import Organisation


class CampaignStatus(models.TextChoices):
    """How far the yearly notice is."""

    DRAFT = "draft", "拟定"
    OPEN = "open", "填报中"
    CLOSED = "closed", "已关闭"


class Campaign(models.Model):
    """One yearly notice (自评通知)."""

    title = models.CharField("通知名称", max_length=200)
    notice_number = models.CharField("文号", max_length=80, blank=True)
    fiscal_year = models.PositiveSmallIntegerField("评价年度")
    standard_id = models.CharField("评分标准", max_length=120)
    edition_hash = models.CharField("评分标准校验码", max_length=64)
    outline_id = models.CharField("报告提纲", max_length=120, blank=True)
    deadline_at = models.DateTimeField("截止时间")
    """Exclusive."""
    rectification_days = models.PositiveSmallIntegerField("退回后修改天数", default=10)
    status = models.CharField("状态", max_length=10, choices=CampaignStatus.choices, default="draft")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest year first."""

        ordering = ("-fiscal_year", "title")

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> str:
        """The key of its chain of events."""
        return f"campaign:{self.pk}"


class Enrolment(models.Model):
    """An organisation that must file."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="enrolments")

    class Meta:
        """Each organisation once."""

        constraints = (
            models.UniqueConstraint(fields=("campaign", "organisation"), name="campaigns_enrolled_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} · {self.campaign}"


class Extension(models.Model):
    """More time for one organisation, with the reason; the latest one granted holds."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="extensions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="extensions")
    deadline_at = models.DateTimeField("延长至")
    reason = models.TextField("理由")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        """Asked for at every submission."""

        indexes = (models.Index(fields=("campaign", "organisation"), name="campaigns_ext_who"),)

    def __str__(self) -> str:
        return f"{self.organisation} 延至 {self.deadline_at}"
