"""Hosts of desks that wait, and requests to take a photo away. A new desk waits as the
activity that it is."""

from django.utils.translation import gettext_lazy

from common.photos.queue import PageMediaSource, RemovalSource
from desks.models import DeskHost, HostRemoval


class Hosts(PageMediaSource):
    slug, name = "loketgastheer", gettext_lazy("host of a desk")
    model, permission = DeskHost, "desks.change_deskhost"
    words = "title"

    def all(self):
        return super().all().select_related("desk__activity")


class Removals(RemovalSource):
    slug, name = "loketfoto", gettext_lazy("request to remove a photo of a host")
    model, permission = HostRemoval, "desks.change_hostremoval"

    def all(self):
        return super().all().select_related("desk__activity")


SOURCES = [Hosts(), Removals()]
