"""Where all of staff type what they heard, and where a second colleague decides."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from common.history import bin
from common.history.admin import WithHistory
from common.history.bin_admin import WithBin
from common.history.forms import Careful, VersionedForm
from common.kit import wording
from common.kit.storing import store
from common.moderation.admin import DecidedInQueue
from common.moderation.moves import EntrySource, done
from common.moderation.queue import (
    Asked,
    DecisionRefused,
    Item,
    history_of,
)
from common.moderation.states import Move
from common.translations.admin import WithTranslations
from common.web.list_export import ExportsList
from common.web.long_lists import LongList
from learning.forms.heard import HeardForm
from learning.hearing import decisions
from learning.models import Heard

LATEST = 5


@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """A sentence; it waits for a colleague."""
    if not request.user.has_perm("learning.add_heard"):
        raise PermissionDenied
    form = HeardForm(request.POST or None)
    if form.is_valid():
        form.instance.typed_by = request.user
        form.instance._history_user = request.user
        store(form.save(commit=False))
        messages.success(request, _("Thank you. A colleague looks at it first."))
        return redirect("heard")
    mine = bin.left_in(Heard.objects.filter(typed_by=request.user))
    context = admin.site.each_context(request) | {
        "title": _("Heard on the street"),
        "form": form,
        "mine": mine.order_by("-created_at")[:LATEST],
    }
    return render(request, "learning/heard/page.html", context)


# What staff need not read to decide about a sentence, and why.
NOT_SHOWN = {
    "id": "says nothing",
    "sentence": "stands above it",
    "state": "is what they decide",
    "refusal_reason": "stands in its history",
    "typed_by": "stands in its history",
    "seen_by": "is who decides",
    "created_at": "stands above it, as how long it waits",
    "changed_at": "stands in its history",
}


class HeardSource(EntrySource):
    """Sentences that wait, and all others."""

    slug, name = "gehoord", gettext_lazy("heard on the street")
    model, permission = Heard, "learning.decide_heard"
    called = "sentence"
    sender = gettext_lazy("a colleague")
    in_areas = ("neighbourhood__name",)
    templates = [Move.REFUSE]

    def all(self):
        return bin.left_in(Heard.objects.all())

    def moves(self, heard):
        return [move for move in super().moves(heard) if move in decisions.MOVES]

    def item(self, heard, user):
        is_own = heard.typed_by_id == user.pk
        choices = self.choices(heard)
        if is_own:
            choices = [each for each in choices if each.do != Move.PUBLISH]
        asked = _("Is there no name in it, and may everyone read it?")
        if is_own:
            asked = _("You typed this yourself: a colleague has to publish it.")
        return Item(
            asked=asked if self.waits(heard) else self.as_it_is(heard),
            facts=wording.facts(heard, but=NOT_SHOWN),
            history=history_of(heard),
            pages=self.pages(heard),
            choices=choices,
            takes_reason=True,
        )

    def decide(self, heard, asked: Asked):
        if len(asked.answer) > decisions.LONGEST_REASON:
            words = _("A reason has at most %(most)d characters.")
            raise DecisionRefused(words % {"most": decisions.LONGEST_REASON})
        move = Move(asked.do)
        try:
            decisions.decide(heard, move, asked.by, asked.answer)
        except decisions.SameColleague:
            words = _("You typed this yourself: a colleague has to publish it.")
            raise DecisionRefused(words) from None
        return done(move, heard)


@admin.register(Heard)
class HeardAdmin(
    Careful, DecidedInQueue, ExportsList, LongList, WithBin, WithHistory,
    WithTranslations,
):  # fmt: skip
    form = VersionedForm
    export_leaves_out = ("typed_by", "seen_by")
    list_display = ["sentence", "neighbourhood", "theme", "heard_on", "state"]
    list_filter = ["state", "theme"]
    list_select_related = ["neighbourhood", "theme"]
    list_per_page = 50
    search_fields = ["sentence", "neighbourhood__name"]
    autocomplete_fields = ["neighbourhood"]
    fields = [
        "sentence", "neighbourhood", "theme", "heard_on", "state", "refusal_reason",
    ]  # fmt: skip
    readonly_fields = ["state", "refusal_reason"]

    def before_saving(self, request, entry, form):
        entry._history_user = request.user
        if entry.pk is None:
            entry.typed_by = request.user
