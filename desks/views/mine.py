"""Where people of an organisation keep their desk and who sits there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from common.kit import values
from common.moderation.queue import is_seen
from desks.forms.desk import DeskForm
from desks.forms.host import DeskHostForm
from desks.models import Desk, DeskChange, DeskHost
from desks.organising import changing
from desks.organising.asking import ask
from initiatives.deciding import decisions
from initiatives.organising import access
from initiatives.views.mine.languages import texts_of


@access.form_page
def desk(request, pk):
    """An activity as a desk; one that is none yet becomes one."""
    activity = access.activity_of(request.user, pk)
    if activity.goes_on_as_id:
        return redirect("desks:edit-desk", activity.goes_on_as_id)
    found = changing.of(activity)
    waiting = DeskChange.objects.filter(activity=activity).first()
    if waiting and request.method != "POST":
        values.apply(found, waiting.changes)
    sent = request.POST if request.method == "POST" else None
    form = DeskForm(sent, instance=found)
    if sent and form.is_valid():
        is_seen = changing.change(activity, form.after(), request.user)
        words = _("Saved.") if is_seen else _("We look at it first.")
        messages.success(request, words)
        return redirect("desks:edit-desk", pk)
    is_kept = found.pk is not None
    context = {
        "activity": activity,
        "desk": found,
        "form": form,
        "waiting": waiting,
        "hosts": DeskHost.objects.filter(desk=found) if is_kept else [],
        "must_wait": not decisions.may_be_live_at_once(activity, request.user),
    }
    return render(request, "desks/mine/desk.html", context)


@access.form_page
def languages(request, pk):
    """What only the desk says, in other languages; the rest is of its activity."""
    activity = access.activity_of(request.user, pk)
    if activity.goes_on_as_id:
        return redirect("desks:languages", activity.goes_on_as_id)
    return texts_of(request, get_object_or_404(Desk, activity=activity), activity)


def _desk_of(person, pk) -> Desk:
    return get_object_or_404(Desk, activity=access.activity_of(person, pk))


def _host_of(person, pk, host_pk) -> DeskHost:
    return get_object_or_404(DeskHost, desk=_desk_of(person, pk), pk=host_pk)


@access.form_page
def new_host(request, pk):
    found = _desk_of(request.user, pk)
    return _edit(request, DeskHost(desk=found, position=found.hosts.count()))


@access.form_page
def host(request, pk, host_pk):
    return _edit(request, _host_of(request.user, pk, host_pk))


@access.action
def ask_host(request, pk, host_pk):
    """By mail, what of her may stand on the page."""
    is_asked = ask(_host_of(request.user, pk, host_pk).pk)
    words = (
        _("The e-mail is on its way to them.") if is_asked else _("Nothing was mailed.")
    )
    messages.success(request, words)
    return redirect("desks:edit-desk", pk)


@access.action
def remove_host(request, pk, host_pk):
    _host_of(request.user, pk, host_pk).delete()
    messages.success(request, _("It is gone for good."))
    return redirect("desks:edit-desk", pk)


def _edit(request, thing):
    activity = thing.desk.activity
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else ()
    picture = thing.pk and thing.photo
    form = DeskHostForm(*sent, instance=thing, request=request)
    if is_sent and form.is_valid() and form.keep():
        is_shown = thing.state == thing.State.SHOWN
        seen = _("Saved. It is now on the page of the desk.")
        if not is_seen(activity):
            seen = _("Saved. Visitors do not see the page yet.")
        waits = _("Saved. We look at it first; until then visitors do not see it.")
        messages.success(request, seen if is_shown else waits)
        return redirect("desks:edit-desk", activity.pk)
    context = {
        "activity": activity,
        "thing": thing,
        "picture": picture,
        "must_wait": not decisions.is_trusted(activity, request.user),
        "form": form,
    }
    return render(request, "desks/mine/host.html", context)
