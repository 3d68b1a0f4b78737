"""Tells the kinds that are there already what new installations know from the start."""

from django.db import migrations
from django.db.models import F

STAFFED = ['buurthuis', 'bibliotheek', 'cultuur', 'cafe', 'restaurant']
STAFFED_BIT = 1 << 20
ALWAYS_HAS = {  # kind: (facility, its column, its bit)
    'picknicktafel': ('tafel', 'table', 1 << 11),
    'watertap': ('water', 'drinking_water', 1 << 10),
    'speelplek': ('speeltoestel', 'playground', 1 << 12),
    'toilet': ('toilet', 'toilets', 1 << 6),
}


def _raise(places, bit):
    places.update(facets=F('facets').bitor(bit), possible=F('possible').bitor(bit))


def tell(apps, schema_editor):
    kinds = apps.get_model('places', 'PlaceKind').objects.using(schema_editor.connection.alias)
    places = apps.get_model('places', 'Place').objects.using(schema_editor.connection.alias)
    kinds.filter(slug__in=STAFFED).update(is_staffed=True)
    _raise(places.filter(kind__slug__in=STAFFED), STAFFED_BIT)
    for slug, (facility, column, bit) in ALWAYS_HAS.items():
        kinds.filter(slug=slug).update(facilities=facility)
        _raise(places.filter(kind__slug=slug, **{f'{column}__isnull': True}), bit)


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_read_model'),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
