"""The database refuses to change what was recorded."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from hengji.web.records.append_only import forbid_changes


class Migration(migrations.Migration):
    """Triggers on filing_revision."""

    dependencies: ClassVar = [("filing", "0001_initial")]

    operations: ClassVar = [forbid_changes("filing_revision")]
