"""Whoever stands on a photo has it removed with one request."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from initiatives.forms.removal import RemovalForm
from initiatives.models import Host, Initiative, InitiativePhoto
from ontmoeten.lib.http import public_page
from ontmoeten.lib.publicforms import form_page

KINDS = {"foto": InitiativePhoto, "gezicht": Host}


@form_page
def ask(request, slug, what, pk):
    """One button; nothing about who asks is needed."""
    if what not in KINDS:
        raise Http404(what)
    initiatives = Initiative.objects.published()
    initiative = get_object_or_404(initiatives, slug=slug)
    thing = get_object_or_404(KINDS[what], initiative=initiative, pk=pk)
    sent = request.POST if request.method == "POST" else None
    form = RemovalForm(sent, request=request, thing=thing)
    is_shown = _is_shown(thing)
    if not is_shown and not form.was_opened:
        raise Http404(f"{what} {pk} is not shown")
    if form.is_trapped or (sent is not None and form.is_valid() and form.send()):
        return redirect("initiatives:photo-hidden", slug)
    context = {"initiative": initiative, "thing": thing, "form": form}
    context["picture"] = _picture(thing) if is_shown else None
    return render(request, "initiatives/photo_removal.html", context)


def _is_shown(thing) -> bool:
    everyone_sees = type(thing).objects.shown().filter(pk=thing.pk)
    return bool(_picture(thing)) and everyone_sees.exists()


def _picture(thing):
    return thing.shown_photo if isinstance(thing, Host) else thing.image


@public_page
def thanks(request, slug):
    initiative = get_object_or_404(Initiative.objects.published(), slug=slug)
    return render(request, "initiatives/photo_hidden.html", {"initiative": initiative})
