"""The database refuses to change what was published."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from hengji.web.records.append_only import forbid_changes


class Migration(migrations.Migration):
    """Triggers on the versions and the reasons of withdrawals."""

    dependencies: ClassVar = [("disclosure", "0001_initial")]

    operations: ClassVar = [forbid_changes("disclosure_version"), forbid_changes("disclosure_withdrawal")]
