"""Many places into the database at once, with their history and all that is derived."""

from collections.abc import Sequence

from simple_history.utils import bulk_create_with_history

from places import derived
from places.models import Place

BATCH = 500
# What never changes once a place is there.
FIXED = {"id", "slug", "created_at", "dataset", "source_id"}
UPDATED = [
    field.name for field in Place._meta.concrete_fields if field.name not in FIXED
]


def create(places: Sequence[Place], reason: str) -> None:
    """Save new places. They have no themes of their own yet, so their history is
    complete."""
    for place in places:
        derived.derive(place, _themes_of_kind(place))
    if places:
        bulk_create_with_history(
            places, Place, batch_size=BATCH, default_change_reason=reason
        )


def update(places: Sequence[Place], reason: str) -> None:
    """Save places that exist. Their `themes` must be prefetched.

    One INSERT … ON CONFLICT per batch: `bulk_update` writes a CASE for every field of
    every row, which takes ten times as long.
    """
    if not places:
        return
    for place in places:
        own = {theme.slug for theme in place.themes.all()}
        derived.derive(place, own | _themes_of_kind(place))
    Place.objects.bulk_create(
        places,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=UPDATED,
    )
    rows = Place.history.bulk_history_create(
        places, batch_size=BATCH, update=True, default_change_reason=reason
    )
    _remember_themes(places, rows)


def _themes_of_kind(place) -> set[str]:
    """The same set for all places that share one kind object."""
    kind = place.kind
    if not hasattr(kind, "_theme_slugs"):
        kind._theme_slugs = {theme.slug for theme in kind.themes.all()}
    return kind._theme_slugs


def _remember_themes(places, rows):
    """The bulk functions of simple-history leave ties between rows out."""
    tie = Place.history.model.themes.model
    tie.objects.bulk_create(
        tie(history=row, place=place, theme=theme)
        for place, row in zip(places, rows, strict=True)
        for theme in place.themes.all()
    )
