"""What leaves the site while people signed up for it, hidden or closed.

They hear of it once, a while after, so that what was a mistake and is put right at once
mails nobody; and they hear it when it comes back after all.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.moderation.states import State
from initiatives.joining import seats
from initiatives.models import Activity, SignUp

LONGEST_MOVE = timedelta(days=60)  # from the day by the rule to when it is
SOON = timedelta(hours=2)  # who comes then has no time for that


def tell(now: datetime) -> int:
    """Mail who signed up for what left, or came back; gives how many."""
    return tell_that_it_left(now) + tell_that_it_is_back(now)


def tell_that_it_left(now: datetime) -> int:
    gone = ~Q(activity__state=State.PUBLISHED)
    gone |= Q(activity__organisation__isnull=False) & ~Q(
        activity__organisation__state=State.PUBLISHED
    )
    people = list(_coming(now).filter(gone, heard_it_left=False))
    left_at = {each: _left_at(each) for each in {one.activity for one in people}}
    due, reconsider = [], timedelta(minutes=settings.UNDO_MINUTES)
    for sign_up, row in _to_come(people, now):
        moment = left_at[sign_up.activity]
        is_long_ago = moment is None or moment <= now - reconsider
        if is_long_ago or row.starts_at <= now + SOON:
            due.append((sign_up, row))
    return _write("called_off", due, heard_it_left=True)


def tell_that_it_is_back(now: datetime) -> int:
    published = Activity.objects.published()
    people = _coming(now).filter(heard_it_left=True, activity__in=published)
    return _write("back", _to_come(people, now), heard_it_left=False)


def _coming(now):
    """Who has a seat or waits for one, of what may still be to come."""
    people = SignUp.objects.filter(state__in=[SignUp.State.SEAT, SignUp.State.WAITING])
    people = people.filter(rule_date__gte=timezone.localdate(now) - LONGEST_MOVE)
    return people.select_related("activity__organisation", "activity__place")


def _to_come(people, now):
    """With the time they come to, as far as it is still to come."""
    for each in people:
        row = each.occurrence
        if row is not None and not row.is_cancelled and row.starts_at > now:
            yield each, row


def _write(kind, due, *, heard_it_left: bool) -> int:
    """Each once, also when two of us do this at the same time."""
    count = 0
    for sign_up, row in due:
        with transaction.atomic():
            mine = SignUp.objects.filter(
                pk=sign_up.pk, heard_it_left=not heard_it_left
            ).active()
            if mine.update(heard_it_left=heard_it_left):
                seats.write(kind, sign_up, row)
                count += 1
    return count


def _left_at(activity: Activity) -> datetime | None:
    """When it or its organisation left, whichever was first; None when nobody noted
    it."""
    entries = [activity, activity.organisation]
    gone = [each for each in entries if each and each.state != State.PUBLISHED]
    moments = [_last_left(each.history) for each in gone]
    return min(filter(None, moments), default=None)


def _last_left(history) -> datetime | None:
    """When the history says that it was no longer published."""
    seen = history.filter(state=State.PUBLISHED).order_by("-history_id").first()
    if seen is None:
        return None
    after = history.filter(history_id__gt=seen.history_id).order_by("history_id")
    return after.values_list("history_date", flat=True).first()
