"""Hosts of desks that wait, and requests to take a photo away. A new desk waits as the
activity that it is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.moderation.queue import (
    MOST,
    Asked,
    Choice,
    DecisionRefused,
    Item,
    Source,
    Waiting,
)
from common.moderation.states import NotAllowed
from common.photos.queue import PageMediaSource, RemovalSource
from desks.models import DeskChange, DeskHost, HostRemoval
from desks.organising import changing, facts
from initiatives.deciding import differences
from initiatives.staff.queue_sources.entries import page_of


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


class Changes(Source):
    """A desk as its organisation wants it, or an activity that becomes one."""

    slug, name = "loket", gettext_lazy("proposed change of a desk")
    model, permission = DeskChange, "desks.change_deskchange"
    changed = "proposed_at"

    def waiting(self):
        rows = DeskChange.objects.filter(refused_at=None)
        rows = rows.order_by("proposed_at", "pk")
        columns = ["pk", "activity__name", "proposed_at"]
        return [Waiting(self.slug, *row) for row in rows.values_list(*columns)[:MOST]]

    def all(self):
        return DeskChange.objects.select_related("activity__place", "proposed_by")

    def waits(self, change):
        return change.refused_at is None

    def title(self, change):
        return str(change.activity)

    def item(self, change, user):
        words = _("%(who)s wants to change this. Until you decide it stays as it was.")
        activity = change.activity
        return Item(
            asked=words % {"who": change.proposed_by or "–"},
            facts=facts.of_activity(activity.pk),
            point=activity.place and activity.place.point,
            difference=differences.rows_of(changing.of(activity), change.changes),
            pages=[(_("To what it is about"), page_of(activity))],
            choices=[
                Choice("accept", _("Accept"), "g", is_first=True),
                Choice("refuse", _("Refuse"), "w"),
            ]
            if self.waits(change)
            else [],
            takes_reason=True,
            may_answer=True,
        )

    def decide(self, change, asked: Asked):
        name = {"name": change.activity}
        if asked.do == "accept":
            changing.accept(change, asked.by)
            return _("%(name)s: the change is on the site now.") % name
        if asked.do != "refuse":
            raise NotAllowed(asked.do)
        if not asked.answer:
            raise DecisionRefused(_("Write an answer."))
        changing.refuse(change, asked.answer)
        return _("%(name)s: the change is refused.") % name


SOURCES = [Changes(), Hosts(), Removals()]
