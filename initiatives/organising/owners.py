"""Who looks after a place: the only organisation that does something there.

Where two organisations come, or none, nobody is asked to keep the place itself right.
"""

from collections.abc import Iterable

from initiatives.models import Activity, Initiative, Membership, Organisation


def organisations_at(places: Iterable[int] | None = None) -> dict[int, set[int]]:
    """Ids of the published organisations with something published at each of these
    places (at every place without any), by its id; two queries."""
    of_places = {} if places is None else {"place__in": list(places)}
    activities = Activity.objects.published().filter(
        place__isnull=False, organisation__isnull=False, **of_places
    )
    pairs = set(activities.order_by().values_list("place", "organisation"))
    of_places = {} if places is None else {"places__in": list(places)}
    initiatives = Initiative.objects.published().filter(
        places__isnull=False,
        organisation__state=Organisation.State.PUBLISHED,
        **of_places,
    )
    pairs |= set(initiatives.order_by().values_list("places", "organisation"))
    found: dict[int, set[int]] = {}
    for place, organisation in pairs:
        found.setdefault(place, set()).add(organisation)
    return found


def owners_of_places(places: Iterable[int] | None = None) -> dict[int, int]:
    """The organisation that looks after each place that one does, of those in which
    there are people; three queries."""
    alone = {
        place: next(iter(ids))
        for place, ids in organisations_at(places).items()
        if len(ids) == 1
    }
    people = Membership.objects.filter(person__is_active=True)
    with_people = set(people.order_by().values_list("organisation", flat=True))
    return {place: one for place, one in alone.items() if one in with_people}
