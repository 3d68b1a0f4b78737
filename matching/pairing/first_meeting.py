"""Where and when two can see each other first: at a public place from the map, open by
then, step-free when one of them asked it, half way between their neighbourhoods.

Distances are metres as the crow flies, spots longitude and latitude in WGS84.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from matching.facts.person import Person
from matching.facts.vocabulary import BEGINS, DAYS, MOMENT_CODES
from places.facts.derived import FREE, LISTED, STAFFED, STEP_FREE
from places.finding.in_words import distance
from places.memory.selection import Selection
from places.models import Place

NOTICE = timedelta(days=2)  # before which nobody has read the mail
WEEKS = 2
AROUND = [1_000, 2_500, 6_000]  # metres from the middle, ever wider
MOST = 3
WEEKDAYS = [code for code, _name in DAYS]


@dataclass(frozen=True)
class Offered:
    """A place at a moment; no place for who meets on line."""

    place: Place | None
    begins: datetime
    metres: int  # from the middle

    @property
    def away(self) -> str:
        return distance(self.metres)


def moments(codes: list[str], now: datetime) -> list[datetime]:
    """The next times at which such parts of the week begin, the soonest first."""
    today, found = timezone.localdate(now), []
    for ahead in range(7 * WEEKS):
        day = today + timedelta(days=ahead)
        for code in codes:
            name, _dash, part = code.partition("-")
            if code in MOMENT_CODES and WEEKDAYS[day.weekday()] == name:
                found.append(_at(day, BEGINS[part]))
    return sorted(at for at in found if at >= now + NOTICE)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def middle(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """Half way; over so few kilometres the mean of the degrees."""
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def suggestions(
    people: list[Person], spots: list[tuple[float, float] | None], now: datetime
) -> list[Offered]:
    """A few places, each at the first moment in common at which it is known to be
    open. Where people are (a library) comes before a bench."""
    shared = set(people[0].moments) & set(people[1].moments)
    if people[0].meets_only_online(people[1]):
        return [Offered(None, at, 0) for at in moments(sorted(shared), now)[:MOST]]
    known = [spot for spot in spots if spot]
    if not known:
        return []
    lon, lat = middle(known[0], known[-1])
    wanted = FREE | LISTED
    if any(person.step_free for person in people):
        wanted |= STEP_FREE
    times = moments(sorted(shared), now)[: len(shared) or 1]
    for metres in AROUND:
        for facets in (wanted | STAFFED, wanted):
            if found := _open_near(lat, lon, metres, facets, times):
                return found
    return []


def _open_near(lat, lon, metres, facets, times) -> list[Offered]:
    found: dict[int, Offered] = {}
    for begins in times:
        asked = Selection(facets=facets, near=(lat, lon, metres), open_at=begins)
        rows = Place.objects.published().selected(asked).for_cards()
        for place in rows.order_by("distance_squared", "pk")[:MOST]:
            found.setdefault(place.pk, Offered(place, begins, place.metres_from(lat)))
    return sorted(found.values(), key=lambda each: each.metres)[:MOST]
