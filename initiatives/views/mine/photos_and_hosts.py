"""Where people of an organisation add and change photos and hosts of an initiative."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from common.moderation.queue import is_seen
from initiatives.deciding import decisions
from initiatives.forms.showing import HostForm, PhotoForm
from initiatives.models import Host, InitiativePhoto
from initiatives.organising import access


@access.form_page
def new_photo(request, pk):
    initiative = access.initiative_of(request.user, pk)
    return _edit(request, InitiativePhoto(initiative=initiative), PhotoForm, "photo")


@access.form_page
def photo(request, pk, photo_pk):
    found = _of(request, pk, InitiativePhoto, photo_pk)
    return _edit(request, found, PhotoForm, "photo")


@access.action
def remove_photo(request, pk, photo_pk):
    return _remove(request, _of(request, pk, InitiativePhoto, photo_pk))


@access.form_page
def new_host(request, pk):
    initiative = access.initiative_of(request.user, pk)
    return _edit(request, Host(initiative=initiative), HostForm, "host")


@access.form_page
def host(request, pk, host_pk):
    return _edit(request, _of(request, pk, Host, host_pk), HostForm, "host")


@access.action
def remove_host(request, pk, host_pk):
    return _remove(request, _of(request, pk, Host, host_pk))


def _of(request, pk, model, thing_pk):
    initiative = access.initiative_of(request.user, pk)
    return get_object_or_404(model, initiative=initiative, pk=thing_pk)


def _edit(request, thing, form_class, what):
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else ()
    shown = thing.pk and (thing.photo if what == "host" else thing.image)
    context = {"initiative": thing.initiative, "thing": thing, "picture": shown}
    context["must_wait"] = not decisions.is_trusted(thing.initiative, request.user)
    form = form_class(*sent, instance=thing, request=request)
    if is_sent and form.is_valid() and form.keep():
        messages.success(request, _said(thing))
        return redirect("initiatives:edit-initiative", thing.initiative_id)
    return render(
        request,
        f"initiatives/mine/photos_and_hosts/{what}.html",
        context | {"form": form},
    )


def _said(thing):
    if thing.state == thing.State.SHOWN:
        if not is_seen(thing.initiative):
            return _("Saved. Visitors do not see the page yet.")
        return _("Saved. It is now on the page of the initiative.")
    return _("Saved. We look at it first; until then visitors do not see it.")


def _remove(request, thing):
    thing.delete()
    messages.success(request, _("It is gone for good."))
    return redirect("initiatives:edit-initiative", thing.initiative_id)
