"""Entries with a state as a source of the queue: staff may make every move that starts
from the state it is in (the state machine of `states`), whether it waits or not."""

from django import forms
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.forms.models import fields_for_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history import who
from common.kit.storing import store
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
    change_accepted,
    change_refused,
    is_seen,
    oldest,
    waiting_since,
)
from common.moderation.states import Moderated, Move, NotAllowed, State
from common.plain.widgets import PlainTextarea
from common.translations.models import Translated

CHOICES = {
    Move.PUBLISH: Choice("publish", gettext_lazy("Publish"), "g", is_first=True),
    Move.RETURN: Choice("return", gettext_lazy("Ask something"), "v"),
    Move.REFUSE: Choice("refuse", gettext_lazy("Refuse"), "w"),
    Move.HIDE: Choice("hide", gettext_lazy("Hide"), "v"),
    Move.CLOSE: Choice("close", gettext_lazy("Close for good"), "s"),
    Move.REOPEN: Choice("reopen", gettext_lazy("Look at it again"), "o"),
}
# What has a way of its own to be changed, or is no text of the applicant.
NOT_EDITED = {"state", "refusal_reason", "slug", "rule", "source_id", "opening_hours"}
DONE = {
    Move.PUBLISH: gettext_lazy("%(name)s is on the site now."),
    Move.RETURN: gettext_lazy("We asked something about %(name)s."),
    Move.REFUSE: gettext_lazy("%(name)s is refused."),
    Move.HIDE: gettext_lazy("%(name)s is hidden. Nobody outside sees it now."),
    Move.CLOSE: gettext_lazy("%(name)s is closed. It stays in the history."),
    Move.REOPEN: gettext_lazy("%(name)s waits until someone decides about it again."),
}


def done(move: Move, entry) -> str:
    """What a decision did, in words that are true: nobody sees what is published of an
    organisation that is not on the site."""
    words = DONE[move]
    if move == Move.PUBLISH and not is_seen(entry):
        words = _(
            "%(name)s is published. Visitors do not see it yet: its organisation is "
            "not on the site."
        )
    return words % {"name": entry}


def text_field(field: models.Field, **kwargs):
    """The form field of a column; an address of the web without a scheme is a safe
    one."""
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    is_text = isinstance(field, models.TextField)
    if is_text and field.name in getattr(field.model, "translated", ()):
        kwargs["widget"] = PlainTextarea  # advice on plain Dutch beside it
    return field.formfield(**kwargs)


