"""What follows when an organisation, an initiative, an activity or a date changes.

Their addresses and the words by which an activity is found are filled before they are
saved, its dates come after; who signed up hears of it where someone decided, never by
saving. See `common.kit.storing`.
"""

from collections import defaultdict
from functools import partial

from django.utils import timezone

from common.kit.slugs import free_slug
from common.kit.storing import MOVED, Fields, Upkeep, register
from initiatives.dates import sync
from initiatives.dates.sync import DatesChanged
from initiatives.facts import words
from initiatives.models import Activity, DateChange, Initiative, Organisation
from initiatives.models import initiative as initiatives
from initiatives.models import organisation as organisations

RESERVED = ["printen"]  # a page where an activity has its own: see `facts.shown_as`


def _fill_slug(otherwise: str, reserved: list[str], entry, fields: Fields) -> set[str]:
    """Its address: from its name, else this word."""
    if entry.slug:
        return set()
    others = type(entry).objects.exclude(pk=entry.pk)
    entry.slug = free_slug(others, entry.name, otherwise)
    if entry.slug in reserved:
        entry.slug += "-2"
    return {"slug"}


def _prepare_activity(activity: Activity, fields: Fields) -> set[str]:
    filled = _fill_slug("activiteit", RESERVED, activity, fields)
    if fields is not None and words.SOURCES.isdisjoint(fields):
        return filled
    activity.words = words.of_activity(activity)
    return {*filled, "words"}


def _follow_activity(activity: Activity) -> DatesChanged:
    """The dates follow; what is shown as one thing with it is seen as long as it is."""
    parts = activity.earlier_parts.exclude(state=activity.state)
    parts.update(state=activity.state, changed_at=timezone.now())
    return sync.sync_occurrences(activity)


def _follow_moved(activities: list[Activity]) -> None:
    """Their dates stay; what is shown as one thing with them goes along."""
    keys = defaultdict(list)
    for each in activities:
        keys[each.state].append(each.pk)
    for state, own in keys.items():
        parts = Activity.objects.filter(goes_on_as__in=own).exclude(state=state)
        parts.update(state=state, changed_at=timezone.now())


def _follow_change(change: DateChange) -> DatesChanged:
    """The dates follow, and calendars see that something is new."""
    now = timezone.now()
    Activity.objects.filter(pk=change.activity_id).update(changed_at=now)
    return sync.sync_occurrences(change.activity)


def _tell_change(change: DateChange, changed: DatesChanged) -> None:
    sync.announce(change.activity, changed)


def _change_about_to_go(change: DateChange):
    return lambda: _follow_change(change)


def register_all() -> None:
    fill = partial(_fill_slug, "organisatie", organisations.RESERVED_SLUGS)
    register(Organisation, Upkeep(prepare=fill))
    fill = partial(_fill_slug, "initiatief", initiatives.RESERVED_SLUGS)
    register(Initiative, Upkeep(prepare=fill, moved=MOVED | {"organisation_id"}))
    register(
        Activity,
        Upkeep(
            prepare=_prepare_activity,
            follow=_follow_activity,
            follow_moved=_follow_moved,
            moved=MOVED | {"organisation_id", "words"},
            tell=sync.announce,
        ),
    )
    register(
        DateChange,
        Upkeep(
            follow=_follow_change, tell=_tell_change, about_to_go=_change_about_to_go
        ),
    )
