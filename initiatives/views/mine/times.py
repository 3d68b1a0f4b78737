"""The dates of an activity, one by one: not this time, another time, skipping."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.meanwhile import ChangedMeanwhile
from common.moderation.queue import is_seen
from initiatives.dates import calling_off, series
from initiatives.facts import holidays
from initiatives.facts.recurrence import Kind, Time
from initiatives.forms.people import CancelForm, MoveForm
from initiatives.joining import seats
from initiatives.joining.terms import terms_of_each
from initiatives.models import Activity, DateChange
from initiatives.organising import access

SHOWN = 16
REASONS = {
    "ziek": gettext_lazy("The host is ill."),
    "weinig": gettext_lazy("There are too few people."),
    "ruimte": gettext_lazy("The room is not available."),
}


@access.page
def dates(request, pk):
    """The next times, what was skipped, and what could be."""
    activity = access.activity_of(request.user, pk)
    now = timezone.now()
    skipped = activity.changes.filter(
        kind=DateChange.Kind.SKIP, rule_date__gte=timezone.localdate()
    )
    times = list(activity.occurrences.not_over(now)[:SHOWN])
    calling_off.add_who(times)
    skipped = list(skipped[:SHOWN])
    seen = series.versions(activity, [each.rule_date for each in [*times, *skipped]])
    extra = activity.changes.filter(kind=DateChange.Kind.EXTRA)
    extra = set(extra.values_list("rule_date", flat=True))
    days = [each.rule_date for each in times]
    terms, coming = terms_of_each(activity, days), seats.coming(activity, days)
    for each in times:
        each.terms, each.coming = terms[each.rule_date], coming[each.rule_date]
    for each in [*times, *skipped]:
        each.seen = seen[each.rule_date]
        each.is_extra = each.rule_date in extra
    context = {
        "activity": activity,
        "times": times,
        "skipped": skipped,
        "skips": [
            {
                "kind": kind,
                "name": holidays.KINDS[kind],
                "dates": [date_format(day, "j F") for day in days],
            }
            for kind, days in series.to_skip(activity).items()
            if days
        ],
    }
    return render(request, "initiatives/mine/times/dates.html", context)


@access.action
def skip(request, pk):
    activity = access.activity_of(request.user, pk)
    kinds = [kind for kind in request.POST.getlist("kind") if kind in holidays.KINDS]
    count = series.skip(activity, kinds)
    messages.success(
        request, _("Dates that you skip now: %(count)d.") % {"count": count}
    )
    return redirect("initiatives:dates", pk)


@access.form_page
def one_time(request, pk, day: date):
    """ "Not this time", with a reason; or on another day or at another time. What a
    colleague did to it meanwhile is shown first, with what was typed below it."""
    activity = access.activity_of(request.user, pk)
    found = _time(activity, day)
    if found is None or found.over_at <= timezone.now():
        raise Http404(f"{activity.pk} is not on {day} any more")
    is_move = request.POST.get("do") == "move"
    moving = MoveForm(request.POST if is_move else None, day=day, initial=_now(found))
    cancelling = CancelForm(_reason(request))
    is_meanwhile = False
    if request.method == "POST" and (moving if is_move else cancelling).is_valid():
        try:
            return _do(request, activity, day, moving if is_move else cancelling)
        except ChangedMeanwhile:
            is_meanwhile = True
        except series.AlreadyThere as error:
            moving.add_error("to", error.words)
    context = {
        "activity": activity,
        "time": found,
        "seen": series.version(activity, day),
        "is_meanwhile": is_meanwhile,
        "who": _who(activity, day) if found.is_cancelled else "",
        "moving": moving,
        "cancelling": cancelling if request.method == "POST" else CancelForm(),
        "reasons": REASONS.items(),
        "is_move": is_move,
    }
    return render(request, "initiatives/mine/times/one_time.html", context)


def _time(activity: Activity, day: date) -> Time | None:
    """That of a date by the rule, wherever it was moved to."""
    known = activity.series
    change = next((each for each in known.changes if each.rule_date == day), None)
    is_there = known.has(day) or (change and change.kind is Kind.EXTRA)
    return known.time_of(day, change) if is_there else None


def _who(activity, day) -> str:
    """Who called this date off, in words."""
    changes = activity.changes.select_related("called_off_by", "activity")
    change = changes.filter(rule_date=day, kind=DateChange.Kind.CANCEL).first()
    return calling_off.who_in_words(change) if change else ""


def _now(time_: Time) -> dict:
    start, end = time_.starts_at, time_.ends_at
    return {"to": start.date(), "at": start.time(), "until": end and end.time()}


def _reason(request) -> dict:
    """What was typed, or the button with a reason on it."""
    quick = REASONS.get(request.POST.get("quick", ""))
    return {"reason": str(quick) if quick else request.POST.get("reason", "")}


def _do(request, activity, day, form):
    try:
        try:
            with series.unchanged(activity, day, request.POST.get("seen", "")):
                words = _change(activity, day, form, request.user)
        except ChangedMeanwhile:
            if not (words := _is_so(activity, day, form)):
                raise
        messages.success(request, words)
    except series.NotThere:  # someone changed the rule in the meantime
        messages.error(request, _("It is not on that day any more."))
    return redirect("initiatives:dates", activity.pk)


def _moved(activity) -> str:
    if is_seen(activity):
        return _("Changed for this one time. Visitors see it now.")
    return _("Changed for this one time.")


def _called_off(activity) -> str:
    if is_seen(activity):
        return _("Called off. Visitors see it now.")
    return _("Called off.")


def _change(activity, day, form, by):
    """Gives what was done, in words."""
    if isinstance(form, MoveForm):
        series.move(activity, day, *_when(form))
        return _moved(activity)
    series.cancel(activity, day, form.cleaned_data["reason"], by=by)
    return _called_off(activity)


def _is_so(activity, day, form):
    """The same words when it is so already: someone pressed twice."""
    if isinstance(form, MoveForm):
        return (
            _moved(activity) if series.is_moved(activity, day, *_when(form)) else None
        )
    reason = form.cleaned_data["reason"]
    return (
        _called_off(activity) if series.is_called_off(activity, day, reason) else None
    )


def _when(form) -> tuple:
    return tuple(form.cleaned_data[name] for name in ["to", "at", "minutes", "why"])


@access.action
def take_back(request, pk, day: date):
    return undone(request, pk, day, series.take_back, _("It is on as usual."))


def undone(request, pk, day: date, undo, words: str):
    """Undo what differs on a date, unless someone changed it since it was shown."""
    activity = access.activity_of(request.user, pk)
    try:
        with series.unchanged(activity, day, request.POST.get("seen", "")):
            undo(activity, day)
        messages.success(request, words)
    except ChangedMeanwhile:
        words = _("Someone else changed this date meanwhile. Look at it first.")
        messages.error(request, words)
    return redirect("initiatives:dates", pk)
