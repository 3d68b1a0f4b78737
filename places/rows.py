"""Places as the read model wants them, from the database."""

from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from places.models import PlaceKind
from places.readmodel import NEVER, Row

FIELDS = [
    "pk", "facets", "possible", "kind_id", "neighbourhood_id", "dataset_id",
    "mercator_x", "mercator_y", "opening_hours", "checked_on", "name",
]  # fmt: skip
CHUNK = 1_000


def rows(places) -> Iterator[Row]:
    """The places of a queryset, one by one; two queries."""
    kinds = {kind.pk: kind for kind in PlaceKind.objects.all()}
    lives = {pk: relativedelta(months=kind.shelf_life) for pk, kind in kinds.items()}
    last_days = {}  # thousands of places were checked on the same days

    def expires(checked_on, kind):
        if checked_on is None:
            return NEVER
        key = checked_on, kind
        if key not in last_days:
            last_days[key] = (checked_on + lives[kind]).toordinal()
        return last_days[key]

    for facts in places.values_list(*FIELDS).iterator(chunk_size=CHUNK):
        pk, facets, possible, kind, area, dataset, x, y, hours, checked_on, name = facts
        last_day, order = expires(checked_on, kind), kinds[kind].order
        known = (area or 0, dataset or 0, x, y, hours, last_day, order, name)
        yield Row(pk, facets, possible, kind, *known)
