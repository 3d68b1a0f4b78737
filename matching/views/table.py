"""What a host has on a phone at a Meet & Match moment: to type what someone tells at
the table. Nothing can be looked up there; who told it confirms it at home, by the code
in the mail."""

from django.shortcuts import render
from django.utils import timezone

from common.protect.forms import form_page
from initiatives.views.private import link_gone
from matching.entering import links
from matching.following.duty import takes_in
from matching.models import Moment
from matching.views.public import KINDS, policy_or_404, telling_page


def open_moment(token: str) -> Moment | None:
    """On its day and the day after; then the link is gone."""
    found = Moment.objects.select_related("activity").filter(pk=links.read_table(token))
    moment = found.first()
    return moment if moment and moment.is_open(timezone.localdate()) else None


@form_page
def table(request, token):
    """A wish or an offer? Then its form, as everyone has it."""
    moment = open_moment(token)
    if moment is None:
        return link_gone(request)
    policy, kind = policy_or_404(), KINDS.get(request.GET.get("wat"))
    if kind:
        return telling_page(request, policy, kind, moment)
    context = {"moment": moment, "is_open": takes_in(policy, timezone.now())}
    return render(request, "matching/public/table.html", context)


@form_page
def typed(request, token):
    """It is kept; the next one."""
    moment = open_moment(token)
    if moment is None:
        return link_gone(request)
    context = {"moment": moment, "token": token, "is_open": True, "is_typed": True}
    return render(request, "matching/public/table.html", context)
