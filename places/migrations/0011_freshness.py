from dateutil.relativedelta import relativedelta
from django.db import migrations, models


def fill(apps, schema_editor):
    """The last day of each check, a query for each day and shelf life."""
    places = apps.get_model("places", "Place").objects.exclude(checked_on=None)
    checks = places.order_by().values_list("checked_on", "kind__shelf_life").distinct()
    for day, months in list(checks):
        same = places.filter(checked_on=day, kind__shelf_life=months)
        same.update(expires_on=day + relativedelta(months=months))


class Migration(migrations.Migration):
    dependencies = [("places", "0010_ease")]

    operations = [
        migrations.RemoveIndex(model_name="place", name="place_near_by"),
        migrations.AddField(
            model_name="place",
            name="expires_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                fields=[
                    "state", "mercator_x", "mercator_y", "facets", "kind", "expires_on",
                ],
                name="place_near_by",
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["expires_on"], name="place_by_last_day"),
        ),
        migrations.CreateModel(
            name="PlaceVisits",
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
                    models.DateField(
                        help_text="Its first day.", verbose_name="month"
                    ),
                ),
                (
                    "count",
                    models.PositiveIntegerField(default=0, verbose_name="how often"),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE,
                        related_name="visits",
                        to="places.place",
                        verbose_name="place",
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
                        fields=("place", "month"), name="visits_of_a_place_by_month"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FreshCount",
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
                ("day", models.DateField(verbose_name="day")),
                ("fresh", models.PositiveIntegerField(verbose_name="checked")),
                ("total", models.PositiveIntegerField(verbose_name="places")),
                (
                    "kind",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.deletion.CASCADE,
                        related_name="+",
                        to="places.placekind",
                        verbose_name="type of place",
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.deletion.CASCADE,
                        related_name="+",
                        to="places.neighbourhood",
                        verbose_name="neighbourhood",
                    ),
                ),
            ],
            options={
                "verbose_name": "how fresh it was",
                "verbose_name_plural": "how fresh it was",
                "ordering": ["day", "pk"],
                "indexes": [models.Index(fields=["day"], name="fresh_count_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("neighbourhood__isnull", True),
                            ("kind__isnull", True),
                            _connector="OR",
                        ),
                        name="fresh_count_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fresh__lte", models.F("total"))),
                        name="fresh_count_is_a_part",
                    ),
                ],
            },
        ),
        # Last: PostgreSQL makes no index on rows that wait for their triggers.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
