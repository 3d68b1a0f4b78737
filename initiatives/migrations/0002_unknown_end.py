from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce

USUAL = 120  # minutes: what an unknown end becomes on the way back


def fill_over_at(apps, schema_editor):
    apps.get_model("initiatives", "Occurrence").objects.update(over_at=F("ends_at"))


def fill_ends(apps, schema_editor):
    """On the way back every end has to be something again."""
    get = apps.get_model
    get("initiatives", "Occurrence").objects.update(
        ends_at=Coalesce("ends_at", "over_at")
    )
    for name in ["Activity", "HistoricalActivity"]:
        get("initiatives", name).objects.filter(minutes=None).update(minutes=USUAL)


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0001_initial"),
        ("places", "0001_initial"),
        ("themes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="activity",
            name="activity_lasts_at_most_a_day",
        ),
        migrations.RemoveConstraint(
            model_name="occurrence",
            name="occurrence_takes_time",
        ),
        migrations.RemoveIndex(
            model_name="occurrence",
            name="occurrence_in_time",
        ),
        migrations.AlterField(
            model_name="activity",
            name="minutes",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Empty: it is not known until when.",
                null=True,
                verbose_name="how long, in minutes",
            ),
        ),
        migrations.AlterField(
            model_name="historicalactivity",
            name="minutes",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Empty: it is not known until when.",
                null=True,
                verbose_name="how long, in minutes",
            ),
        ),
        migrations.AlterField(
            model_name="occurrence",
            name="ends_at",
            field=models.DateTimeField(null=True, verbose_name="until"),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="over_at",
            field=models.DateTimeField(null=True, verbose_name="in lists until"),
        ),
        migrations.RunPython(fill_over_at, fill_ends),
        migrations.AlterField(
            model_name="occurrence",
            name="over_at",
            field=models.DateTimeField(verbose_name="in lists until"),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(
                fields=["starts_at", "over_at"], name="occurrence_in_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes__isnull", True),
                    models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                    _connector="OR",
                ),
                name="activity_lasts_at_most_a_day",
                violation_error_message="It can last at most a day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("over_at__gt", models.F("starts_at")),
                    models.Q(
                        ("ends_at__isnull", True),
                        ("ends_at", models.F("over_at")),
                        _connector="OR",
                    ),
                ),
                name="occurrence_takes_time",
            ),
        ),
    ]
