"""
A job: what is to be done, how far it is, and until when its worker vouches for it.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class JobState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未能完成"


class Job(models.Model):
    """One piece of work; its number cannot be guessed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=60)
    arguments = models.TextField()
    """Canonical JSON."""
    subject = models.CharField(max_length=60, blank=True)
    """The object it is for, such as filing:12; access to it decides access to the job."""
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.TextField(blank=True)
    """Canonical JSON, where it is done."""
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    """Who does not renew it by then is taken for dead, and another worker begins again."""
    worker = models.CharField(max_length=60, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Looked for by state, oldest first."""

        indexes = (models.Index(fields=("state", "created_at"), name="jobs_state_created"),)

    def __str__(self) -> str:
        return f"{self.task} {self.get_state_display()}"
