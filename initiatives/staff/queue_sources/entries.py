"""Organisations, initiatives and activities, sent in by someone or on the site."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history import bin, who
from common.kit import wording
from common.moderation.answers import AnswerTemplate
from common.moderation.moves import EntrySource, done
from common.moderation.queue import (
    SHOWN,
    Asked,
    DecisionRefused,
    Event,
    Item,
    as_rows,
    history_of,
    oldest,
)
from common.moderation.states import Move, State
from initiatives.deciding import answers as answering
from initiatives.deciding import decisions as deciding
from initiatives.deciding import replies
from initiatives.facts import shown_as
from initiatives.importing.publishing import ORGANISATIONS
from initiatives.models import Activity, Decision, Initiative, Organisation
from initiatives.organising import duplicates

# What staff need not read to decide about an entry, and why.
NOT_SHOWN = {
    "id": "says nothing",
    "name": "stands above it",
    "slug": "is made from the name",
    "state": "is what they decide",
    "refusal_reason": "stands with the decisions",
    "merged_into": "stands above it, when it is merged",
    "words": "derived",
    "shown_as": "derived",
    "goes_on_as": "derived",
    "parted_from": "derived",
    "people": "stand on its own page, with what each may do",
    "ease": "derived",
    "created_by": "stands with them, as who sent it in",
    "created_at": "stands above it, as how long it waits",
    "changed_at": "stands in its history",
    "checked_on": "publishing is a check",
    "is_vetted": "staff decide that of an organisation, on its own page",
    "is_trusted": "staff decide that of an organisation, on its own page",
    "source_id": "stands on its own page",
}


def facts_of(entry) -> list[tuple[str, str]]:
    """All that its maker said."""
    more = shown_as.of(getattr(entry, "shown_as", "")).facts(
        getattr(entry, "whole_id", entry.pk)
    )
    return [*wording.facts(entry, but=NOT_SHOWN), *more]


def sent_in_by(entry) -> list[tuple[str, str]]:
    """Who sent it in and how to reach them, for who decides about it."""
    if isinstance(entry, Organisation):
        people = [each.person for each in entry.memberships.select_related("person")]
    else:
        people = [entry.created_by] if entry.created_by else []
    said = [" · ".join(filter(None, [each.name, each.email])) for each in people]
    return as_rows([(_("sent in by"), "\n".join(said))]) if said else []


def page_of(entry) -> str:
    return reverse(
        f"admin:initiatives_{entry._meta.model_name}_change", args=[entry.pk]
    )


def point_of(entry):
    """Where it is, when it is at a place that we know."""
    if isinstance(entry, Activity):
        return entry.place and entry.place.point
    place = entry.places.first() if isinstance(entry, Initiative) else None
    return place and place.point


def history_with_answers(entry) -> list[Event]:
    """What was changed and what was decided, the newest first; three queries."""
    decisions = entry.decisions.select_related("decided_by")[:SHOWN]
    answers = [
        Event(
            each.decided_at,
            who.for_staff(each.decided_by),
            ": ".join(filter(None, [each.get_move_display(), each.answer])),
        )
        for each in decisions
    ]
    found = [*history_of(entry), *answers]
    return sorted(found, key=lambda event: event.at, reverse=True)[:SHOWN]


def answered(asked: Decision | None) -> list[tuple[str, str]]:
    """A question of ours that was answered, with the answer, as facts."""
    if asked is None or not asked.reply:
        return []
    return [(_("We asked"), asked.answer), (_("Their answer"), asked.reply)]


class Entries(EntrySource):
    """What everyone sees, or will see once staff publish it."""

    templates = [each.value for each in AnswerTemplate.DECISIONS]
    case_by = ("organisation", "created_by")

    def refused_by(self, rows):
        """One query."""
        field = self.model._meta.model_name
        about = {f"{field}__in": rows.values("pk"), "proposal": None}
        made = Decision.objects.filter(**about).order_by("decided_at", "pk")
        last = {}
        columns = ["move", "decided_by", "decided_by__name", "decided_by__email"]
        for pk, move, by, name, email in made.values_list(field, *columns):
            last[pk] = (by, name or email) if move == Move.REFUSE and by else ()
        return last

    def all(self):
        return bin.left_in(self.model.objects.all())

    def moves(self, entry):
        """Nobody can be asked about what staff or an import made."""
        found = super().moves(entry)
        if Move.RETURN in found and not answering.receivers(entry).exists():
            found.remove(Move.RETURN)
        return found

    def item(self, entry, user):
        refused = deciding.refusal_in_question(entry)
        is_mine = refused is not None and refused.decided_by_id == user.pk
        return Item(
            asked=self._asked(entry, refused),
            facts=[
                *self.same_as(entry),
                *sent_in_by(entry),
                *answered(replies.question_about(entry)),
                *facts_of(entry),
            ],
            point=point_of(entry),
            alike=self._alike(entry),
            history=history_with_answers(entry),
            pages=self.pages(entry),
            choices=[] if is_mine else self.choices(entry),
            needs_criterion=True,
            may_answer=answering.receivers(entry).exists(),
            takes_reason=True,
            may_be_second_look=entry.state == State.REFUSED,
        )

    def _asked(self, entry, refused):
        if not self.waits(entry):
            return self.as_it_is(entry)
        if refused:
            words = _("%(who)s refused this. Whoever sent it in asks a second person.")
            return words % {"who": who.for_staff(refused.decided_by)}
        return _("Someone wants this on the site. Does it meet the criteria?")

    def _alike(self, entry):
        return []

    def decide(self, entry, asked: Asked):
        try:
            deciding.decide(
                entry,
                Move(asked.do),
                asked.by,
                criterion=asked.criterion,
                answer=asked.answer,
                is_second_look=asked.is_second_look,
            )
        except deciding.SamePerson:
            words = _("Someone else has to take the second look.")
            raise DecisionRefused(words) from None
        return done(Move(asked.do), entry)

    def decide_all(self, entries, do, by):
        moved, stayed = deciding.decide_all(entries, Move(do), by)
        return len(moved), stayed

    def touched(self, entries):
        return deciding.touched(entries)


class Organisations(Entries):
    slug, name = "organisatie", gettext_lazy("organisation")
    model, permission = Organisation, "initiatives.decide_organisation"
    by_organisation = ("name",)
    in_areas = ("neighbourhood__name",)
    case_by = ("pk",)

    def alone(self):
        alone = Organisation.objects.exclude(pk__in=ORGANISATIONS.in_a_case())
        return oldest(Organisation, alone)

    def _alike(self, organisation):
        return [
            (
                each.organisation.name,
                page_of(each.organisation),
                ", ".join(each.in_words),
            )
            for each in duplicates.of_organisation(organisation)[:SHOWN]
        ]


class Initiatives(Entries):
    slug, name = "initiatief", gettext_lazy("initiative")
    model, permission = Initiative, "initiatives.decide_initiative"
    by_organisation = ("organisation__name",)
    in_areas = ("neighbourhood__name",)


class Activities(Entries):
    slug, name = "activiteit", gettext_lazy("activity")
    model, permission = Activity, "initiatives.decide_activity"
    by_organisation = ("organisation__name",)
    in_areas = ("place__neighbourhood__name", "neighbourhood__name")

    def all(self):
        return super().all().select_related("place")
