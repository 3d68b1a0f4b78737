import json
from datetime import timedelta

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from initiatives.agenda import in_words
from initiatives.agenda.filters import ActivityFilterSet
from initiatives.facts.freshness import overdue_last
from initiatives.models import Occurrence, Remark
from initiatives.models.moderation import CAN_BE_SAID
from initiatives.models.querysets import in_neighbourhood
from initiatives.organising import doubting
from places.finding import nearby
from places.models import Place

register = template.Library()
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
SHOWN = 4
DRAWINGS = {
    "eten": "tafel",
    "bewegen": "park",
    "maken": "samen",
    "leren": "bieb",
    "spelen": "plein",
    "helpen": "loket",
    "rust": "park",
}
LOOKED_AT = 20  # times for each one that is shown: series come again and again


@register.filter
def drawn_for(activity) -> str:
    """The name of the drawing for what people do there."""
    known = (DRAWINGS[each] for each in activity.feelings if each in DRAWINGS)
    return next(known, "bank")


@register.filter
def until(ends_at):
    """ "–12.00" behind the time of its start; nothing when nobody knows."""
    return f"–{time_format(timezone.localtime(ends_at))}" if ends_at else ""


@register.inclusion_tag("initiatives/agenda/_time_row.html")
def time_row(row, *, with_day=False, below_now=False, here=None):
    """One time of an activity, as a row; `below_now`: a heading says that it is on;
    with how far from `here` (latitude, longitude) it is."""
    now = timezone.now()
    today = timezone.localdate(now)
    near = {today: _("today"), today + timedelta(days=1): _("tomorrow")}
    is_overdue = row.activity.freshness() == Place.Freshness.OVERDUE
    is_of_before = row.day < today and not row.is_over(now)
    place = row.activity.place
    return {
        "is_overdue": is_overdue,
        "row": row,
        "distance": here and place and nearby.distance_between(place, here),
        "activity": row.activity,
        "facts": in_words.on_row(row.activity),
        "note": in_words.note_of(row),
        "with_day": with_day or is_of_before,
        "day_name": near.get(row.day) or date_format(row.starts_at, "D j"),
        "is_near": row.day in near,
        "has_begun": row.has_begun(now),
        "says_begun": row.has_begun(now) and not (below_now and row.ends_at),
    }


@register.inclusion_tag("initiatives/agenda/_at_place.html")
def activities_at(place):
    """What is on at a place: the next time of each activity, the soonest first."""
    rows = Occurrence.objects.filter(activity__place=place)
    begun, soon = _one_of_each(rows, timezone.now())
    is_on = {row.activity_id for row in begun}
    rows = [*begun, *(row for row in soon if row.activity_id not in is_on)][:SHOWN]
    return {"rows": overdue_last(rows), "place": place}


@register.inclusion_tag("initiatives/agenda/_next_up.html")
def next_up(theme=None, area=None):
    return what_is_on(theme, area)


@register.simple_tag
def times_this_week(theme) -> int:
    """How many times something with this theme is on this week: those of the agenda."""
    filter_set = ActivityFilterSet(QueryDict(f"thema={theme.slug}"))
    return filter_set.times().count() if filter_set.is_valid() else 0


@register.simple_tag
def what_is_on(theme=None, area=None) -> dict:
    """What is on now and what is soon, and free: everywhere, under a theme or in a
    neighbourhood. What began is not soon; where nobody can come in any more is nothing
    to go to."""
    rows = Occurrence.objects.filter(activity__cost="free", is_cancelled=False)
    rows = rows.filter(is_full=False)
    query, now = "", timezone.now()
    if theme is not None:
        rows, query = rows.filter(activity__themes=theme), f"?thema={theme.slug}"
    if area is not None:
        rows = rows.filter(in_neighbourhood(area.pk, "activity__"))
        query = f"?buurt={area.slug}"
    begun, soon = _one_of_each(rows, now)
    return {"begun": begun, "rows": soon, "query": query, "area": area}


def _one_of_each(rows, now) -> tuple[list, list]:
    """What is on, and of what is to begin the next time of each activity, of those that
    come first; whole rows only of what is shown. Two queries."""
    rows = rows.published().in_lists(timezone.localdate(now)).not_over(now)
    keys = rows.order_by("starts_at", "pk").values_list(
        "activity_id", "pk", "starts_at"
    )
    begun: dict[int, int] = {}
    soon: dict[int, int] = {}
    for activity, pk, starts_at in keys[: SHOWN * LOOKED_AT]:
        (begun if starts_at <= now else soon).setdefault(activity, pk)
    both = [[*found.values()][:SHOWN] for found in (begun, soon)]
    whole = Occurrence.objects.with_all().in_bulk([pk for pks in both for pk in pks])
    return tuple(overdue_last([whole[pk] for pk in pks if pk in whole]) for pks in both)


@register.filter
def spoken(host) -> str:
    """The languages that a host agrees to show, in words."""
    return in_words.in_words(host.shown_languages or [])


@register.simple_tag
def linked_data(data):
    """JSON-LD in a page; nothing in it can end the script or begin another."""
    text = json.dumps(data, ensure_ascii=False).translate(UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


@register.simple_tag(takes_context=True)
def waits_for_us(context, *names) -> str:
    """A mark where one of these fields is not live yet; only in a preview."""
    if not context.get("waiting", set()).intersection(names):
        return ""
    return render_to_string("initiatives/mine/preview/_waits.html")


# --- What visitors say of an entry ----------------------------------------------------


def _saying(entry) -> dict:
    kind = entry._meta.model_name
    return {
        "entry": entry,
        "can_be_said": CAN_BE_SAID[type(entry)],
        "say_url": reverse(f"initiatives:say-{kind}", args=[entry.slug]),
    }


@register.inclusion_tag("initiatives/saying/_buttons.html")
def buttons_to_say(entry):
    """Is it right, and if not, how is it: one tap."""
    return _saying(entry)


@register.inclusion_tag("initiatives/saying/_about.html")
def say_about(entry):
    """The same as a block of the entry's page, with the ways to report it."""
    kind = entry._meta.model_name
    return {
        **_saying(entry),
        "right_on": Remark.right_on(entry),
        "report_url": report_url(entry),
        "unsafe_url": reverse(f"initiatives:unsafe-{kind}", args=[entry.slug]),
    }


@register.inclusion_tag("initiatives/saying/_mark.html")
def mark_doubts(entry):
    """A warning, once enough visitors said that it is not right."""
    return {"marks": [said.label for said in doubting.marks(entry)]}


@register.inclusion_tag("initiatives/saying/_in_row.html")
def doubts_in_row(entry):
    """The same in the row of a list."""
    return {"marks": [said.label for said in doubting.marks_in_row(entry)]}


@register.simple_tag
def report_url(entry) -> str:
    kind = entry._meta.model_name
    return reverse(f"initiatives:report-{kind}", args=[entry.slug])
