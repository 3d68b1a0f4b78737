"""Many places into the database at once, with their history and all that is derived."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, router, transaction
from django.db.models import QuerySet
from django.utils import timezone

from places.deciding import upkeep
from places.facts import derived
from places.models import ImportRow, Place, PlaceVisits

BATCH = 500
# What never changes once a place is there.
FIXED = {"id", "slug", "created_at", "dataset", "source_id"}
UPDATED = [
    field.name for field in Place._meta.concrete_fields if field.name not in FIXED
]
LONGEST_REASON = 100


def create(places: Sequence[Place], reason: str, by: int | None = None) -> None:
    """Save new places, that have no themes of their own yet; `by` is the id of who did
    it, for the history."""
    if not places:
        return
    for place in places:
        derived.derive(place, _themes_of_kind(place))
        place.measure()
    with transaction.atomic():
        Place.objects.bulk_create(places, batch_size=BATCH)
        upkeep.places_written(places)
        _remember([place.pk for place in places], "+", reason, by)


def update(places: Sequence[Place], reason: str, by: int | None = None) -> None:
    """Save places that exist. Their `themes` must be prefetched.

    One INSERT … ON CONFLICT per batch: `bulk_update` writes a CASE for every field of
    every row, which takes ten times as long.
    """
    if not places:
        return
    for place in places:
        own = {theme.slug for theme in place.themes.all()}
        derived.derive(place, own | _themes_of_kind(place))
        place.measure()
    with transaction.atomic():
        Place.objects.bulk_create(
            places,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=UPDATED,
        )
        upkeep.places_written(places)
        now = _remember([place.pk for place in places], "~", reason, by)
        _remember_themes(places, Place.history.filter(history_date=now))


def remove(ids: Sequence[int], reason: str, by: int | None = None) -> None:
    """Delete places on which nothing hangs that has to stay. Their history stays and
    ends with this; Django's own delete writes it place by place, six times as slow.

    What only counts them goes along, what points at them forgets them; anything else
    raises IntegrityError.
    """
    if not ids:
        return
    with transaction.atomic():
        _remember(ids, "-", reason, by)
        PlaceVisits.objects.filter(place__in=ids).delete()
        ImportRow.objects.filter(place__in=ids).update(place=None)
        ImportRow.objects.filter(double_of__in=ids).update(double_of=None)
        Place.themes.through.objects.filter(place__in=ids).delete()
        QuerySet(Place).filter(pk__in=ids)._raw_delete(router.db_for_write(Place))
        upkeep.places_gone(ids)


def _themes_of_kind(place) -> set[str]:
    """The same set for all places that share one kind object."""
    kind = place.kind
    if not hasattr(kind, "_theme_slugs"):
        kind._theme_slugs = {theme.slug for theme in kind.themes.all()}
    return kind._theme_slugs


def _remember(ids, sign: str, reason: str, by: int | None) -> datetime:
    """Write the history of places as they now are, without their themes; gives its
    moment.

    The database copies its own rows: sending each a second time, as simple-history's
    bulk functions do, takes twice as long, and they leave the themes out.
    """
    history, quote = Place.history.model, connection.ops.quote_name
    now = timezone.now()
    facts = {
        "history_date": connection.ops.adapt_datetimefield_value(now),
        "history_type": sign,
        "history_change_reason": reason[:LONGEST_REASON],
        "history_user_id": by,
    }
    columns = ", ".join(quote(field.column) for field in history.tracked_fields)
    names = ", ".join(quote(name) for name in facts)
    # Only names of our own tables and columns go into the text.
    sql = (
        f"INSERT INTO {quote(history._meta.db_table)} ({columns}, {names}) "  # noqa: S608
        f"SELECT {columns}, %s, %s, %s, %s FROM {quote(Place._meta.db_table)} "
        f"WHERE id IN ({', '.join(['%s'] * len(ids))})"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*facts.values(), *ids])
    return now


def _remember_themes(places, rows):
    ids = [place.pk for place in places if place.themes.all()]
    history = {row.id: row for row in rows.filter(id__in=ids)}
    remembered = Place.history.model.themes.model
    remembered.objects.bulk_create(
        remembered(
            id=tie.pk,
            history=history[tie.place_id],
            place_id=tie.place_id,
            theme_id=tie.theme_id,
        )
        for tie in Place.themes.through.objects.filter(place_id__in=ids)
    )
