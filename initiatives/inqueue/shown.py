"""Photos and hosts of initiatives that wait, and requests to take one away."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import differing, showing
from initiatives.inqueue.entries import page_of
from initiatives.models import Host, InitiativePhoto, PhotoRemoval
from ontmoeten.lib.moderation import NotAllowed
from ontmoeten.lib.queue import (
    MOST,
    Asked,
    Choice,
    Item,
    Refused,
    Source,
    Waiting,
    told,
)


def picture_of(thing) -> tuple[str, str] | None:
    """Where its picture is, and what it shows."""
    file = thing and getattr(thing, showing.PICTURE[type(thing)])
    return (file.url, thing.in_words) if file else None


class ShownSource(Source):
    """What stands beside the words of an initiative."""

    facts: list[str]

    def waiting(self):
        rows = self.model.objects.filter(state=self.model.State.WAITS)
        rows = rows.order_by("changed_at", "pk")
        rows = rows.values_list("pk", self.words, "initiative__name", "changed_at")
        return [
            Waiting(self.slug, pk, f"{words} ({of})", since)
            for pk, words, of, since in rows[:MOST]
        ]

    def all(self):
        return self.model.objects.select_related("initiative")

    def waits(self, thing):
        return thing.state == thing.State.WAITS

    def item(self, thing, user):
        return Item(
            asked=_("This waits to be shown on the page of an initiative."),
            facts=[
                *told([(_("initiative"), thing.initiative)]),
                *differing.facts(thing, self.facts),
            ],
            picture=picture_of(thing),
            pages=[(_("To the initiative"), page_of(thing.initiative))],
            choices=[
                Choice("show", _("Show on the page"), "g", is_first=True),
                Choice("hide", _("Hide"), "w"),
            ]
            if self.waits(thing)
            else [],
        )

    def decide(self, thing, asked: Asked):
        chosen = self.model.objects.filter(pk=thing.pk)
        if asked.do == "show":
            if not showing.show(chosen):
                words = _("Someone asked it off the site. Decide about that first.")
                raise Refused(words)
            return _("%(name)s is on the page now.") % {"name": thing}
        if asked.do != "hide":
            raise NotAllowed(asked.do)
        showing.hide(chosen)
        return _("%(name)s is hidden.") % {"name": thing}


class Photos(ShownSource):
    slug, name = "foto", gettext_lazy("photo")
    model, permission = InitiativePhoto, "initiatives.change_initiativephoto"
    words = "alt"
    facts = ["alt", "credit", "has_people", "people_agreed_on"]


class Hosts(ShownSource):
    slug, name = "gastheer", gettext_lazy("host")
    model, permission = Host, "initiatives.change_host"
    words = "title"
    facts = [
        "title", "first_name", "name_consent_on", "languages", "languages_consent_on",
        "photo_consent_on",
    ]  # fmt: skip


class Removals(Source):
    slug, name = "verwijdering", gettext_lazy("request to remove a photo")
    model, permission = PhotoRemoval, "initiatives.change_photoremoval"
    changed = ""

    def waiting(self):
        rows = PhotoRemoval.objects.open().order_by("asked_at", "pk")
        rows = rows.values_list("pk", "initiative__name", "asked_at")
        return [Waiting(self.slug, *row) for row in rows[:MOST]]

    def all(self):
        return PhotoRemoval.objects.select_related("initiative", "photo", "host")

    def waits(self, removal):
        return removal.handled_at is None

    def title(self, removal):
        return str(removal.initiative)

    def item(self, removal, user):
        return Item(
            asked=_(
                "Someone stands on this photo and asks it off the site. It is hidden "
                "already. Erase it, unless it was a mistake."
            ),
            facts=told(
                [
                    (_("initiative"), removal.initiative),
                    (_("e-mail address"), removal.email),
                ]
            ),
            picture=picture_of(removal.photo or removal.host),
            pages=[(_("To the initiative"), page_of(removal.initiative))],
            choices=[
                Choice("erase", _("Erase the photo for good"), "g", is_first=True),
                Choice("leave", _("It was a mistake: show the photo again"), "w"),
            ]
            if self.waits(removal)
            else [],
        )

    def decide(self, removal, asked: Asked):
        chosen = PhotoRemoval.objects.open().filter(pk=removal.pk)
        if asked.do == "erase":
            showing.remove_for_good(chosen, asked.by)
            return _("The photo is erased.")
        if asked.do != "leave":
            raise NotAllowed(asked.do)
        showing.leave_as_it_was(chosen, asked.by)
        return _("The photo is on the page again.")
