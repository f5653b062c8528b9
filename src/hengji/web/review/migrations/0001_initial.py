"""The first tables of the room."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("campaigns", "0001_initial"),
        ("filing", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignment",
                        to="filing.filing",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "review_assignment",
            },
        ),
        migrations.CreateModel(
            name="Sample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seed", models.CharField(max_length=64)),
                ("method", models.CharField(max_length=40)),
                ("strata", models.TextField()),
                ("drawn", models.TextField()),
                ("drawn_by_name", models.CharField(max_length=80)),
                ("drawn_at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="samples",
                        to="campaigns.campaign",
                    ),
                ),
            ],
            options={
                "ordering": ("-drawn_at",),
            },
        ),
        migrations.CreateModel(
            name="ConfirmedScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.CharField(max_length=80)),
                ("points", models.DecimalField(decimal_places=2, max_digits=7)),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                ("scored_by_name", models.CharField(max_length=80)),
                ("scored_at", models.DateTimeField()),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmed",
                        to="filing.revision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "criterion"), name="review_score_criterion")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=160)),
                ("section", models.CharField(blank=True, max_length=120)),
                ("quote", models.TextField(blank=True)),
                ("rule", models.CharField(blank=True, max_length=20)),
                ("finding", models.CharField(blank=True, max_length=64)),
                ("text", models.TextField(verbose_name="意见")),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "待答复"), ("answered", "已答复"), ("settled", "已落实")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("made_by_name", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
                ("answered_by_name", models.CharField(blank=True, max_length=80)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="filing.filing",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="filing.revision",
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "pk"),
                "indexes": [models.Index(fields=["filing", "status"], name="review_comment_state")],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=20)),
                ("finding", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=200)),
                ("reason", models.TextField(verbose_name="理由")),
                ("granted_by_name", models.CharField(max_length=80)),
                ("granted_at", models.DateTimeField()),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waivers",
                        to="filing.filing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("filing", "finding"), name="review_waived_once")
                ],
            },
        ),
    ]
