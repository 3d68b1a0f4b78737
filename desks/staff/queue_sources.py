"""Hosts of desks that wait, and requests to take a photo away. A new desk waits as the
activity that it is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.moderation.moves import ChangeSource
from common.photos.queue import PageMediaSource, RemovalSource
from desks.models import Desk, DeskChange, DeskHost, HostRemoval
from desks.organising import changing, facts
from initiatives.deciding import differences
from initiatives.staff.queue_sources.entries import page_of


class Hosts(PageMediaSource):
    slug, name = "loketgastheer", gettext_lazy("host of a desk")
    model, permission = DeskHost, "desks.change_deskhost"
    words = "title"
    sent_by = "desk__activity__organisation"
    in_areas = ("desk__activity__place__neighbourhood__name",)

    def all(self):
        return super().all().select_related("desk__activity")


class Removals(RemovalSource):
    slug, name = "loketfoto", gettext_lazy("request to remove a photo of a host")
    model, permission = HostRemoval, "desks.change_hostremoval"
    in_areas = ("desk__activity__place__neighbourhood__name",)

    def all(self):
        return super().all().select_related("desk__activity")


class Changes(ChangeSource):
    """A desk as its organisation wants it, or an activity that becomes one."""

    slug, name = "loket", gettext_lazy("proposed change of a desk")
    model, permission = DeskChange, "desks.change_deskchange"
    about, related = "activity", ("place",)
    sent_by = "activity__organisation"
    in_areas = ("activity__place__neighbourhood__name",)
    accept, refuse = staticmethod(changing.accept), staticmethod(changing.refuse)

    def touched(self, changes):
        activities = list(changes.values_list("activity", flat=True))
        return [Desk.objects.filter(activity__in=activities), changes]

    def told(self, change):
        activity = change.activity
        return {
            "facts": facts.of_activity(activity.pk),
            "point": activity.place and activity.place.point,
            "difference": differences.rows_of(changing.of(activity), change.changes),
            "pages": [(_("To what it is about"), page_of(activity))],
        }


SOURCES = [Changes(), Hosts(), Removals()]
