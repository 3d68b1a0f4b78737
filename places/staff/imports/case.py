"""What an import brought and still waits, as staff see it before they publish it."""

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.moderation.states import State
from places.importing import publishing
from places.map.widgets import map_attributes
from places.models.imports import FileRow, FileRun

SAMPLE = 10
MANY = 1_000  # points: of more the map shows one of each square of a hundred metres
LABELS = {
    "created": gettext_lazy("new"),
    "updated": gettext_lazy("changed"),
    "unchanged": gettext_lazy("not changed"),
}


class Case:
    """What one import brought and waits; as many queries however much it is. `related`
    are names of what a line of the sample tells, `deferred` of what it need not."""

    has_points = False
    related: tuple[str, ...] = ()
    deferred: tuple[str, ...] = ()

    def __init__(self, run: FileRun, together: publishing.Together):
        self.run, self.together = run, together
        rows = together.waiting_rows(run).order_by("pk")
        self.ids = list(rows.values_list(together.thing, flat=True))
        self.doubtful = len(together.doubtful(self.ids))
        self.is_busy = publishing.is_busy(run, timezone.now())

    @property
    def number(self) -> int:
        return len(self.ids)

    @property
    def publishable(self) -> int:
        return self.number - self.doubtful

    @cached_property
    def published(self) -> int:
        rows = self.run.rows.filter(case=FileRow.Case.PUBLISHED)
        on_site = {f"{self.together.thing}__state": State.PUBLISHED}
        return rows.filter(**on_site).count()

    @property
    def whole(self) -> int:
        return self.number + self.published

    @property
    def counts(self) -> list[tuple[str, object]]:
        known = self.run.counts
        return [
            *((str(label), str(known.get(name, 0))) for name, label in LABELS.items()),
            (_("perhaps here already"), str(self.doubtful)),
            (_("on the site already"), str(self.published)),
        ]

    @cached_property
    def sample(self) -> list[tuple[Model, str]]:
        """Some of them, from the whole file and not only from its beginning."""
        step = max(1, len(self.ids) // SAMPLE)
        model = self.together.rows._meta.get_field(self.together.thing).related_model
        some = model.objects.filter(pk__in=self.ids[::step][:SAMPLE]).order_by("pk")
        some = some.select_related(*self.related) if self.related else some
        return [(each, self.told(each)) for each in some.defer(*self.deferred)]

    def told(self, thing: Model) -> str:
        """What stands beside its name."""
        raise NotImplementedError

    def spots(self) -> list[list[float]]:
        """Where they lie, for a map; none when they lie nowhere."""
        return []

    @property
    def map_attributes(self):
        return map_attributes()


class PlacesCase(Case):
    has_points = True
    related = ("kind", "neighbourhood")
    deferred = ("neighbourhood__boundary",)

    def told(self, place):
        known = [place.kind, place.neighbourhood, place.address]
        return ", ".join(str(each) for each in known if each)

    def spots(self):
        """As latitude and longitude, each spot once."""
        decimals = 5 if self.number <= MANY else 3
        rows = self.together.waiting_rows(self.run)
        points = rows.values_list("place__point", flat=True)
        spots = {(round(at.y, decimals), round(at.x, decimals)) for at in points}
        return [list(spot) for spot in sorted(spots)]
