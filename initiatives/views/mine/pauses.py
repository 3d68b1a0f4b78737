"""Some weeks in which an activity is not, and times that come on top of the rule."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.moderation.queue import is_seen
from initiatives.dates import series
from initiatives.forms.people import ExtraForm, PauseForm
from initiatives.forms.when import end_of
from initiatives.organising import access
from initiatives.views.mine.times import undone


@access.form_page
def pause_or_extra(request, pk):
    """Two forms on one page; `do` says which was sent."""
    activity = access.activity_of(request.user, pk)
    is_extra = request.POST.get("do") == "extra"
    sent = request.POST if request.method == "POST" else None
    pausing = PauseForm(None if is_extra else sent)
    adding = ExtraForm(sent if is_extra else None, initial=_usual(activity))
    form = adding if is_extra else pausing
    if sent is not None and form.is_valid():
        words = (_add if is_extra else _pause)(activity, form)
        if words:
            messages.success(request, words)
            return redirect("initiatives:dates", pk)
    context = {"activity": activity, "pausing": pausing, "adding": adding, "form": form}
    return render(request, "initiatives/mine/times/pause_or_extra.html", context)


def _usual(activity) -> dict:
    until = end_of(activity.starts_at, activity.minutes)
    return {"at": activity.starts_at, "until": until}


def _pause(activity, form) -> str:
    asked = form.cleaned_data
    count = sum(
        series.pause(activity, first, last, asked["pause_reason"] or name)
        for first, last, name in asked["periods"]
    )
    if count:
        return _("Dates that you skip now: %(count)d.") % {"count": count}
    form.add_error(None, _("It is on no day between these."))
    return ""


def _add(activity, form) -> str:
    asked = form.cleaned_data
    facts = [asked[name] for name in ("to", "at", "minutes", "why")]
    try:
        series.add(activity, *facts)
    except series.AlreadyThere as error:
        form.add_error("to", error.words)
        return ""
    return _("Added. Visitors see it now.") if is_seen(activity) else _("Added.")


@access.action
def take_away(request, pk, day: date):
    return undone(request, pk, day, series.take_away, _("The extra time is gone."))
