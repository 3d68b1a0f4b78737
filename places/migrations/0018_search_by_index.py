"""On PostgreSQL: functions that ask the index of the search, whatever the planner thinks."""

from django.db import migrations

from places.textindex import postgresql


def _run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("places", "0017_photos_of_people")]

    operations = [
        migrations.RunPython(
            _run(postgresql.CREATE_FUNCTIONS), _run(postgresql.DROP_FUNCTIONS)
        )
    ]
