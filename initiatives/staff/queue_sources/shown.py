"""Photos and hosts of initiatives that wait, and requests to take one away."""

from django.utils.translation import gettext_lazy

from common.photos.queue import PageMediaSource, RemovalSource
from initiatives.models import Host, InitiativePhoto, PhotoRemoval


class Photos(PageMediaSource):
    slug, name = "foto", gettext_lazy("photo of an initiative")
    model, permission = InitiativePhoto, "initiatives.change_initiativephoto"
    sent_by = "initiative__organisation"
    in_areas = ("initiative__neighbourhood__name",)


class Hosts(PageMediaSource):
    slug, name = "gastheer", gettext_lazy("host")
    model, permission = Host, "initiatives.change_host"
    words = "title"
    sent_by = "initiative__organisation"
    in_areas = ("initiative__neighbourhood__name",)


class Removals(RemovalSource):
    slug, name = "verwijdering", gettext_lazy("request to remove a photo")
    model, permission = PhotoRemoval, "initiatives.change_photoremoval"
    in_areas = ("initiative__neighbourhood__name",)
