"""The one spot that words in a form stand for (geocoding): an address, a neighbourhood,
or a place near by."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.kit.geo import key_of
from places.facts.locations import Spot
from places.finding import geocoding


def spots_called(text: str) -> list[Spot]:
    """Those to point at, best first; a whole town is none. Raises a ValidationError
    when nothing fits, which says so when the addresses could not be asked."""
    found = geocoding.whereabouts(text)
    if spots := [spot for spot in found.spots if not spot.is_wide]:
        return spots
    if found.is_complete:
        message = _(
            "We do not find “%(text)s”. Type a street with a number, a "
            "neighbourhood, or the name of a place near by."
        )
    else:
        message = _(
            "We do not find “%(text)s”, and addresses cannot be looked up now. Type "
            "a neighbourhood or the name of a place near by, or press on the map."
        )
    raise ValidationError(message, "not_found", {"text": text})


def meant(spots: list[Spot], chosen: str) -> Spot | None:
    """The only one, or the one with this key; None when that is still to be asked."""
    if len(spots) == 1:
        return spots[0]
    known = (spot for spot in spots if key_of(spot.lat, spot.lon) == chosen)
    return next(known, None)
