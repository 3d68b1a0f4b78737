"""Deciding in the staff's pages of places: on the page of one, and for many at once."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from common.duplicates.forms import AsksForDoubles, AsksWhenNew
from common.history.forms import VersionedForm
from common.moderation.deciding import decide_each, not_possible
from common.moderation.forms import MEANWHILE, MoveForm
from common.moderation.states import Move, NotAllowed
from places.deciding import decisions, duplicates
from places.map.widgets import AsksOutside
from places.models import Place

CHANGE = "admin:places_place_change"
DECISION = (gettext_lazy("Decision"), {"fields": ["move", "reason"]})
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


class PlaceForm(AsksOutside, AsksForDoubles, VersionedForm, MoveForm):
    """A place with a decision about it, made after the rest is saved."""

    reason = forms.CharField(
        label=gettext_lazy("reason"),
        required=False,
        max_length=Place._meta.get_field("refusal_reason").max_length,
        help_text=gettext_lazy(
            "Needed for a refusal; stands in the history. Who suggests a place leaves "
            "no address: they can not be asked anything and get no answer."
        ),
    )

    def likely_doubles(self, place):
        return [
            (str(each.place), reverse(CHANGE, args=[each.place.pk]), each.why)
            for each in duplicates.of_place(place)
        ]

    def possible_moves(self):
        return [move for move in self.instance.moves() if move in decisions.DECISIONS]

    def clean(self):
        asked = super().clean()
        if asked.get("move") == Move.REFUSE and not asked.get("reason"):
            self.add_error("reason", _("Say why this is refused."))
        return asked


class DecidesPlaces(AsksWhenNew):
    """For the ModelAdmin of places. Each action moves what may be moved, says how many,
    and which not."""

    form = PlaceForm

    def get_fieldsets(self, request, place=None):
        own = super().get_fieldsets(request, place)
        may_change = self.has_change_permission(request, place)
        may_decide = may_change and self.has_decide_permission(request)
        return [*own, DECISION] if may_decide else own

    def has_decide_permission(self, request, place=None):
        return request.user.has_perm("places.decide_place")

    def save_related(self, request, form, formsets, change):
        """The decision is about the place as it was just saved."""
        super().save_related(request, form, formsets, change)
        move = form.cleaned_data.get("move")
        if not (move and self.has_decide_permission(request)):
            return
        place, reason = form.instance, form.cleaned_data["reason"]
        try:
            if move == Move.REFUSE:
                decisions.refuse(place, reason, request.user)
            else:
                decisions.DECISIONS[Move(move)](place, request.user, reason)
        except NotAllowed:
            self.message_user(request, MEANWHILE, messages.ERROR)

    @admin.action(description=gettext_lazy("Publish"), permissions=["decide"])
    def publish(self, request, places):
        self._decide(request, places, Move.PUBLISH)

    @admin.action(description=gettext_lazy("Close for good"), permissions=["decide"])
    def close(self, request, places):
        self._decide(request, places, Move.CLOSE)

    @admin.action(
        description=gettext_lazy("Hide (back to the suggestions)"),
        permissions=["decide"],
    )
    def hide(self, request, places):
        self._decide(request, places, Move.HIDE)

    @admin.action(
        description=gettext_lazy("Look at it again (back to the suggestions)"),
        permissions=["decide"],
    )
    def reopen(self, request, places):
        self._decide(request, places, Move.REOPEN)

    def _decide(self, request, places, move):
        decide = decisions.DECISIONS[move]
        done, stayed = decide_each(
            places.order_by("pk"), lambda place: decide(place, request.user)
        )
        self.message_user(request, MOVED[move] % done)
        if stayed:
            self.message_user(request, not_possible(stayed), messages.WARNING)
