"""What waits for staff beside the words of something, and requests to take it away."""

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit import wording
from common.moderation.queue import (
    MOST,
    Asked,
    Choice,
    DecisionRefused,
    Item,
    Source,
    Waiting,
    as_rows,
    case_of,
    is_seen,
)
from common.moderation.states import NotAllowed
from common.photos import decisions
from common.photos.models import PageMedia, Showing

# What staff need not read to decide about it, and why; its thing and its picture stand
# beside what they read.
NOT_SHOWN = {
    "id": "says nothing",
    "state": "is what they decide",
    "changed_at": "stands in the list, as how long it waits",
    "width": "of the picture, which they see",
    "height": "of the picture, which they see",
    "order": "of the photos on its page",
}


def said_of(shown: PageMedia) -> list[tuple[str, str]]:
    """All that who sent it said about it."""
    return wording.facts(shown, but={*NOT_SHOWN, shown.OF, shown.PICTURE})


def picture_of(shown: PageMedia | None) -> tuple[str, str] | None:
    """Where its picture is, and what it shows."""
    return (shown.picture.url, shown.in_words) if shown and shown.picture else None


def _on_page(shown: PageMedia) -> str:
    """That it was put there, in words that are true."""
    words = _("%(name)s is on the page now.")
    if not is_seen(shown.entry):
        words = _("%(name)s is approved. Visitors do not see its page now.")
    return words % {"name": shown}


def _to(thing) -> tuple[str, str]:
    url = reverse(admin_urlname(thing._meta, "change"), args=[thing.pk])
    return _("To the page for staff"), url


def _asked_about(removals: QuerySet) -> list[QuerySet]:
    """The pictures that these requests are about, by model; the same ones later."""
    return decisions.asked_about(list(removals))


class PageMediaSource(Source):
    words = "alt"  # the field by which staff know it
    sent_by = ""  # the organisation, by a path of fields; empty: nobody we know

    @property
    def by_organisation(self):
        return (f"{self.sent_by}__name",) if self.sent_by else ()

    def waiting(self):
        of = f"{self.model.OF}__{self.model.NAMED_BY}"
        rows = self.rows().order_by("changed_at", "pk")
        columns = ["pk", self.words, of, "changed_at"]
        rows = rows.values_list(*columns, *filter(None, [self.sent_by]))
        return [
            Waiting(
                self.slug,
                pk,
                f"{words} ({thing})",
                since,
                case=case_of(*sent_by or [None]),
            )
            for pk, words, thing, since, *sent_by in rows[:MOST]
        ]

    def rows(self) -> QuerySet:
        """All that wait."""
        return self.model.objects.filter(state=Showing.WAITS)

    def all(self):
        return self.model.objects.select_related(self.model.OF)

    def waits(self, shown):
        return shown.state == Showing.WAITS

    def choices(self, shown: PageMedia) -> list[Choice]:
        """All but what it is already."""
        show = Choice("show", _("Show on the page"), "g", is_first=True)
        hide = Choice("hide", _("Hide"), "w")
        found = {Showing.SHOWN: [hide], Showing.HIDDEN: [show]}
        return found.get(Showing(shown.state), [show, hide])

    def may_be_decided(self, shown, do):
        return do in {each.do for each in self.choices(shown)}

    def page(self, shown):
        return reverse(admin_urlname(shown._meta, "change"), args=[shown.pk])

    def item(self, shown, user):
        words = _("This is %(state)s now. You can decide otherwise.")
        return Item(
            asked=_("This waits to be shown to everyone.")
            if self.waits(shown)
            else words % {"state": shown.get_state_display()},
            facts=[
                *as_rows([(_("belongs to"), shown.thing)]),
                *said_of(shown),
            ],
            picture=picture_of(shown),
            pages=[_to(shown.thing)],
            choices=self.choices(shown),
        )

    def decide_all(self, things, do, by):
        kept = things.model.objects.filter(pk__in=things.values("pk"))
        if do == "hide":
            return decisions.hide(kept), []
        count = decisions.show(kept)
        left = kept.exclude(state=Showing.SHOWN)
        return count, [str(each) for each in left]

    def decide(self, shown, asked: Asked):
        chosen = self.model.objects.filter(pk=shown.pk)
        if asked.do == "show":
            if not decisions.show(chosen):
                words = _("Someone asked it off the site. Decide about that first.")
                raise DecisionRefused(words)
            return _on_page(shown)
        if asked.do != "hide":
            raise NotAllowed(asked.do)
        decisions.hide(chosen)
        return _("%(name)s is hidden.") % {"name": shown}


class RemovalSource(Source):
    sender = gettext_lazy("who is on it")
    changed = ""
    finishes = frozenset({"erase"})  # a picture that is gone does not come back

    def touched(self, things):
        return [*_asked_about(things), things]

    def finish(self, do, numbers, by):
        for shown in _asked_about(self.model.objects.filter(pk__in=numbers)):
            for each in shown:
                each.lose_picture()

    def waiting(self):
        rows = self.model.objects.open().order_by("asked_at", "pk")
        of = f"{self.model.OF}__{self.model.NAMED_BY}"
        rows = rows.values_list("pk", of, "asked_at")
        return [Waiting(self.slug, *row) for row in rows[:MOST]]

    def all(self):
        return self.model.objects.select_related(self.model.OF, *self.model.ABOUT)

    def waits(self, removal):
        return removal.handled_at is None

    def title(self, removal):
        return str(removal.thing)

    def item(self, removal, user):
        return Item(
            asked=_(
                "Someone in this photo asks us to take it off the site. It is "
                "hidden already. Delete it, unless this is a mistake."
            ),
            facts=as_rows(
                [
                    (_("belongs to"), removal.thing),
                    (_("e-mail address"), removal.email),
                ]
            ),
            picture=picture_of(removal.about),
            pages=[_to(removal.thing)],
            choices=[
                Choice("erase", _("Erase the photo for good"), "g", is_first=True),
                Choice("leave", _("It was a mistake: show the photo again"), "w"),
            ]
            if self.waits(removal)
            else [],
        )

    def decide_all(self, things, do, by):
        kept = self.model.objects.open().filter(pk__in=things.values("pk"))
        decide = {"erase": decisions.grant, "leave": decisions.leave_as_it_was}[do]
        return decide(kept, by), []

    def decide(self, removal, asked: Asked):
        chosen = self.model.objects.open().filter(pk=removal.pk)
        if asked.do == "erase":
            decisions.grant(chosen, asked.by)
            return _("The photo is off the site. It is erased in a moment.")
        if asked.do != "leave":
            raise NotAllowed(asked.do)
        decisions.leave_as_it_was(chosen, asked.by)
        about = removal.about
        if about:
            about.refresh_from_db()
        if about and about.state == Showing.SHOWN and is_seen(about.entry):
            return _("The photo is on the page again.")
        return _("It was a mistake. Visitors do not see the photo now.")
