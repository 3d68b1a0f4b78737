from collections.abc import Iterable
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.contrib.gis.db import models
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from ontmoeten.lib.geo import mercator, metres_per_unit, tile_range
from ontmoeten.lib.moderation import State
from places import clock, derived, search
from places.opening import State as Opening
from places.search import index
from places.search.document import SOURCES, of_place


class PlaceQuerySet(models.QuerySet):
    """The questions the site asks about places, each under its own name."""

    def published(self):
        return self.filter(state=State.PUBLISHED)

    def selected(self, selection):
        """What a `places.selection.Selection` asks for.

        With what is unknown: also the places that may fit, and `is_sure` on each.
        """
        bits = selection.facets
        sure, maybe = Q(has=bits), Q(may=bits)
        if selection.open_at is not None:
            is_open, may_be_open = self._open_at(selection.open_at)
            sure, maybe = sure & is_open, maybe & (is_open | may_be_open)
        has, may = F("facets").bitand(bits), F("possible").bitand(bits)
        always = F("facets").bitand(derived.ALWAYS_OPEN)
        found = self.alias(has=has, may=may, always=always)
        if selection.with_unknown:
            is_sure = Case(When(sure, then=True), default=False)
            found = found.filter(maybe).annotate(is_sure=is_sure)
        else:
            found = found.filter(sure)
        if selection.kinds is not None:
            found = found.filter(kind__in=selection.kinds)
        if selection.neighbourhood is not None:
            found = found.filter(neighbourhood=selection.neighbourhood)
        if selection.words is not None:
            found = found.matching(selection.words)
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

        Adds `apart`: the square of the distance in mercator integers, the same on both
        databases; `Place.metres_from` makes metres of it.
        """
        x, y = mercator(lon, lat)
        reach = round(metres / metres_per_unit(lat))
        east = Cast("mercator_x", models.BigIntegerField()) - x
        south = Cast("mercator_y", models.BigIntegerField()) - y
        around = self.filter(
            mercator_x__range=(x - reach, x + reach),
            mercator_y__range=(y - reach, y + reach),
        )
        apart = around.annotate(apart=east * east + south * south)
        return apart.filter(apart__lte=reach * reach)

    def matching(self, words: Iterable[str]):
        """Places with these words (of `places.search.words_of`), in any form."""
        expression = search.expression_of(words)
        if not expression:
            return self.none()
        sql, params = index.matching(expression)
        return self.filter(pk__in=RawSQL(sql, params))  # noqa: S611 — our own text

    def in_box(self, west: float, south: float, east: float, north: float):
        """Places in a box of degrees, its western and northern edge included."""
        left, top = mercator(west, north)
        right, bottom = mercator(east, south)
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

    def _is_overdue(self, today: date) -> Q:
        from places.models import PlaceKind

        too_old = Q(pk__in=[])
        for kind in PlaceKind.objects.all():
            limit = today - relativedelta(months=kind.shelf_life)
            too_old |= Q(kind=kind, checked_on__isnull=False, checked_on__lt=limit)
        return too_old

    def fresh(self, today: date):
        return self.exclude(checked_on=None).exclude(pk__in=self.overdue(today))

    # What writes past `Place.save` keeps the derived integers and the version right.

    def update(self, **fields):
        if derived.SOURCES & fields.keys() and not fields.keys() >= set(derived.FIELDS):
            wrong = ", ".join(sorted(derived.SOURCES & fields.keys()))
            raise TypeError(f"{wrong}: save each place, or use importing.writing")
        with transaction.atomic():
            pks = list(self.values_list("pk", flat=True))
            count = super().update(**fields)
            if not SOURCES.isdisjoint(fields):
                index.refresh(pks)
            self._bump(pks)
        return count

    def bulk_create(self, places, *args, **kwargs):
        with transaction.atomic():
            made = super().bulk_create(places, *args, **kwargs)
            index.write([of_place(place) for place in made if place.pk])
            self._bump([place.pk for place in made])
        return made

    def delete(self):
        with transaction.atomic():
            pks = list(self.values_list("pk", flat=True))
            gone = super().delete()
            index.remove(pks)
            self._bump(pks)
        return gone

    def wrongly_derived(self):
        """Gives each place whose derived fields were not right, with the right ones."""
        places = self.select_related("kind").prefetch_related("themes", "kind__themes")
        for place in places.iterator(chunk_size=2000):
            before = [getattr(place, name) for name in derived.FIELDS]
            derived.derive(place, place.theme_slugs())
            if before != [getattr(place, name) for name in derived.FIELDS]:
                yield place

    def derive_again(self) -> int:
        """Compute the derived fields anew; gives how many were not right."""
        wrong = list(self.wrongly_derived())
        with transaction.atomic():
            for place in wrong:
                values = {name: getattr(place, name) for name in derived.FIELDS}
                models.QuerySet(self.model).filter(pk=place.pk).update(**values)
            index.refresh(place.pk for place in wrong)
            self._bump([place.pk for place in wrong])
        return len(wrong)

    def _bump(self, places):
        from places.models import MapVersion

        MapVersion.bump(places)
