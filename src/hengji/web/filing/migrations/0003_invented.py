"""A filing says whether its content is made up."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("filing", "0002_append_only")]

    operations: ClassVar = [
        migrations.AddField(model_name="filing", name="invented", field=models.BooleanField(default=False))
    ]
