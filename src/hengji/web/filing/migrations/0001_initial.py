"""The first tables of the room."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("campaigns", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("awaiting_confirmation", "待确认"),
                            ("submitted", "已提交"),
                            ("in_review", "审核中"),
                            ("returned", "退回"),
                            ("accepted", "通过"),
                            ("published", "已公开"),
                        ],
                        default="draft",
                        max_length=30,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveBigIntegerField(default=0)),
                ("endorsed_at", models.DateTimeField(blank=True, null=True)),
                ("resubmit_by", models.DateTimeField(blank=True, null=True)),
                (
                    "computed_points",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "claimed_points",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                ("grade", models.CharField(blank=True, max_length=20)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="accounts.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=160)),
                ("value", models.TextField(blank=True)),
                ("version", models.PositiveBigIntegerField()),
                ("saved_by", models.CharField(max_length=80)),
                ("saved_at", models.DateTimeField()),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fields", to="filing.filing"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("digest_algorithm", models.CharField(max_length=20)),
                ("proves", models.CharField(blank=True, max_length=160, verbose_name="佐证对象")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("uploaded_by_name", models.CharField(max_length=80)),
                ("uploaded_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="filing.filing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FindingExplanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("finding", models.CharField(max_length=64)),
                ("rule", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("figures", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(verbose_name="说明")),
                ("version", models.PositiveBigIntegerField()),
                ("explained_by", models.CharField(max_length=80)),
                ("explained_at", models.DateTimeField()),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="explanations",
                        to="filing.filing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.TextField()),
                ("content_digest", models.CharField(max_length=64)),
                ("digest_algorithm", models.CharField(max_length=20)),
                ("evidence", models.TextField()),
                ("explanations", models.TextField()),
                ("standard_id", models.CharField(max_length=120)),
                ("edition_hash", models.CharField(max_length=64)),
                ("engine_version", models.CharField(max_length=40)),
                ("evaluation", models.TextField()),
                ("submitted_by_name", models.CharField(max_length=80)),
                ("received_at", models.DateTimeField()),
                ("deadline_at", models.DateTimeField()),
                ("receipt", models.CharField(max_length=40, unique=True, verbose_name="回执号")),
                ("idempotency_key", models.CharField(max_length=64)),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="filing.filing",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("filing", "number"),
            },
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["status", "submitted_at"], name="filing_status_at"),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                fields=("campaign", "organisation"), name="filing_once_a_campaign"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftfield",
            constraint=models.UniqueConstraint(fields=("filing", "path"), name="filing_field_path"),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["filing", "removed_at"], name="filing_attachment_live"),
        ),
        migrations.AddConstraint(
            model_name="findingexplanation",
            constraint=models.UniqueConstraint(fields=("filing", "finding"), name="filing_explained_once"),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(fields=("filing", "number"), name="filing_revision_number"),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("filing", "idempotency_key"), name="filing_revision_key"
            ),
        ),
    ]
