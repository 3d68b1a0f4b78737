"""Deciding about many places at once, in their list; about one it is the queue."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from common.duplicates.forms import AsksForDoubles
from common.history.behalf import NamedBeside
from common.history.forms import VersionedForm
from common.moderation.admin import DecidedInQueue
from common.moderation.many import asks_first, decide_all
from common.moderation.queue import source_of
from common.moderation.states import Move
from places.deciding import duplicates
from places.map.widgets import AsksOutside
from places.models import Place

CHANGE = "admin:places_place_change"
MOVED = {
    Move.PUBLISH: ngettext_lazy("%d place published.", "%d places published."),
    Move.CLOSE: ngettext_lazy(
        "%d place closed for good.", "%d places closed for good."
    ),
    Move.HIDE: ngettext_lazy("%d place hidden.", "%d places hidden."),
    Move.REOPEN: ngettext_lazy(
        "%d place is looked at again.", "%d places are looked at again."
    ),
}


class PlaceForm(NamedBeside, AsksOutside, AsksForDoubles, VersionedForm):
    """A place, which may be here already."""

    compared = ("name", "kind", "point")

    def likely_doubles(self, place):
        return [
            (str(each.place), reverse(CHANGE, args=[each.place.pk]), each.why)
            for each in duplicates.of_new(place)
        ]


class DecidesPlaces(DecidedInQueue):
    """For the page of places. Each action moves what may be moved, says how many, and
    which not."""

    def has_decide_permission(self, request, place=None):
        return request.user.has_perm("places.decide_place")

    @admin.action(description=gettext_lazy("Publish"), permissions=["decide"])
    @asks_first()
    def publish(self, request, places):
        self._decide(request, places, Move.PUBLISH)

    @admin.action(description=gettext_lazy("Close for good"), permissions=["decide"])
    @asks_first(is_grave=True)
    def close(self, request, places):
        self._decide(request, places, Move.CLOSE)

    @admin.action(
        description=gettext_lazy("Hide (back to the suggestions)"),
        permissions=["decide"],
    )
    @asks_first(is_grave=True)
    def hide(self, request, places):
        self._decide(request, places, Move.HIDE)

    @admin.action(
        description=gettext_lazy("Look at it again (back to the suggestions)"),
        permissions=["decide"],
    )
    @asks_first()
    def reopen(self, request, places):
        self._decide(request, places, Move.REOPEN)

    def _decide(self, request, places, move):
        decide_all(request, source_of(Place), places, move, MOVED[move])
