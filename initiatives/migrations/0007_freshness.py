from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0006_ease"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="checked_on",
                field=models.DateField(
                    blank=True, null=True, verbose_name="checked on"
                ),
            )
            for model in ("initiative", "historicalinitiative")
        ),
        migrations.CreateModel(
            name="AskedStillRight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("entry", models.CharField(max_length=40, verbose_name="about")),
                ("last_day", models.DateField(verbose_name="last day of the check")),
                ("is_at_end", models.BooleanField(verbose_name="on that day or later")),
                (
                    "asked_at",
                    models.DateTimeField(db_index=True, verbose_name="asked"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "question whether it is right",
                "verbose_name_plural": "questions whether it is right",
                "ordering": ["-asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "entry", "last_day", "is_at_end"),
                        name="asked_once_before_and_once_at_the_end",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityVisits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "month",
                    models.DateField(help_text="Its first day.", verbose_name="month"),
                ),
                (
                    "count",
                    models.PositiveIntegerField(default=0, verbose_name="how often"),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE,
                        related_name="visits",
                        to="initiatives.activity",
                        verbose_name="activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "visits of a page",
                "verbose_name_plural": "visits of pages",
                "ordering": ["-month"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "month"),
                        name="visits_of_an_activity_by_month",
                    )
                ],
            },
        ),
    ]
