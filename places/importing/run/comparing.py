"""What of a source goes into a place: never over what someone changed by hand."""

from collections.abc import Container, Iterator

from django.contrib.gis.geos import Point

from common.kit.geo import WGS84
from places.importing.fields.points import DECIMALS
from places.importing.fields.values import BLANK, Value


def current(place, field: str):
    """A field's value as it is kept in `source_fields`: plain JSON."""
    if field == "point":
        return [round(degrees, DECIMALS) for degrees in place.point.coords]
    if field == "kind":
        return place.kind.slug
    return getattr(place, field)


def apply(
    place, given: dict[str, Value], kinds: dict, told: Container[str] = ()
) -> Iterator[tuple[str, object]]:
    """Write what the source gives on a place, unsaved; yields what is kept instead, as
    (field, the source's value).

    `given` holds every field the source speaks about, blank where it says nothing;
    `kinds` are the kinds by slug. `place.source_fields` remembers what the source gave
    last: where the place holds something else, someone changed it by hand. The fields
    in `told` hold what passers-by answered: what a source says goes before them.
    """
    before, is_new = place.source_fields, place.pk is None
    after = dict(before)
    for field, value in given.items():
        blank = BLANK.get(field)
        if is_new:
            if value != blank:
                after[field] = value
                write(place, field, value, kinds)
            continue
        held = current(place, field)
        if value == blank:
            after.pop(field, None)
        else:
            after[field] = value
        if held == value or (field in told and value == blank):
            continue
        if field in told or held == before.get(field, blank):
            write(place, field, value, kinds)
        else:
            yield field, value
    place.source_fields = after


def write(place, field: str, value, kinds: dict) -> None:
    if field == "point":
        place.point = Point(*value, srid=WGS84)
    elif field == "kind":
        place.kind = kinds[value]
    else:
        setattr(place, field, value)
