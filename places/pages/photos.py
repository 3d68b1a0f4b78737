"""Whoever stands on a photo of a place has it removed with one request."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from common.photos.removal import removal_page, thanks_page
from common.protect.forms import form_page
from common.web.http import public_page
from places.models import Photo, Place


@form_page
def ask_removal(request, slug, pk):
    place = get_object_or_404(Place.objects.published(), slug=slug)
    photo = get_object_or_404(Photo, place=place, pk=pk)
    return removal_page(request, photo, reverse("places:photo-hidden", args=[slug]))


@public_page
def thanks(request, slug):
    return thanks_page(request, get_object_or_404(Place.objects.published(), slug=slug))
