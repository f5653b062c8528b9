"""
Tokens: a machine acts as the person who issued it, within its scopes, until it ends.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hengji.web.api.scopes import TITLES, Scope


class ApiToken(models.Model):
    """One token; only its digest is kept, so nobody who reads the database can use it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    title = models.CharField("用途", max_length=60)
    start = models.CharField(max_length=12)
    """Its first signs, so that its owner knows it again."""
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200)
    """Separated by blanks."""
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    """Exclusive."""
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        db_table = "api_token"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.title} {self.start}…"

    @property
    def scope_titles(self) -> str:
        """What it may be used for, as its owner chose it."""
        return "、".join(TITLES[Scope(each)] for each in self.scopes.split())


class RequestCount(models.Model):
    """How many requests somebody made in this period and in the one before; see `throttling`."""

    who = models.CharField(max_length=80, unique=True)
    since = models.BigIntegerField()
    """When the period began, in seconds since 1970."""
    count = models.PositiveIntegerField(default=0)
    before = models.PositiveIntegerField(default=0)

    class Meta:
        """One row a caller."""

        db_table = "api_request_count"

    def __str__(self) -> str:
        return f"{self.who} {self.count}"
