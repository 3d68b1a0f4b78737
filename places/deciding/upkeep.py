"""What follows when a place changes, or what places are made of (derived data).

A place's own derived columns and its neighbourhood are filled before it is saved; its
document in the search index and the version of the map come after. `check_places` and
`check_search` prove that nothing was forgotten. See `common.kit.storing`.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from common.kit.geo import mercator
from common.kit.storing import MOVED, Fields, Upkeep, register
from places.deciding.slugs import SlugMaker
from places.facts import derived
from places.facts.questions import QUESTIONS
from places.hours import clock
from places.models import (
    ClosingDay,
    District,
    MapVersion,
    Municipality,
    Neighbourhood,
    Place,
    PlaceKind,
    Synonym,
)
from places.search import upkeep
from places.textindex import index
from places.textindex.document import of_place

WHERE = {"neighbourhood", "neighbourhood_from"}
FoundBy = Place.FoundBy


def places_changed(pks: Iterable[int]) -> None:
    """After places were written: their documents, and the version of the map. In the
    transaction of the change."""
    pks = list(pks)
    upkeep.refresh(pks)
    MapVersion.bump(pks)


def places_written(places: Iterable[Place]) -> None:
    """The same for places that were written just so, without asking for them."""
    places = list(places)
    index.write([of_place(place) for place in places])
    MapVersion.bump([place.pk for place in places])


def places_gone(pks: Iterable[int]) -> None:
    """The same after places were deleted."""
    pks = list(pks)
    index.remove(pks)
    MapVersion.bump(pks)


@transaction.atomic
def derive_again(places: QuerySet) -> int:
    """Compute the derived columns of these places anew; gives how many were wrong."""
    wrong = list(places.wrongly_derived())
    for place in wrong:
        _write_derived(place)
    places_changed(place.pk for place in wrong)
    return len(wrong)


def _derived(place) -> dict:
    return {name: getattr(place, name) for name in derived.FIELDS}


def _write_derived(place) -> None:
    Place.objects.filter(pk=place.pk).update(**_derived(place))


# --- A place -------------------------------------------------------------------------


def prepare_place(place: Place, fields: Fields) -> set[str]:
    """Fill its address, its neighbourhood and its derived columns, unsaved."""
    if not place.slug:
        place.slug = SlugMaker().make(place.name)
    may_move = fields is None or not {"point", "neighbourhood"}.isdisjoint(fields)
    if may_move and not _lies_where_it_lay(place):
        Neighbourhood.objects.area_index().assign_neighbourhoods([place])
    derived.derive(place, place.theme_slugs())
    return {*derived.FIELDS, *WHERE, "changed_at"}


def _lies_where_it_lay(place) -> bool:
    """Whether its neighbourhood is that of the same point, and known for sure: a new
    boundary finds its places by itself."""
    if place.pk is None or place.neighbourhood_from in {"", FoundBy.NEAREST}:
        return False
    facts = ["mercator_x", "mercator_y", "neighbourhood", "neighbourhood_from"]
    known = Place.objects.filter(pk=place.pk).values_list(*facts).first()
    here = mercator(place.point.x, place.point.y)
    return known == (*here, place.neighbourhood_id, place.neighbourhood_from)


def follow_place(place: Place) -> None:
    before = _derived(place)
    derived.derive(place, place.theme_slugs())  # its themes are saved after it
    if _derived(place) != before:
        _write_derived(place)
    places_changed([place.pk])


def _place_about_to_go(place: Place):
    pks = [place.pk]
    return lambda: places_gone(pks)


# --- What places are made of ---------------------------------------------------------


def follow_kind(kind: PlaceKind) -> None:
    """Its usual cost and hours are part of what its places' filters ask, its order and
    shelf life of what lists show."""
    derive_again(kind.places.all())
    MapVersion.bump()


def words_changed(*_row) -> None:
    """Words to search by, or the days on which things are closed."""
    clock.forget_closing_days()
    MapVersion.bump([])


def prepare_neighbourhood(area: Neighbourhood, fields: Fields) -> set[str]:
    area.fill_slug()
    return set()


def _neighbourhood_about_to_go(area: Neighbourhood):
    """Its places stay, and forget that they lay in it."""
    pks = list(area.places.values_list("pk", flat=True))
    return lambda: places_changed(pks)


def register_all() -> None:
    words = Upkeep(follow=words_changed, about_to_go=lambda row: words_changed)
    register(
        Place,
        Upkeep(
            prepare=prepare_place,
            follow=follow_place,
            follow_moved=lambda places: places_changed([each.pk for each in places]),
            moved=MOVED.union(derived.FIELDS, [each.field for each in QUESTIONS]),
            about_to_go=_place_about_to_go,
        ),
    )
    register(PlaceKind, Upkeep(follow=follow_kind))
    register(
        Neighbourhood,
        Upkeep(
            prepare=prepare_neighbourhood,
            follow=words_changed,
            about_to_go=_neighbourhood_about_to_go,
        ),
    )
    for model in (District, Municipality, Synonym, ClosingDay):
        register(model, words)
