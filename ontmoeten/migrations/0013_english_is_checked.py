from django.db import migrations
from django.utils import timezone

COLUMNS = {
    ("themes", "theme"): ["title", "line", "text"],
    ("places", "placekind"): ["name"],
    ("places", "place"): ["description"],
}


def vouch(apps, schema_editor):
    """The English that people wrote beside the Dutch is checked; what came out of a
    file is not."""
    Translation = apps.get_model("ontmoeten", "Translation")
    kinds = apps.get_model("contenttypes", "ContentType").objects
    today = timezone.localdate()
    for (app, name), fields in COLUMNS.items():
        model = apps.get_model(app, name)
        kind, _is_new = kinds.get_or_create(app_label=app, model=name)
        for field in fields:
            column = f"{field}_en"
            names = ["pk", field, column]
            has_source = name == "place"
            rows = model.objects.exclude(**{column: ""})
            rows = rows.values(*names, *(["source_fields"] if has_source else []))
            Translation.objects.bulk_create(
                (
                    Translation(
                        kind=kind,
                        key=row["pk"],
                        field=field,
                        language="en",
                        text=row[column],
                        dutch=row[field],
                        state="checked",
                        checked_on=today,
                    )
                    for row in rows.iterator()
                    if row.get("source_fields", {}).get(column) != row[column]
                ),
                batch_size=500,
                ignore_conflicts=True,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("ontmoeten", "0012_translations"),
        ("places", "0015_roles"),
        ("themes", "0001_initial"),
    ]
    # The columns stay as they were: going back only forgets who checked what.
    operations = [migrations.RunPython(vouch, migrations.RunPython.noop)]
