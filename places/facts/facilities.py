"""What you may find at a place: a column each, with a slug and OSM tags.

Source of the tags: wiki.openstreetmap.org, "Key:backrest" and the pages of the others.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Facility:
    slug: str  # in the address: ?voorziening=rugleuning
    field: str  # the column of Place: yes (True), no (False), unknown (None)
    name: str
    question: str  # to who was there
    icon: str
    osm: tuple[str, ...]  # keys, the first that says anything counts


FACILITIES = (
    Facility(
        "rugleuning",
        "backrest",
        _("Backrest"),
        _("Is there a backrest?"),
        "backrest",
        ("backrest",),
    ),
    Facility(
        "armleuning",
        "armrest",
        _("Armrest"),
        _("Are there armrests?"),
        "armrest",
        ("armrest",),
    ),
    Facility(
        "toilet",
        "toilets",
        _("Toilet"),
        _("Is there a toilet?"),
        "toilet",
        ("toilets",),
    ),
    Facility(
        "rolstoeltoilet",
        "toilets_wheelchair",
        _("Toilet for wheelchair users"),
        _("Is there a toilet for wheelchair users?"),
        "wheelchair-toilet",
        ("toilets:wheelchair",),
    ),
    Facility(
        "overdekt",
        "covered",
        _("Roof or shelter"),
        _("Can you stay dry there when it rains?"),
        "roof",
        ("covered", "shelter"),
    ),
    Facility(
        "verlicht",
        "lit",
        _("Light after dark"),
        _("Is there light after dark?"),
        "lamp",
        ("lit",),
    ),
    Facility(
        "water",
        "drinking_water",
        _("Drinking water"),
        _("Is there drinking water?"),
        "water-tap",
        ("drinking_water",),
    ),
    Facility("tafel", "table", _("Table"), _("Is there a table?"), "table", ("table",)),
    Facility(
        "speeltoestel",
        "playground",
        _("Play equipment"),
        _("Is there something for children to play on?"),
        "playground",
        ("playground",),
    ),
    Facility(
        "hard-pad",
        "paved",
        _("Paved path to it"),
        _("Does a paved path lead to it?"),
        "paved-path",
        ("surface",),
    ),
)
BY_SLUG = {facility.slug: facility for facility in FACILITIES}
