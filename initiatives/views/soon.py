"""What is on soon at a place, for the pop-up of its pin on the map."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from initiatives.agenda import in_words
from initiatives.agenda.filters import WEEK
from initiatives.models import Occurrence
from places.models import Place

SHOWN = 3
CACHE_SECONDS = 60  # seconds: what is over leaves, what is called off is seen


@require_safe
@cache_control(public=True, max_age=CACHE_SECONDS)
def at_place(request, slug):
    """The next times: name, when in words, and that it is called off if it is."""
    places = Place.objects.published().only("pk")
    place = get_object_or_404(places, slug=slug)
    rows = Occurrence.objects.published().filter(activity__place=place)
    rows = rows.in_lists(timezone.localdate()).not_over(timezone.now())
    rows = rows.select_related("activity")
    times = [_time(row) for row in rows.order_by("starts_at", "pk")[:SHOWN]]
    return JsonResponse({"times": times})


def _time(row):
    return {
        "name": row.activity.name,
        "when": _in_words(row),
        "note": in_words.note_of(row),
        "url": row.get_absolute_url(),
    }


def _in_words(row) -> str:
    """ "dinsdag 14.00"; with the date when that could be another Tuesday. What began is
    "nu": it is not soon."""
    starts_at, today = timezone.localtime(row.starts_at), timezone.localdate()
    at = time_format(starts_at)
    if starts_at <= timezone.now():
        return _begun(row, at)
    if starts_at.date() == today:
        return _("today %(time)s") % {"time": at}
    is_near = today < starts_at.date() < today + WEEK
    day = date_format(starts_at, "l" if is_near else "l j F")
    return f"{day} {at}" if is_near else f"{day}, {at}"


def _begun(row, at) -> str:
    if row.ends_at is None:
        return _("began at %(time)s") % {"time": at}
    until = time_format(timezone.localtime(row.ends_at))
    return _("now, until %(time)s") % {"time": until}
