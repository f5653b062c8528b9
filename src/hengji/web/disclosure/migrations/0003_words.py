"""What a search looks through is kept beside a report; that of reports already public is read from them."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import migrations, models

from hengji.web.disclosure.telling import words_of


def _fill(apps: Any, _schema: object) -> None:
    publications, versions = (apps.get_model("disclosure", name) for name in ("Publication", "PublicVersion"))
    for one in publications.objects.all().iterator():
        version = versions.objects.filter(publication=one.pk, number=one.version).first()
        if version is not None:
            words = words_of(json.loads(version.facts), json.loads(version.shown)["report"])
            publications.objects.filter(pk=one.pk).update(words=words)


class Migration(migrations.Migration):
    """One column, filled."""

    dependencies: ClassVar = [("disclosure", "0002_append_only")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="publication", name="words", field=models.TextField(blank=True, default="")
        ),
        migrations.RunPython(_fill, migrations.RunPython.noop),
    ]
