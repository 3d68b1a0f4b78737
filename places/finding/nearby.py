"""What lies around a spot: places, the nearest toilet, what may be the same place."""

from django.contrib.gis.geos import Point
from django.db.models import BigIntegerField, Case, F, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from common.kit.geo import WGS84, mercator, metres_per_unit
from places.facts.cost import Cost
from places.facts.derived import FACILITY_BITS, LISTED
from places.facts.questions import asked_of, bits_of, open_questions
from places.finding.in_words import MAYBE, YES, Fact, distance
from places.models import Photo, Place, PlaceKind

AROUND = 1000  # metres within which we call a place near by
SHOWN = 4
FARTHEST_TOILET = 1500  # metres
FARTHEST_QUESTION = 3000  # metres
MOST_QUESTIONS = 20
SAME_SPOT = 60  # metres: within it, any place may be the one that is meant
SAME_KIND = 150  # metres: within it, one of the same kind may be


def places_around(place: Place) -> list[Place]:
    """The nearest ones that belong to the usual results; below, what is overdue."""
    today = timezone.localdate()
    found = Place.objects.published().in_lists(today).exclude(pk=place.pk)
    listed = found.alias(listed=F("facets").bitand(LISTED)).filter(listed=LISTED)
    nearest = _nearest(listed, place.point, AROUND, SHOWN)
    overdue = Place.Freshness.OVERDUE
    return sorted(nearest, key=lambda each: each.freshness(today) == overdue)


def nearest_toilet(place: Place) -> Place | None:
    """The nearest place that is or has a toilet, as far as known; none for which you
    have to buy something, but one that itself costs money counts."""
    bit = FACILITY_BITS["toilet"]
    found = Place.objects.published().in_lists(timezone.localdate())
    found = found.alias(toilet=F("facets").bitand(bit))
    kind = PlaceKind.objects.filter(slug="toilet").values("pk")
    found = found.alias(costs=Coalesce(NullIf("cost", Value("")), "kind__cost"))
    found = found.exclude(costs=Cost.CONSUMPTION)
    has_one = Q(toilet=bit) & ~Q(costs=Cost.PAID)  # a café's is for its guests
    found = found.filter(has_one | Q(kind__in=kind))
    return next(iter(_nearest(found, place.point, FARTHEST_TOILET, 1)), None)


def _nearest(places, point, metres, count):
    """So many of them, the nearest first, in one query: its inner part finds their ids
    in the index `place_near_by` alone, and only theirs are read whole."""
    near = places.near(point.y, point.x, metres).order_by("distance_squared", "pk")
    found = list(Place.objects.filter(pk__in=near.values("pk")[:count]).for_cards())
    x, y = mercator(point.x, point.y)
    for place in found:
        place.distance_squared = (place.mercator_x - x) ** 2 + (
            place.mercator_y - y
        ) ** 2
    return sorted(found, key=lambda place: (place.distance_squared, place.pk))


def toilet_fact(place: Place) -> tuple[Fact, str, Place | None]:
    """For the table of facilities: the words, and the place to go to."""
    label = _("Nearest toilet")
    if place.toilets or place.kind.slug == "toilet":
        return Fact("toilet", label, YES), _("here"), None
    toilet = nearest_toilet(place)
    if toilet is None:
        return Fact("toilet", label, MAYBE), _("unknown"), None
    words = distance(toilet.metres_from(place.point.y))
    return Fact("toilet", label, YES), words, toilet


def places_with_questions(lat: float, lon: float) -> list[Place]:
    """The nearest places of which passers-by are asked something; two queries."""
    whens = [
        When(kind=kind, then=bits_of(asked_of(kind.asked)))
        for kind in PlaceKind.objects.exclude(asked="")
    ]
    if not whens:
        return []
    mask = Case(*whens, default=0, output_field=BigIntegerField())
    # What may be so and is not sure: not known, or "partly without steps".
    unknown = (F("possible") - F("facets")).bitand(mask)
    found = Place.objects.published().in_lists(timezone.localdate())
    found = found.alias(unknown=unknown).exclude(unknown=0)
    spot = Point(lon, lat, srid=WGS84)
    places = _nearest(found, spot, FARTHEST_QUESTION, MOST_QUESTIONS)
    return [place for place in places if open_questions(place)]


def perhaps_the_same(lat: float, lon: float, kind: PlaceKind | None) -> list[Place]:
    """Published places so near that a suggestion may mean one of them."""
    around = Place.objects.published().near(lat, lon, SAME_KIND)
    reach = round(SAME_SPOT / metres_per_unit(lat))
    same = around.filter(Q(distance_squared__lte=reach * reach) | Q(kind=kind))
    same = same.for_cards().prefetch_related(Prefetch("photos", Photo.objects.shown()))
    return list(same.order_by("distance_squared", "pk")[:SHOWN])
