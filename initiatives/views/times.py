"""The dates of an activity, one by one: not this time, another time, skipping."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import access, calling_off, holidays, series
from initiatives.forms.people import CancelForm, MoveForm
from initiatives.models import Activity, DateChange
from initiatives.recurrence import Kind, Time

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
        kind=DateChange.Kind.SKIP, on__gte=timezone.localdate()
    )
    times = list(activity.occurrences.not_over(now)[:SHOWN])
    calling_off.add_who(times)
    context = {
        "activity": activity,
        "times": times,
        "skipped": skipped[:SHOWN],
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
    return render(request, "initiatives/mine/dates.html", context)


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
    """ "Not this time", with a reason; or on another day or at another time."""
    activity = access.activity_of(request.user, pk)
    found = _time(activity, day)
    if found is None or found.ends_at <= timezone.now():
        raise Http404(f"{activity.pk} is not on {day} any more")
    is_move = request.POST.get("do") == "move"
    moving = MoveForm(request.POST if is_move else None, day=day, initial=_now(found))
    cancelling = CancelForm(_reason(request))
    if request.method == "POST" and (moving if is_move else cancelling).is_valid():
        return _do(request, activity, day, moving if is_move else cancelling)
    context = {
        "activity": activity,
        "time": found,
        "who": _who(activity, day) if found.is_cancelled else "",
        "moving": moving,
        "cancelling": cancelling if request.method == "POST" else CancelForm(),
        "reasons": REASONS.items(),
        "is_move": is_move,
    }
    return render(request, "initiatives/mine/one_time.html", context)


def _time(activity: Activity, day: date) -> Time | None:
    """That of a date by the rule, wherever it was moved to."""
    known = activity.series
    change = next((each for each in known.changes if each.on == day), None)
    is_there = known.has(day) or (change and change.kind is Kind.EXTRA)
    return known.time_of(day, change) if is_there else None


def _who(activity, day) -> str:
    """Who called this date off, in words."""
    changes = activity.changes.select_related("called_off_by")
    change = changes.filter(on=day, kind=DateChange.Kind.CANCEL).first()
    return calling_off.who_in_words(change) if change else ""


def _now(time_: Time) -> dict:
    start, end = time_.starts_at, time_.ends_at
    return {"to": start.date(), "at": start.time(), "until": end.time()}


def _reason(request) -> dict:
    """What was typed, or the button with a reason on it."""
    quick = REASONS.get(request.POST.get("quick", ""))
    return {"reason": str(quick) if quick else request.POST.get("reason", "")}


def _do(request, activity, day, form):
    asked = form.cleaned_data
    try:
        if isinstance(form, MoveForm):
            series.move(
                activity, day, asked["to"], asked["at"], asked["minutes"], asked["why"]
            )
            words = _("Changed for this one time. Visitors see it now.")
        else:
            series.cancel(activity, day, asked["reason"], by=request.user)
            words = _("Called off. Visitors see it now.")
        messages.success(request, words)
    except series.NotThere:  # someone changed the rule in the meantime
        messages.error(request, _("It is not on that day any more."))
    return redirect("initiatives:dates", activity.pk)


@access.action
def take_back(request, pk, day: date):
    activity = access.activity_of(request.user, pk)
    series.take_back(activity, day)
    messages.success(request, _("It is on as usual."))
    return redirect("initiatives:dates", pk)
