"""The pages on which a visitor signs up for one time of an activity."""

from datetime import date

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from common.protect.forms import form_page
from common.web.http import public_page
from initiatives.facts import tokens
from initiatives.joining import door, seats
from initiatives.joining.forms import DoorForm, SignUpForm
from initiatives.joining.terms import terms_of
from initiatives.models import Activity, SignUp


def time_of(slug: str, day: date):
    """An activity that everyone may see, and one time of it; else Http404."""
    activities = Activity.objects.published().select_related("place", "organisation")
    activity = activities.at_address(slug).on(day)
    if activity is None:
        raise Http404(f"{slug} is not on {day}")
    return activity, activity.occurrences.get(rule_date=day)


@form_page
def sign_up(request, slug, day):
    activity, row = time_of(slug, day)
    terms = terms_of(activity, day)
    if not terms.has_sign_up:
        raise Http404(f"nobody signs up for {activity}")
    left = seats.seats_left(activity, row, terms)
    context = {"activity": activity, "row": row, "seats_left": left}
    if not seats.is_open(activity, row, timezone.now(), terms):
        return render(request, "initiatives/joining/sign_up_closed.html", context)
    sent = request.POST if request.method == "POST" else None
    form = SignUpForm(sent, request=request, activity=activity, row=row)
    if sent and form.is_valid() and form.send():
        return redirect("initiatives:sign-up-sent", slug, day)
    context |= {"form": form}
    return render(request, "initiatives/joining/sign_up.html", context)


@public_page
def sign_up_sent(request, slug, day):
    """The same for everyone: it does not say whether we knew the address."""
    activity, row = time_of(slug, day)
    context = {"activity": activity, "row": row}
    return render(request, "initiatives/joining/sign_up_sent.html", context)


@form_page
def wait_at_door(request, slug, day):
    """Someone who does not dare to come in alone asks a host to wait."""
    activity, row = time_of(slug, day)
    if not door.waits(activity, day):
        raise Http404(f"nobody waits at the door of {activity}")
    context = {"activity": activity, "row": row}
    if not door.is_open(activity, row, timezone.now()):
        return render(request, "initiatives/joining/wait_closed.html", context)
    sent = request.POST if request.method == "POST" else None
    form = DoorForm(sent, request=request, activity=activity, row=row)
    if sent and form.is_valid() and form.send():
        return redirect("initiatives:wait-thanks", slug, day)
    return render(
        request, "initiatives/joining/wait_at_door.html", context | {"form": form}
    )


@public_page
def wait_thanks(request, slug, day):
    activity, row = time_of(slug, day)
    context = {"activity": activity, "row": row}
    return render(request, "initiatives/joining/wait_thanks.html", context)


@form_page
def my_sign_up(request, token):
    """What the link in the mail opens: a page with a button, which acts."""
    mine = _mine(token)
    if mine is None:
        return render(request, "initiatives/joining/link_gone.html", status=404)
    is_closed = False
    if request.method == "POST":
        try:
            if request.POST.get("do") == "confirm":
                seats.confirm(mine)
            elif request.POST.get("do") == "cancel":
                seats.cancel(mine)
            return redirect("initiatives:my-sign-up", token)
        except seats.Closed:
            is_closed = True
    row = mine.occurrence
    now = timezone.now()
    context = {
        "sign_up": mine,
        "activity": mine.activity,
        "row": row,
        "is_closed": is_closed or not seats.is_open(mine.activity, row, now),
        "is_over": row is None or row.starts_at <= now,
    }
    return render(request, "initiatives/joining/my_sign_up.html", context)


def _mine(token):
    for number in tokens.read("sign-up", token)[:1]:
        everyone = SignUp.objects.filter(slot=None).select_related("activity__place")
        return everyone.filter(pk=number).first()
    return None
