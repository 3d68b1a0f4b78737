"""Places as the read model wants them, from the database."""

from collections.abc import Iterator
from datetime import date

from django.db.models import CharField
from django.db.models.functions import Cast, Coalesce

from places.memory.columns import NEVER, PlaceRow
from places.models import PlaceKind

# Nothing that would have to be converted: a date is text, and memorised.
FIELDS = [
    "pk", "facets", "possible", "kind_id", Coalesce("neighbourhood_id", 0),
    Coalesce("dataset_id", 0), "mercator_x", "mercator_y", "opening_hours",
    Cast("expires_on", CharField()), "name",
]  # fmt: skip
CHUNK = 1_000


class _LastDays(dict):
    """The last day of a check as a proleptic ordinal, by its text."""

    def __missing__(self, text):
        self[text] = NEVER if text is None else date.fromisoformat(text).toordinal()
        return self[text]


def rows(places) -> Iterator[PlaceRow]:
    """The places of a queryset, one by one; two queries."""
    last_days = _LastDays()
    orders = dict(PlaceKind.objects.values_list("pk", "order"))
    for *facts, expires_on, name in places.values_list(*FIELDS).iterator(CHUNK):
        kind = facts[3]
        yield PlaceRow(*facts, last_days[expires_on], orders[kind], name)
