"""Whoever stands on the photo of a host has it removed with one request."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from common.photos.removal import removal_page, thanks_page
from common.protect.forms import form_page
from common.web.http import public_page
from desks.models import Desk, DeskHost


@form_page
def ask(request, slug, pk):
    hosts = DeskHost.objects.filter(desk__in=Desk.objects.published())
    hosts = hosts.select_related("desk__activity")
    shown = get_object_or_404(hosts, desk__activity__slug=slug, pk=pk)
    return removal_page(request, shown, reverse("desks:photo-hidden", args=[slug]))


@public_page
def thanks(request, slug):
    desks = Desk.objects.published().select_related("activity")
    return thanks_page(request, get_object_or_404(desks, activity__slug=slug))
