"""What people look for most; staff change the list from here on."""

from django.db import migrations

SUBJECTS = [
    ("wandelen", "Wandelen of fietsen", "Walking or cycling"),
    ("praten", "Koffie en een praatje", "Coffee and a chat"),
    ("nederlands", "Nederlands oefenen", "Practising Dutch"),
    ("koken", "Samen koken en eten", "Cooking and eating together"),
    ("klussen", "Klussen in huis of tuin", "Odd jobs in house or garden"),
    ("computer", "Computer en telefoon", "Computer and telephone"),
    ("leren", "Iets leren of een opleiding kiezen", "Learning or choosing a course"),
    ("werk", "Werk vinden, iemand die een deur opent", "Finding work, opening a door"),
]


def add(apps, schema_editor):
    Subject = apps.get_model("matching", "Subject")
    for order, (slug, name, name_en) in enumerate(SUBJECTS, start=1):
        known = {"name": name, "name_en": name_en, "order": order * 10}
        Subject.objects.using(schema_editor.connection.alias).get_or_create(
            slug=slug, defaults=known
        )


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
