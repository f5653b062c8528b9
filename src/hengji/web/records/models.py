"""
Events and the heads of their chains.

The model refuses to change or delete an event, and so does the database itself (see the migrations).
"""

from __future__ import annotations

from typing import NoReturn

from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change what was recorded: a bug, or worse."""


class _AppendOnly(models.QuerySet["Event"]):
    """Reads and inserts; nothing else."""

    def update(self, **_values: object) -> NoReturn:
        """Never."""
        raise AppendOnlyError("events are never changed")

    def delete(self) -> NoReturn:
        """Never."""
        raise AppendOnlyError("events are never deleted")

    def bulk_update(self, *_args: object, **_options: object) -> NoReturn:
        """Never."""
        raise AppendOnlyError("events are never changed")


class Chain(models.Model):
    """The head of one object's chain; its row is the lock under which the next event is written."""

    key = models.CharField(max_length=60, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        """One row an object."""

        db_table = "records_chain"

    def __str__(self) -> str:
        return f"{self.key} ({self.length})"


class Event(models.Model):
    """One thing that was done; see `texts` for what its type and payload mean."""

    chain = models.CharField(max_length=60)
    sequence = models.PositiveBigIntegerField()
    type = models.CharField(max_length=60)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    """The number only: an account may be closed, its acts stay."""
    actor = models.CharField(max_length=80)
    role = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    payload = models.TextField()
    """JSON, exactly as hashed."""
    algorithm = models.CharField(max_length=20)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = _AppendOnly.as_manager()

    class Meta:
        """A chain has one event of each number."""

        db_table = "records_event"
        base_manager_name = "objects"
        constraints = (models.UniqueConstraint(fields=("chain", "sequence"), name="records_event_chain_seq"),)
        indexes = (models.Index(fields=("type", "at"), name="records_event_type_at"),)

    def __str__(self) -> str:
        return f"{self.chain}#{self.sequence} {self.type}"

    def save(self, *args: object, **options: object) -> None:
        """Insert; a saved event is never saved again."""
        if not self._state.adding:
            raise AppendOnlyError("events are never changed")
        super().save(*args, **options)  # type: ignore[arg-type]  # passed on as given

    def delete(self, *_args: object, **_options: object) -> NoReturn:
        """Never."""
        raise AppendOnlyError("events are never deleted")
