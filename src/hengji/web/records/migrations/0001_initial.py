"""The first tables of the room."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("length", models.PositiveBigIntegerField(default=0)),
                ("digest", models.CharField(default="", max_length=64)),
            ],
            options={
                "db_table": "records_chain",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.CharField(max_length=60)),
                ("sequence", models.PositiveBigIntegerField()),
                ("type", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("actor", models.CharField(max_length=80)),
                ("role", models.CharField(blank=True, max_length=40)),
                ("organisation", models.CharField(blank=True, max_length=120)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("request_id", models.CharField(blank=True, max_length=40)),
                ("payload", models.TextField()),
                ("algorithm", models.CharField(max_length=20)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "records_event",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["type", "at"], name="records_event_type_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "sequence"), name="records_event_chain_seq")
                ],
            },
        ),
    ]