class EntrySource(Source):
    """Of a model that is Moderated."""

    called = "name"  # the field by which staff know it
    case_by: tuple[str, ...] = ()  # fields with whose case it belongs to, for `case_of`

    def waiting(self):
        rows = self.alone()
        found = list(rows.values_list("pk", self.called, "created_at", *self.case_by))
        if not found:
            return []
        since, refused = waiting_since(self.model, rows), self.refused_by(rows)
        return [
            Waiting(
                self.slug,
                pk,
                name,
                since.get(pk, made),
                False,
                *refused.get(pk, ()),
                case=case_of(*case_by or [None]),
            )
            for pk, name, made, *case_by in found
        ]

    def alone(self) -> models.QuerySet:
        """Those that wait, but for what waits with the rest of its file."""
        return oldest(self.model)

    def refused_by(self, rows: models.QuerySet) -> dict[int, tuple[int, str]]:
        """By whom those of these were refused that were refused last."""
        return {}

    def waits(self, entry):
        return entry.state == State.SUGGESTED

    def added_by_staff(self, numbers):
        made = self.model.history.filter(id__in=numbers, history_type="+")
        return made.filter(history_user__is_staff=True)

    def moves(self, entry: Moderated) -> list[Move]:
        """Those that staff may make now."""
        return [move for move in entry.moves() if move in CHOICES]

    def choices(self, entry: Moderated) -> list[Choice]:
        return [CHOICES[move] for move in self.moves(entry)]

    def may_be_decided(self, entry, do):
        return do in {each.do for each in self.choices(entry)}

    def version(self, entry):
        """What was decided meanwhile makes it another one too."""
        return f"{entry.state} {super().version(entry)}"

    keeps_edits = True

    def edit_form(self, entry):
        """Its texts and choices; what is chosen from a long list, and a point, are
        changed on its page for staff."""
        names = [
            field.name
            for field in entry._meta.concrete_fields
            if field.editable
            and isinstance(field, models.CharField | models.TextField)
            and field.name not in NOT_EDITED
        ]
        fields = fields_for_model(
            type(entry), fields=names, formfield_callback=text_field
        )
        for name, field in fields.items():
            field.initial = getattr(entry, name)
        return type("EditForm", (forms.Form,), fields) if fields else None

    def put_right(self, entry, changes, by):
        for name, value in changes.items():
            setattr(entry, name, value)
        entry.full_clean()
        entry._history_user = by
        entry._change_reason = str(_("put right by staff"))
        store(entry, update_fields=list(changes))

    def page(self, entry):
        return reverse(admin_urlname(entry._meta, "change"), args=[entry.pk])

    def pages(self, entry) -> list[tuple[str, str]]:
        waits = self.waits(entry)
        words = _("Change it first") if waits else _("To the page for staff")
        return [(words, self.page(entry)), *self.looks(entry)]

    def looks(self, entry) -> list[tuple[str, str]]:
        """The page as a resident sees it, and its texts in other languages."""
        found = []
        if hasattr(entry, "get_absolute_url") and hasattr(type(entry), "objects"):
            kind = ContentType.objects.get_for_model(entry)
            url = reverse("on-site", args=[kind.pk, entry.pk])
            found.append((_("As a resident sees it"), url))
        if isinstance(entry, Translated):
            url = reverse("translations-of", args=[entry.word, entry.pk])
            found.append((_("In other languages"), url))
        return found

    def as_it_is(self, entry: Moderated) -> str:
        """What someone who decides about what does not wait has to know."""
        words = _(
            "This is %(state)s now, and does not wait for us. You can decide "
            "otherwise; what you decide stands in its history."
        )
        return words % {"state": entry.get_state_display()}

    def same_as(self, entry: Moderated) -> list[tuple[str, str]]:
        """What it was merged with, if that is so, as a fact."""
        merged = getattr(entry, "merged_into", None)
        return as_rows([(_("is the same as"), merged)]) if merged else []


class ChangeSource(Source):
    """Changes that an organisation proposed of what it keeps, each a row beside it that
    is gone when it is accepted; `about` is the name of the field that points to it."""

    about = ""
    changed = "proposed_at"
    related: tuple[str, ...] = ()  # of what it is about, for `told`
    sent_by = ""  # the organisation, by a path of fields

    @property
    def by_organisation(self):
        return (f"{self.sent_by}__name",)

    def accept(self, change, by, answer: str) -> None:
        raise NotImplementedError

    def refuse(self, change, answer: str) -> None:
        raise NotImplementedError

    def told(self, change) -> dict:
        """Facts, difference, pages: fields of the Item."""
        raise NotImplementedError

    def waiting(self):
        rows = self.model.objects.filter(refused_at=None).order_by("proposed_at", "pk")
        columns = ["pk", f"{self.about}__name", "proposed_at", self.sent_by]
        return [
            Waiting(self.slug, pk, name, since, case=case_of(organisation))
            for pk, name, since, organisation in rows.values_list(*columns)[:MOST]
        ]

    def all(self):
        related = [f"{self.about}__{each}" for each in self.related]
        return self.model.objects.select_related(*related, "proposed_by")

    def waits(self, change):
        return change.refused_at is None

    def title(self, change):
        return str(getattr(change, self.about))

    def item(self, change, user):
        words = _("%(who)s wants to change this. Until you decide it stays as it was.")
        choices = [
            Choice("accept", _("Accept"), "g", is_first=True),
            Choice("refuse", _("Refuse"), "w"),
        ]
        return Item(
            asked=words % {"who": who.for_staff(change.proposed_by)},
            choices=choices if self.waits(change) else [],
            takes_reason=True,
            may_answer=True,
            **self.told(change),
        )

    def decide(self, change, asked: Asked):
        name = self.title(change)
        if asked.do == "accept":
            self.accept(change, asked.by, asked.answer)
            return change_accepted(getattr(change, self.about), name)
        if asked.do != "refuse":
            raise NotAllowed(asked.do)
        if not asked.answer:
            raise DecisionRefused(_("Write an answer."))
        self.refuse(change, asked.answer)
        return change_refused(name)
