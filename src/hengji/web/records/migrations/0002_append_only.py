"""The database refuses to change what was recorded."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from hengji.web.records.append_only import forbid_changes


class Migration(migrations.Migration):
    """Triggers on records_event."""

    dependencies: ClassVar = [("records", "0001_initial")]

    operations: ClassVar = [forbid_changes("records_event")]
