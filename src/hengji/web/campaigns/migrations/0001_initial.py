"""The first tables of the room."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="通知名称")),
                ("notice_number", models.CharField(blank=True, max_length=80, verbose_name="文号")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="评价年度")),
                ("standard_id", models.CharField(max_length=120, verbose_name="评分标准")),
                ("edition_hash", models.CharField(max_length=64, verbose_name="评分标准校验码")),
                ("outline_id", models.CharField(blank=True, max_length=120, verbose_name="报告提纲")),
                ("deadline_at", models.DateTimeField(verbose_name="截止时间")),
                (
                    "rectification_days",
                    models.PositiveSmallIntegerField(default=10, verbose_name="退回后修改天数"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "拟定"), ("open", "填报中"), ("closed", "已关闭")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-fiscal_year", "title"),
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "organisation"), name="campaigns_enrolled_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deadline_at", models.DateTimeField(verbose_name="延长至")),
                ("reason", models.TextField(verbose_name="理由")),
                ("granted_at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["campaign", "organisation"], name="campaigns_ext_who")],
            },
        ),
    ]
