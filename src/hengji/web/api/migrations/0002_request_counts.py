"""How often somebody asked, counted for all server processes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RequestCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("who", models.CharField(max_length=80, unique=True)),
                ("since", models.BigIntegerField()),
                ("count", models.PositiveIntegerField(default=0)),
                ("before", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "api_request_count",
            },
        ),
    ]
