"""The first tables of the room."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("filing", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="RevisionFigures",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="figures",
                        serialize=False,
                        to="filing.revision",
                    ),
                ),
                ("adjusted_budget", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("executed", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("execution_rate", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
            ],
            options={
                "db_table": "disclosure_figures",
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=60, unique=True)),
                ("unit_code", models.CharField(max_length=40)),
                ("unit_name", models.CharField(max_length=120)),
                ("department_code", models.CharField(max_length=40)),
                ("department_name", models.CharField(max_length=120)),
                ("jurisdiction_name", models.CharField(blank=True, max_length=40)),
                ("invented", models.BooleanField(default=False)),
                ("fiscal_year", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField(default=0)),
                ("first_published_at", models.DateTimeField()),
                ("published_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("full_marks", models.DecimalField(decimal_places=2, max_digits=7)),
                ("claimed_points", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("computed_points", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("confirmed_points", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("grade", models.CharField(blank=True, max_length=20)),
                ("adjusted_budget", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("executed", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("execution_rate", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("unsaid", models.PositiveSmallIntegerField(default=0)),
                ("findings", models.PositiveSmallIntegerField(default=0)),
                ("waivers", models.PositiveSmallIntegerField(default=0)),
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="filing.filing",
                    ),
                ),
            ],
            options={
                "ordering": ("-fiscal_year", "unit_code"),
            },
        ),
        migrations.CreateModel(
            name="PublicVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("facts", models.TextField()),
                ("shown", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("digest_algorithm", models.CharField(max_length=20)),
                ("corrections", models.TextField()),
                ("published_at", models.DateTimeField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="disclosure.publication",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="filing.revision"
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_version",
                "ordering": ("publication", "number"),
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("reason", models.TextField(verbose_name="理由")),
                ("at", models.DateTimeField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="disclosure.publication",
                    ),
                ),
            ],
            options={
                "db_table": "disclosure_withdrawal",
                "ordering": ("publication", "version", "at"),
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["fiscal_year", "unit_code"], name="disclosure_year_unit"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["department_code", "fiscal_year"], name="disclosure_department"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["published_at"], name="disclosure_published"),
        ),
        migrations.AddConstraint(
            model_name="publicversion",
            constraint=models.UniqueConstraint(
                fields=("publication", "number"), name="disclosure_version_number"
            ),
        ),
    ]
