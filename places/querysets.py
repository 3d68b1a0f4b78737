from datetime import date

from dateutil.relativedelta import relativedelta
from django.contrib.gis.db import models
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ontmoeten.lib.geo import tile_range
from ontmoeten.lib.moderation import State
from places import derived


class NeighbourhoodQuerySet(models.QuerySet):
    def with_place_counts(self, selection):
        """Adds `place_count`: how many places each holds under a selection."""
        from places.models import Place

        found = (
            Place.objects.published()
            .selected(selection)
            .filter(neighbourhood=models.OuterRef("pk"))
            .order_by()
            .values("neighbourhood")
            .annotate(count=models.Count("pk"))
            .values("count")
        )
        count = Coalesce(models.Subquery(found), 0)
        return self.annotate(place_count=count)


class PlaceQuerySet(models.QuerySet):
    """The questions the site asks about places, each under its own name."""

    def published(self):
        return self.filter(state=State.PUBLISHED)

    def having(self, facets: int):
        """Places that have every one of these bits of `places.derived`."""
        if not facets:
            return self
        return self.alias(has=F("facets").bitand(facets)).filter(has=facets)

    def selected(self, selection):
        """What a `places.selection.Selection` asks for."""
        found = self.having(selection.facets)
        if selection.kinds is not None:
            found = found.filter(kind__in=selection.kinds)
        if selection.neighbourhood is not None:
            found = found.filter(neighbourhood=selection.neighbourhood)
        return found

    def in_tile(self, z: int, x: int, y: int):
        first, after = tile_range(z, x, y)
        return self.filter(zorder__gte=first, zorder__lt=after)

    def for_list(self):
        """With all that a card shows, people's places first."""
        related = self.select_related("kind", "neighbourhood")
        related = related.defer("neighbourhood__boundary")
        return related.order_by("kind__order", "name", "pk")

    def unchecked(self):
        return self.filter(checked_on=None)

    def overdue(self, today: date):
        """Checked, but longer ago than their kind's shelf life."""
        from places.models import PlaceKind

        too_old = Q(pk__in=[])
        for kind in PlaceKind.objects.all():
            limit = today - relativedelta(months=kind.shelf_life)
            too_old |= Q(kind=kind, checked_on__lt=limit)
        return self.filter(too_old)

    def fresh(self, today: date):
        return self.exclude(checked_on=None).exclude(pk__in=self.overdue(today))

    # What writes past `Place.save` keeps the derived integers and the version right.

    def update(self, **fields):
        if derived.SOURCES & fields.keys() and not fields.keys() >= set(derived.FIELDS):
            wrong = ", ".join(sorted(derived.SOURCES & fields.keys()))
            raise TypeError(f"{wrong}: save each place, or use importing.writing")
        with transaction.atomic():
            count = super().update(**fields)
            self._bump()
        return count

    def bulk_create(self, places, *args, **kwargs):
        with transaction.atomic():
            made = super().bulk_create(places, *args, **kwargs)
            self._bump()
        return made

    def delete(self):
        with transaction.atomic():
            gone = super().delete()
            self._bump()
        return gone

    def derive_again(self) -> int:
        """Compute the derived fields anew; gives how many were not right."""
        wrong = []
        places = self.select_related("kind").prefetch_related("themes", "kind__themes")
        for place in places.iterator(chunk_size=2000):
            before = [getattr(place, name) for name in derived.FIELDS]
            derived.derive(place, place.theme_slugs())
            if before != [getattr(place, name) for name in derived.FIELDS]:
                wrong.append(place)
        with transaction.atomic():
            for place in wrong:
                values = {name: getattr(place, name) for name in derived.FIELDS}
                models.QuerySet(self.model).filter(pk=place.pk).update(**values)
            self._bump()
        return len(wrong)

    def _bump(self):
        from places.models import MapVersion

        MapVersion.bump()
