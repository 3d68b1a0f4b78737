"""What an import brought and still waits, as staff see it before they publish it."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.moderation.states import State
from places.importing import publishing
from places.map.widgets import map_attributes
from places.models import ImportRow, ImportRun, Place

SAMPLE = 10
MANY = 1_000  # points: of more the map shows one of each square of a hundred metres
LABELS = {
    "created": gettext_lazy("new"),
    "updated": gettext_lazy("changed"),
    "unchanged": gettext_lazy("not changed"),
}


class Case:
    """The places of one import that wait; as many queries however many there are."""

    def __init__(self, run: ImportRun):
        self.run = run
        rows = publishing.waiting_rows(run).order_by("pk")
        found = rows.values_list("place", "place__point")
        self.points = {place: (point.y, point.x) for place, point in found}
        self.doubtful = len(publishing.likely_doubles(self.points))
        self.is_busy = publishing.is_busy(run, timezone.now())

    @property
    def number(self) -> int:
        return len(self.points)

    @property
    def publishable(self) -> int:
        return self.number - self.doubtful

    @cached_property
    def published(self) -> int:
        rows = self.run.rows.filter(case=ImportRow.Case.PUBLISHED)
        return rows.filter(place__state=State.PUBLISHED).count()

    @property
    def whole(self) -> int:
        return self.number + self.published

    @property
    def counts(self) -> list[tuple[str, object]]:
        known = self.run.counts
        return [
            *((str(label), known.get(name, 0)) for name, label in LABELS.items()),
            (_("perhaps here already"), self.doubtful),
            (_("on the site already"), self.published),
        ]

    @cached_property
    def sample(self) -> list[Place]:
        """Some of them, from the whole file and not only from its beginning."""
        ids = list(self.points)
        step = max(1, len(ids) // SAMPLE)
        some = Place.objects.filter(pk__in=ids[::step][:SAMPLE]).order_by("pk")
        related = some.select_related("kind", "neighbourhood")
        return list(related.defer("neighbourhood__boundary"))

    @property
    def spots(self) -> list[list[float]]:
        """Where they lie, as latitude and longitude, each spot once."""
        decimals = 5 if self.number <= MANY else 3
        spots = {
            (round(lat, decimals), round(lon, decimals))
            for lat, lon in self.points.values()
        }
        return [list(spot) for spot in sorted(spots)]

    @property
    def map_attributes(self):
        return map_attributes()
