"""The pages on which a visitor makes, moves and cancels an appointment."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from common.protect.forms import form_page
from common.web.http import public_page
from desks.appointments import making
from desks.finding.addresses import slug_now
from desks.forms.appointment import AppointmentForm, MoveForm
from desks.models import Desk
from desks.models.desk import SHOWN_AS
from initiatives.facts import tokens
from initiatives.joining import seats
from initiatives.models import SignUp
from initiatives.views.private import link_gone

State = SignUp.State


def _desk(slug) -> Desk | None:
    """The desk at this address; None when that is another one now."""
    desks = Desk.objects.published().select_related("activity__place")
    found = desks.filter(activity__slug=slug).first()
    if found is None:
        return None
    if not making.has_any(found):
        raise Http404(f"{found} has no appointments")
    return found


@form_page
def make(request, slug):
    desk = _desk(slug)
    if desk is None:
        return redirect("desks:make-appointment", slug_now(slug))
    slots = making.free(desk, timezone.now())
    sent = request.POST if request.method == "POST" else None
    form = AppointmentForm(sent, request=request, desk=desk, slots=slots)
    if sent and form.is_valid():
        try:
            if form.send():
                return redirect("desks:appointment-made", slug)
        except (making.Taken, seats.Closed):
            form.say_taken()
    context = {"desk": desk, "activity": desk.activity, "form": form, "slots": slots}
    return render(request, "desks/appointments/make.html", context)


@public_page
def made(request, slug):
    """The same for everyone: it does not say whether we knew the address."""
    desk = _desk(slug)
    if desk is None:
        return redirect("desks:appointment-made", slug_now(slug))
    context = {"desk": desk, "activity": desk.activity}
    return render(request, "desks/appointments/made.html", context)


@form_page
def mine(request, token):
    """What the link in the mail opens: a page with buttons, which act."""
    found = _mine(token)
    if found is None:
        return link_gone(request)
    row, now = found.occurrence, timezone.now()
    is_over = row is None or found.begins_at(row) <= now
    slots = [] if found.state == State.CANCELLED else _others(found, now)
    is_moving = request.POST.get("do") == "move"
    form = MoveForm(request.POST if is_moving else None, slots=slots)
    is_closed = False
    if request.method == "POST":
        try:
            if _do(request.POST.get("do"), found, form):
                return redirect("desks:appointment", token)
        except making.Taken:
            is_closed = True
            if is_moving:
                form.say_taken()
        except seats.Closed:
            is_closed = True
    context = {
        "sign_up": found,
        "activity": found.activity,
        "row": row,
        "at": found.begins_at(row) if row else None,
        "is_closed": is_closed,
        "is_over": is_over,
        "form": form,
        "slots": slots,
    }
    return render(request, "desks/appointments/mine.html", context)


def _do(do, found, form) -> bool:
    """Whether something was done."""
    if do == "confirm":
        making.confirm(found)
    elif do == "cancel":
        seats.cancel(found)
    elif do == "move" and form.is_valid():
        making.move(found, form.cleaned_data["slot"])
    else:
        return False
    return True


def _mine(token):
    everyone = SignUp.objects.select_related("activity__place")
    everyone = everyone.filter(slot__isnull=False, activity__shown_as=SHOWN_AS)
    for number in tokens.read("sign-up", token)[:1]:
        return everyone.filter(pk=number).first()
    return None


def _others(found, now):
    return making.free(making.desk_of(found), now)
