"""Registering an organisation with the first thing that it does, and proposing an
initiative without one."""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from common.protect.forms import form_page
from common.protect.known_device import may_mail_code
from common.web.http import public_page
from initiatives.facts import holidays, wording
from initiatives.forms.registration import RegistrationForm
from initiatives.forms.resident import ResidentForm
from initiatives.forms.when import PreviewForm, dates_to_skip, next_times
from initiatives.models.activity import AHEAD
from initiatives.organising.registering import (
    account_of,
    note_sent_here,
    staff_are_away_until,
)
from places.hours import clock


@form_page
def register(request):
    """One form; then a code in the mail confirms the address."""
    if request.method != "POST":
        return _form(request, RegistrationForm(request=request))
    form = RegistrationForm(request.POST, request=request)
    if form.was_sent():
        return _sent(request, form)
    if not form.is_valid() or "preview" in request.POST or form.look_around():
        return _form(request, form)
    return _sent(request, form) if form.send() else _form(request, form)


@form_page
def propose(request):
    """The same for a resident who has an idea and no organisation."""
    is_sent = request.method == "POST"
    form = ResidentForm(request.POST if is_sent else None, request=request)
    if is_sent and form.is_valid() and form.send():
        return _sent(request, form)
    return render(request, "initiatives/organising/propose.html", _context(form))


def _sent(request, form):
    if form.person:
        messages.success(request, _("We have it. Below you see what happens now."))
        return redirect("initiatives:mine")
    return _confirm(request, form)


def _confirm(request, form):
    """Mail the code; who pressed twice keeps the code of the first time."""
    confirm = (
        f"{reverse('account_confirm_login_code')}?next={reverse('initiatives:mine')}"
    )
    if form.registration is not None:
        note_sent_here(request.session, form.registration)
    if form.registration is not None and not may_mail_code(request, form.sender):
        words = _("We kept it, but mailed you many codes already. Log in in an hour.")
        messages.error(request, words)
    elif form.registration is not None:
        LoginCodeVerificationProcess.initiate(
            request=request, user=account_of(form.sender), email=form.sender
        )
    return redirect(confirm)


def _context(form):
    return {
        "form": form,
        "days": settings.ORGANISATIONS_WITHIN_DAYS,
        "away_until": staff_are_away_until(),
    }


def _form(request, form):
    has_series = form.is_bound and form.series
    context = {"preview": preview(form.series) if has_series else None}
    return render(
        request, "initiatives/organising/register.html", context | _context(form)
    )


def preview(series) -> dict:
    """What was chosen, in words: how often, the next times, what could be skipped."""
    today = timezone.localdate()
    found = dates_to_skip(series, today, AHEAD, clock.calendar())
    return {
        "rule": wording.in_words(series.rule) if series.rule else "",
        "times": [in_words(each) for each in next_times(series, today)],
        "skips": [
            {
                "kind": kind,
                "name": str(holidays.KINDS[kind]),
                "dates": [date_format(day, "j F") for day in days],
            }
            for kind, days in found.items()
            if days
        ],
    }


def in_words(time_) -> str:
    """ "dinsdag 1 december, 10.00–12.00"; "10.00" when nobody knows until when."""
    start, end = time_.starts_at, time_.ends_at
    until = f"–{time_format(end)}" if end else ""
    return f"{date_format(start, 'l j F Y')}, {time_format(start)}{until}"


@public_page
def preview_dates(request):
    """The same, while someone is choosing; it holds nothing of who asks."""
    form = PreviewForm(request.GET)
    if not form.is_valid() or form.series is None:
        return JsonResponse({"errors": form.errors}, status=400)
    return JsonResponse(preview(form.series))
