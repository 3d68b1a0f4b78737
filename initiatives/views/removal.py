"""Whoever stands on a photo has it removed with one request."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from common.photos.removal import removal_page, thanks_page
from common.protect.forms import form_page
from common.web.http import public_page
from initiatives.models import Host, Initiative, InitiativePhoto

KINDS = {"foto": InitiativePhoto, "gezicht": Host}


@form_page
def ask(request, slug, what, pk):
    if what not in KINDS:
        raise Http404(what)
    initiatives = Initiative.objects.published()
    initiative = get_object_or_404(initiatives, slug=slug)
    shown = get_object_or_404(KINDS[what], initiative=initiative, pk=pk)
    return removal_page(
        request, shown, reverse("initiatives:photo-hidden", args=[slug])
    )


@public_page
def thanks(request, slug):
    initiative = get_object_or_404(Initiative.objects.published(), slug=slug)
    return thanks_page(request, initiative)
