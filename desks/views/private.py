"""Pages behind a link in a mail to a host, a stand-in or a coordinator: signed, for one
thing, and acting only when a button is pressed."""

from datetime import date

from django.shortcuts import redirect, render
from django.utils import timezone

from common.protect.forms import form_page
from desks.appointments import making
from desks.days import away, full, reminding
from desks.models import Desk, DeskDay, DeskHost, StandInAsk
from initiatives.facts import tokens
from initiatives.views.private import link_gone


@form_page
def my_day(request, token):
    """ "Vandaag vol" and "ik kan niet" of who sits at a desk on a day."""
    host, row = _host_and_row(token)
    if row is None or row.is_cancelled:
        return link_gone(request)
    desk = host.desk
    may_be_full = full.may_be_full(row, timezone.now())
    is_too_late = False
    if request.method == "POST":
        do = request.POST.get("do")
        try:
            if do == "cannot":
                away.cannot_come(host, row.rule_date)
            elif do == "can":
                away.can_come_after_all(host, row.rule_date)
            elif do in {"full", "room"} and may_be_full:
                full.set_full(desk, row.rule_date, do == "full")
            return redirect("desks:my-day", token)
        except away.TooLate:
            is_too_late = True
    day = DeskDay.objects.filter(desk=desk, rule_date=row.rule_date).first()
    sits = away.who_sits(desk, day)
    context = {
        "desk": desk,
        "activity": row.activity,
        "row": row,
        "is_mine": sits == host,
        "is_searching": sits is None,
        "was_mine": day is not None and day.away_id == host.pk,
        "is_full": day is not None and day.full_at is not None,
        "may_be_full": may_be_full,
        "is_too_late": is_too_late,
        "face_url": reminding.face_of(host),
        "expected": making.expected(desk, row) if sits == host else [],
    }
    return render(request, "desks/private/my_day.html", context)


def _host_and_row(token):
    """Who got the link, and the time that it is about, until it is over."""
    numbers = tokens.read("desk-host", token)
    if len(numbers) != 2:
        return None, None
    hosts = DeskHost.objects.select_related("desk__activity__place")
    host = hosts.filter(pk=numbers[0]).first()
    if host is None:
        return None, None
    return host, _coming(host.desk, numbers[1])


def _coming(desk, on: str):
    """Its time on a date by the rule, until it is over."""
    if desk.activity.state != desk.activity.State.PUBLISHED:
        return None
    rows = desk.times().filter(rule_date=date.fromisoformat(on))
    rows = rows.select_related("activity__place")
    return rows.not_over(timezone.now()).first()


@form_page
def stand_in(request, token):
    """Whether a stand-in can come: yes or no, and either may be said once more."""
    asks = StandInAsk.objects.select_related(
        "host", "day__desk__activity__place", "day__away"
    )
    numbers = tokens.read("stand-in", token)
    ask = asks.filter(pk=numbers[0]).first() if numbers else None
    row = ask and _coming(ask.day.desk, f"{ask.day.rule_date}")
    if row is None:
        return link_gone(request)
    says = request.POST.get("do")
    is_too_late = False
    if request.method == "POST" and says in {"yes", "no"}:
        try:
            away.answer(ask, says == "yes")
            return redirect("desks:stand-in", token)
        except away.TooLate:
            is_too_late = True
    day = ask.day
    context = {
        "activity": row.activity,
        "row": row,
        "ask": ask,
        "comes": day.stand_in_id == ask.host_id,
        "face_url": reminding.face_of(ask.host),
        "is_taken": day.stand_in_id not in {None, ask.host_id},
        "is_needed": day.away_id is not None,
        "is_too_late": is_too_late,
    }
    return render(request, "desks/private/stand_in.html", context)


@form_page
def lapse(request, token):
    """Nobody can come: one button that calls this time off."""
    numbers = tokens.read("lapse", token)
    desk = row = None
    if len(numbers) == 2:
        desks = Desk.objects.select_related("activity__place")
        desk = desks.filter(pk=numbers[0]).first()
        row = desk and _coming(desk, numbers[1])
    if row is None:
        return link_gone(request)
    day = DeskDay.objects.filter(desk=desk, rule_date=row.rule_date).first()
    comes = away.who_sits(desk, day)
    if request.method == "POST" and comes is None:
        away.lapse(desk, row.rule_date)
        return redirect("desks:lapse", token)
    context = {"activity": row.activity, "row": row, "is_found": comes is not None}
    # Who left no address hears nothing of us.
    context["to_ring"] = [
        each for each in making.expected(desk, row) if not each[1].email
    ]
    return render(request, "desks/private/lapse.html", context)
