"""The first tables of the room."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=40, unique=True, verbose_name="用户名")),
                ("display_name", models.CharField(max_length=40, verbose_name="姓名")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                ("must_change_password", models.BooleanField(default=False, verbose_name="须修改密码")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("username",),
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="单位编码")),
                ("name", models.CharField(max_length=120, verbose_name="单位名称")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="简称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("finance_authority", "财政部门"),
                            ("department", "部门"),
                            ("subordinate_unit", "下属单位"),
                            ("oversight", "审计监督机构"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "jurisdiction_code",
                    models.CharField(blank=True, max_length=6, verbose_name="行政区划代码"),
                ),
                ("jurisdiction_name", models.CharField(blank=True, max_length=40, verbose_name="行政区划")),
                ("invented", models.BooleanField(default=False)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("performance_administrator", "绩效管理员"),
                            ("preparer", "填报人"),
                            ("responsible_officer", "单位负责人"),
                            ("supervising_reviewer", "主管部门审核人"),
                            ("finance_reviewer", "财政审核员"),
                            ("auditor", "审计监督"),
                            ("system_administrator", "系统管理员"),
                        ],
                        max_length=30,
                        verbose_name="角色",
                    ),
                ),
                ("granted_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="YearGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="years",
                        to="accounts.membership",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(fields=["user", "ended_at"], name="accounts_member_user"),
        ),
        migrations.AddConstraint(
            model_name="yeargrant",
            constraint=models.UniqueConstraint(
                fields=("membership", "fiscal_year"), name="accounts_grant_year"
            ),
        ),
    ]
