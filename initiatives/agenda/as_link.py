"""What activities and initiatives tell to who only points to them: see
`common.links.kinds`. The times of an activity are its windows; an initiative is open
when its place is."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from common.links.kinds import Kind, Noted, Told, Windows
from common.links.kinds import add as add_kind
from initiatives.agenda import in_words
from initiatives.facts.words import asked_for
from initiatives.models import Activity, Initiative, Occurrence
from places.finding import as_link as places
from places.models import Place

FOUND = 5


def _activities(pks):
    found = Activity.objects.published().filter(pk__in=pks)
    return found.select_related("organisation", "place__kind", "place__neighbourhood")


def tell_activities(pks: Collection[int]) -> dict[int, Told]:
    """Also for what is shown as something else: that adds what it knows."""
    return {each.pk: _told_activity(each) for each in _activities(pks)}


def _told_activity(activity: Activity) -> Told:
    place = activity.place
    seen = place if place and place.state == Place.State.PUBLISHED else None
    facts = [each for each in in_words.on_row(activity) if not each.topic]
    return Told(
        "activiteit",
        activity.pk,
        activity.slug,
        activity.name,
        activity.get_absolute_url(),
        seen and seen.point.x,
        seen and seen.point.y,
        telephone=activity.organisation.phone if activity.organisation else "",
        detail=activity.where_in_words,
        facts=tuple(facts),
    )


def windows_of_activities(
    pks: Collection[int], begin: datetime, end: datetime
) -> dict[int, Windows]:
    """One that has no known end is open as long as lists show it."""
    known = _activities(pks).values_list("pk", flat=True)
    found = {pk: [] for pk in known}
    for row in _rows(known, begin, end).filter(is_cancelled=False):
        window = max(row.starts_at, begin), min(row.over_at, end)
        found[row.activity_id].append(tuple(map(timezone.localtime, window)))
    return {pk: _joined(each) for pk, each in found.items()}


def _rows(pks, begin: datetime, end: datetime):
    rows = Occurrence.objects.filter(starts_at__lt=end, over_at__gt=begin)
    return rows.filter(activity__in=pks).order_by("starts_at", "pk")


def notes_of_activities(
    pks: Collection[int], begin: datetime, end: datetime
) -> dict[int, list[Noted]]:
    """What is different at single times: called off, full, with a stand-in."""
    found = defaultdict(list)
    for row in _rows(_activities(pks).values("pk"), begin, end):
        if words := in_words.note_of(row, says_today=False):
            found[row.activity_id].append(Noted(row.starts_at, row.over_at, words))
    return dict(found)


def _joined(windows: list) -> Windows:
    """Two that overlap are one."""
    found = []
    for begin, end in windows:
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found


def find_activities(words: str, shown_as: str = "") -> list[int]:
    """Those that are shown as that: what another app shows, it finds itself."""
    now = timezone.now()
    found = Activity.objects.published().in_lists(timezone.localdate(now))
    found = found.filter(asked_for(words), place__isnull=False, shown_as=shown_as)
    return list(found.upcoming(now).values_list("pk", flat=True)[:FOUND])


def _spots(pks: Collection[int]) -> dict[int, Place]:
    """The first place of each of these initiatives that everyone may see."""
    places = Place.objects.published().filter(initiatives__in=pks)
    rows = defaultdict(list)
    for pk, place in places.values_list("initiatives", "pk").order_by("name", "pk"):
        rows[pk].append(place)
    first = {pk: found[0] for pk, found in rows.items() if pk in pks}
    known = Place.objects.filter(pk__in=first.values()).for_cards().in_bulk()
    return {pk: known[place] for pk, place in first.items()}


def tell_initiatives(pks: Collection[int]) -> dict[int, Told]:
    found = Initiative.objects.published().filter(pk__in=pks)
    spots = _spots(pks)
    return {
        each.pk: _told_initiative(each, spots.get(each.pk))
        for each in found.select_related("organisation")
    }


def _told_initiative(initiative: Initiative, spot: Place | None) -> Told:
    return Told(
        "initiatief",
        initiative.pk,
        initiative.slug,
        initiative.name,
        initiative.get_absolute_url(),
        spot and spot.point.x,
        spot and spot.point.y,
        telephone=initiative.organisation.phone if initiative.organisation else "",
        detail=spot.name if spot else "",
        is_always_open=bool(spot and spot.is_always_open),
    )


def windows_of_initiatives(
    pks: Collection[int], begin: datetime, end: datetime
) -> dict[int, Windows]:
    today = timezone.localdate(begin)
    return {
        pk: places.windows_of(spot, begin, end, today)
        for pk, spot in _spots(pks).items()
    }


def find_initiatives(words: str) -> list[int]:
    every = Q(places__isnull=False)
    for word in words.split():
        every &= Q(name__icontains=word)
    found = Initiative.objects.published().filter(every).distinct()
    return list(found.values_list("pk", flat=True)[:FOUND])


def counted_activities(pks: Collection[int]) -> set[int]:
    """With the earlier parts of what was split: people came there too."""
    whole = Q(pk__in=pks) | Q(goes_on_as__in=pks)
    return {*Activity.objects.published().filter(whole).values_list("pk", flat=True)}


def counted_for_initiatives(pks: Collection[int]) -> set[int]:
    public = Initiative.objects.published().filter(pk__in=pks)
    found = Activity.objects.published().filter(initiative__in=public)
    return {*found.values_list("pk", flat=True)}


def add() -> None:
    add_kind(
        Kind(
            "activiteit",
            Activity,
            tell_activities,
            windows_of_activities,
            find_activities,
            notes=notes_of_activities,
            counted_by=counted_activities,
        )
    )
    add_kind(
        Kind(
            "initiatief",
            Initiative,
            tell_initiatives,
            windows_of_initiatives,
            find_initiatives,
            counted_by=counted_for_initiatives,
        )
    )
