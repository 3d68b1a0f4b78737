"""Who comes to one date: first names, who walks in, seats, a message to them all."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.moderation.queue import is_seen
from initiatives.forms.seats import MessageForm, SeatsForm
from initiatives.joining import door, seats
from initiatives.joining import messages as to_all
from initiatives.joining.terms import terms_of
from initiatives.models import DateSeats, SentMessage, SignUp
from initiatives.organising import access

STEPS = {"1": 1, "-1": -1}


@access.form_page
def who_comes(request, pk, day: date):
    """The list, on a phone at the door too; below it what differs on this date."""
    activity, row = _time(request, pk, day)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    said = DateSeats.objects.filter(activity=activity, rule_date=day).first()
    seats_form = SeatsForm(
        request.POST if do == "seats" else None,
        instance=said or DateSeats(activity=activity, rule_date=day),
        is_vetted=door.is_vetted(activity),
    )
    message_form = MessageForm(request.POST if do == "message" else None)
    if do == "seats" and seats_form.is_valid():
        seats.change_terms(activity, row, **seats_form.said())
        words = _("Changed for this one date.")
        if is_seen(activity):
            words = _("Changed for this one date. Visitors see it now.")
        messages.success(request, words)
        return redirect("initiatives:who-comes", pk, day)
    is_filled_in = do == "message" and message_form.is_valid()
    if is_filled_in and _is_sent(request, activity, row, message_form):
        return redirect("initiatives:who-comes", pk, day)
    context = {
        "activity": activity,
        "row": row,
        "seats_form": seats_form,
        "message_form": message_form,
        "wrong_form": {"seats": seats_form, "message": message_form}.get(do),
        **_listed(activity, row),
    }
    return render(request, "initiatives/mine/times/who_comes.html", context)


def _time(request, pk, day):
    activity = access.activity_of(request.user, pk)
    return activity, get_object_or_404(activity.occurrences, rule_date=day)


def _listed(activity, row) -> dict:
    day, now = row.rule_date, timezone.now()
    terms = terms_of(activity, day)
    listed = list(SignUp.objects.expected(activity, day))
    seated = [each for each in listed if each.state == SignUp.State.SEAT]
    return {
        "terms": terms,
        "seated": seated,
        "waiting": listed[len(seated) :],
        "expected": len(seated) + terms.walk_ins,
        "reached": sum(bool(each.email) for each in listed),
        "is_open": seats.is_open(activity, row, now, terms),
        "is_over": row.is_over(now),
        "sent": SentMessage.objects.filter(activity=activity, rule_date=day),
    }


def _is_sent(request, activity, row, form) -> bool:
    if row.is_over(timezone.now()) or row.is_cancelled:
        words = _("This date is over or called off. Nobody was mailed.")
    elif not to_all.receivers(activity, row).exists():
        words = _("Nobody signed up with a mail address.")
    else:
        try:
            sent = to_all.send(activity, row, form.cleaned_data["text"], request.user)
        except to_all.TooMany:
            words = _("They got three messages today. Send the next one tomorrow.")
        else:
            told = ngettext(
                "Your message goes to %(count)d person.",
                "Your message goes to %(count)d people.",
                sent.receivers,
            )
            messages.success(request, told % {"count": sent.receivers})
            return True
    form.add_error("text", words)
    return False


@access.action
def at_door(request, pk, day: date):
    """One more who did not sign up, or one fewer: who walks in, or rang before."""
    activity, row = _time(request, pk, day)
    step = STEPS.get(request.POST.get("step", ""))
    if step and not row.is_cancelled:
        seats.count_at_door(activity, row, step)
    return redirect("initiatives:who-comes", pk, day)
