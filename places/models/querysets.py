import json
from datetime import date, datetime

from django.contrib.gis.db import models
from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.utils import timezone

from common.kit.geo import mercator, mercator_box, metres_per_unit, tile_range
from common.moderation.states import State
from places.facts import derived, freshness, timetable
from places.hours import State as Opening
from places.hours import clock
from places.textindex import index
from places.textindex.expression import Expression


class PlaceQuerySet(models.QuerySet):
    """The questions the site asks about places, each under its own name."""

    def published(self):
        return self.filter(state=State.PUBLISHED)

    def selected(self, selection, expression: Expression | None = None):
        """What a `places.memory.selection.Selection` asks for; `expression` is what its
        words mean, if it has any: see `places.search.selected`.

        With what is unknown: also the places that may fit, with what is out of date:
        also those that lists leave out, and then `is_sure` on each.
        """
        bits = selection.facets
        sure, maybe = Q(has=bits), Q(may=bits)
        if selection.open_at is not None:
            is_open, may_be_open = self._open_at(selection.open_at)
            may_be_open |= is_open
            if selection.with_people:
                goes_on = Q(pk__in=timetable.present(selection.open_at))
                staffed = Q(staffed=derived.STAFFED)
                is_open = staffed & is_open | goes_on
                may_be_open = staffed & may_be_open | goes_on
            sure, maybe = sure & is_open, maybe & may_be_open
        has, may = F("facets").bitand(bits), F("possible").bitand(bits)
        always = F("facets").bitand(derived.ALWAYS_OPEN)
        staffed = F("facets").bitand(derived.STAFFED)
        found = self.alias(has=has, may=may, always=always, staffed=staffed)
        left_out = self._is_left_out(timezone.localdate())
        found = found.filter(maybe if selection.with_unknown else sure)
        if not selection.with_overdue:
            found = found.exclude(left_out)
        if selection.with_unknown or selection.with_overdue:
            is_sure = Case(When(sure & ~left_out, then=True), default=False)
            found = found.annotate(is_sure=is_sure)
        if selection.kinds is not None:
            found = found.filter(kind__in=selection.kinds)
        if selection.neighbourhood is not None:
            found = found.filter(neighbourhood=selection.neighbourhood)
        if selection.words is not None:
            found = found.matching(expression)
        if selection.near is not None:
            found = found.near(*selection.near)
        if selection.box is not None:
            found = found.in_box(*selection.box)
        return found

    def _open_at(self, moment: datetime) -> tuple[Q, Q]:
        """What is known to be open at a moment, and what may be.

        Each different text of hours is evaluated once. An entry whose check is out of
        date then is never known to be open.
        """
        texts = self.exclude(opening_hours="").order_by()
        texts = texts.values_list("opening_hours", flat=True).distinct()
        states = {text: clock.status(text, moment).state for text in texts}
        is_open = [text for text, state in states.items() if state == Opening.OPEN]
        unknown = [text for text, state in states.items() if state == Opening.UNKNOWN]
        always = Q(always=derived.ALWAYS_OPEN)
        known = Q(opening_hours__in=is_open) | always
        overdue = self._is_overdue(moment.astimezone(clock.HERE).date())
        unsure = Q(opening_hours__in=unknown) | Q(opening_hours="") & ~always
        return known & ~overdue, unsure | known & overdue

    def near(self, lat: float, lon: float, metres: int):
        """Places within so many metres as the crow flies.

        Adds `distance_squared`, in mercator integers, the same on both databases;
        `Place.metres_from` makes metres of it.
        """
        x, y = mercator(lon, lat)
        reach = round(metres / metres_per_unit(lat))
        east = Cast("mercator_x", models.BigIntegerField()) - x
        south = Cast("mercator_y", models.BigIntegerField()) - y
        around = self.filter(
            mercator_x__range=(x - reach, x + reach),
            mercator_y__range=(y - reach, y + reach),
        )
        distance_squared = around.annotate(distance_squared=east * east + south * south)
        return distance_squared.filter(distance_squared__lte=reach * reach)

    def matching(self, expression: Expression):
        """Places that fit what words mean: see `places.search.expression_of`."""
        if not expression:
            return self.none()
        sql, params = index.matching(expression)
        return self.filter(pk__in=RawSQL(sql, params))  # noqa: S611 — our own text

    def with_ids(self, ids: list[int]):
        """The same as `pk__in`, with thousands of them as one value: naming each takes
        longer than finding them."""
        if connection.vendor == "sqlite":
            rows, value = "SELECT value FROM json_each(%s)", json.dumps(ids)
        else:
            rows, value = "SELECT unnest(%s::bigint[])", ids
        return self.filter(pk__in=RawSQL(rows, [value]))  # noqa: S611 — our own text

    def in_box(self, west: float, south: float, east: float, north: float):
        """Places in a box of degrees, its western and northern edge included."""
        left, top, right, bottom = mercator_box(west, south, east, north)
        columns = Q(mercator_x__gte=left, mercator_x__lt=right)
        return self.filter(columns, mercator_y__gte=top, mercator_y__lt=bottom)

    def in_tile(self, z: int, x: int, y: int):
        first, after = tile_range(z, x, y)
        return self.filter(zorder__gte=first, zorder__lt=after)

    def for_cards(self):
        """With all that a card shows."""
        related = self.select_related("kind", "neighbourhood")
        return related.defer("neighbourhood__boundary")

    def sources(self):
        """The datasets that these places come from."""
        model = self.model._meta.get_field("dataset").related_model
        return model.objects.filter(Exists(self.filter(dataset=OuterRef("pk"))))

    def count_by_neighbourhood(self) -> dict[int, int]:
        """How many of these lie in each neighbourhood, by its id; one query."""
        counts = self.order_by().values_list("neighbourhood")
        return dict(counts.annotate(models.Count("pk")))

    def unchecked(self):
        return self.filter(checked_on=None)

    def overdue(self, today: date):
        """Checked, but longer ago than their kind's shelf life."""
        return self.filter(self._is_overdue(today))

    @staticmethod
    def _is_overdue(today: date) -> Q:
        return Q(expires_on__lt=today)

    @staticmethod
    def _is_left_out(today: date) -> Q:
        return Q(expires_on__lt=freshness.left_out_before(today))

    def in_lists(self, today: date):
        """Without those whose check is out of date for so long that lists leave them
        out; what was never checked stays."""
        return self.exclude(self._is_left_out(today))

    def fresh(self, today: date):
        return self.filter(expires_on__gte=today)

    def wrongly_derived(self):
        """Gives each place whose derived fields were not right, with the right ones."""
        places = self.select_related("kind").prefetch_related("themes", "kind__themes")
        for place in places.iterator(chunk_size=2000):
            before = [getattr(place, name) for name in derived.FIELDS]
            derived.derive(place, place.theme_slugs())
            if before != [getattr(place, name) for name in derived.FIELDS]:
                yield place
