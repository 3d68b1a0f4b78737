"""Where people of an organisation count: the link for the door, a correction, cards."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.history.meanwhile import ChangedMeanwhile
from common.mail import sending
from common.web import qr
from initiatives.models import Activity
from initiatives.organising import access
from learning.forms.counting import CorrectForm, SlipsForm
from learning.measuring import door, overview, slips


@access.page
def times(request, pk):
    """The dates of an activity on which one may count."""
    activity = _whole(request.user, pk)
    rows = overview.countable([activity], timezone.now())
    context = {"activity": activity, "rows": rows}
    return render(request, "learning/measuring/door/times.html", context)


@access.form_page
def one_time(request, pk, day):
    activity, row = _row(request.user, pk, day)
    tally = door.tally_of(row)
    sent = request.POST if request.method == "POST" else None
    now = timezone.now()
    form = CorrectForm(
        sent,
        initial={"first_times": tally.first_times, "more_often": tally.more_often},
        label_suffix="",
    )
    is_meanwhile = False
    may_correct = door.may_send(row, now)
    if sent and may_correct and form.is_valid():
        try:
            door.correct(
                row,
                form.cleaned_data["first_times"],
                form.cleaned_data["more_often"],
                by=request.user,
                seen=request.POST.get("seen", ""),
                why=_("corrected"),
            )
            messages.success(request, _("Saved."))
            return redirect("learning:one-count", pk, day)
        except ChangedMeanwhile:
            is_meanwhile = True
            tally = door.tally_of(row)
    url = sending.absolute(door.path_of(activity, day))
    context = {
        "activity": activity,
        "row": row,
        "tally": tally,
        "form": form,
        "seen": door.version(tally),
        "is_meanwhile": is_meanwhile,
        "may_correct": may_correct,
        "url": url,
        "code": qr.as_svg(url),
        "left": slips.left(tally),
        "slips_form": SlipsForm(left=slips.left(tally), label_suffix=""),
    }
    return render(request, "learning/measuring/door/one_time.html", context)


@access.form_page
def print_slips(request, pk, day):
    """A sheet of cards with new codes: shown once, in answer to the button."""
    activity, row = _row(request.user, pk, day)
    left = slips.left(door.tally_of(row))
    form = SlipsForm(request.POST or None, left=left, label_suffix="")
    codes = []
    if form.is_valid() and door.may_send(row, timezone.now()):
        try:
            codes = slips.give(row, form.cleaned_data["number"])
        except slips.TooMany:  # a colleague printed them meanwhile
            form.add_error("number", _("A colleague printed cards meanwhile."))
    if not codes:
        context = {"activity": activity, "row": row, "form": form, "left": left}
        return render(request, "learning/measuring/slips/ask.html", context)
    page = sending.absolute(overview.slip_page())
    cards = [(code, qr.as_svg(f"{page}#{code}")) for code in codes]
    context = {"activity": activity, "row": row, "cards": cards, "page": page}
    return render(request, "learning/measuring/slips/sheet.html", context)


def _whole(person, pk) -> Activity:
    activity = access.activity_of(person, pk)
    return activity.goes_on_as or activity


def _row(person, pk, day):
    activity = _whole(person, pk)
    rows = door.times_of(activity.pk).filter(rule_date=day)
    row = rows.select_related("activity__place").first()
    if row is None or activity.state != Activity.State.PUBLISHED:
        raise Http404
    return activity, row
