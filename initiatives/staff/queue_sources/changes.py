"""Changes that someone proposes of what is on the site."""

import json

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.functions import Coalesce
from django.forms.models import fields_for_model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history import who
from common.moderation.answers import AnswerTemplate
from common.moderation.moves import text_field
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
)
from common.moderation.states import Move, NotAllowed
from initiatives.dates import splitting
from initiatives.deciding import answers, decisions, differences, replies
from initiatives.models import Activity, DateChange, Proposal
from initiatives.models.moderation import ABOUT
from initiatives.staff.queue_sources.entries import (
    answered,
    facts_of,
    history_with_answers,
    page_of,
    point_of,
)


def edit_form(proposal: Proposal) -> type[forms.Form]:
    """A form in which staff put right what is proposed. What is chosen from a long list
    (a place) and the rule of a series are changed in the page of the entry."""
    kind = type(proposal.about)
    names = [
        name
        for name in proposal.changes
        if name != "rule" and not kind._meta.get_field(name).is_relation
    ]
    fields = fields_for_model(kind, fields=names, formfield_callback=text_field)
    for name, field in fields.items():
        after = proposal.changes[name][1]
        field.initial = kind._meta.get_field(name).to_python(after)
    return type("EditForm", (forms.Form,), fields)


def _plain(proposal, cleaned) -> dict:
    """What staff filled in that is not as proposed, as `proposals.plain` has it."""
    found = {}
    for name, value in cleaned.items():
        value = proposal.about._meta.get_field(name).get_prep_value(value)
        value = json.loads(json.dumps(value, cls=DjangoJSONEncoder))
        if value != proposal.changes[name][1]:
            found[name] = value
    return found


class ProposedChanges(Source):
    slug, name = "wijziging", gettext_lazy("proposed change")
    model, permission = Proposal, "initiatives.change_proposal"
    by_organisation = (
        "organisation__name",
        "initiative__organisation__name",
        "activity__organisation__name",
    )
    in_areas = (
        "activity__place__neighbourhood__name",
        "activity__neighbourhood__name",
        "initiative__neighbourhood__name",
        "organisation__neighbourhood__name",
    )
    templates = [each.value for each in AnswerTemplate.DECISIONS]
    changed = "proposed_at"

    def waiting(self):
        names = [f"{each}__name" for each in ABOUT]
        rows = Proposal.objects.filter(state=Proposal.State.OPEN)
        sent_by = Coalesce(
            "organisation", "initiative__organisation", "activity__organisation"
        )
        rows = rows.order_by("proposed_at", "pk").values_list(
            "pk", "proposed_at", "proposed_by", sent_by, *names
        )
        return [
            Waiting(
                self.slug,
                pk,
                next(filter(None, found), "–"),
                since,
                case=case_of(organisation, person),
            )
            for pk, since, person, organisation, *found in rows[:MOST]
        ]

    def all(self):
        return Proposal.objects.select_related(*ABOUT, "proposed_by")

    def waits(self, proposal):
        return proposal.state == Proposal.State.OPEN

    def choices(self, proposal: Proposal) -> list[Choice]:
        """What we asked something about can still be accepted."""
        accept = Choice("publish", _("Accept"), "g", is_first=True)
        if not self.waits(proposal):
            is_asked = proposal.state == Proposal.State.RETURNED
            return [accept] if is_asked else []
        may_ask = answers.receivers(proposal.about).exists()
        ask = [Choice("return", _("Ask something"), "v")] if may_ask else []
        return [accept, *ask, Choice("refuse", _("Refuse"), "w")]

    def may_be_decided(self, proposal, do):
        return do in {each.do for each in self.choices(proposal)}

    def edit_form(self, proposal):
        return edit_form(proposal)

    def title(self, proposal):
        return str(proposal.about)

    def item(self, proposal, user):
        entry = proposal.about
        words = _("%(who)s wants to change this. Until you decide it stays as it was.")
        return Item(
            asked=words % {"who": who.for_staff(proposal.proposed_by)},
            facts=[
                *self._from_when(proposal),
                *answered(replies.question_about_change(proposal)),
                *facts_of(entry),
            ],
            point=point_of(entry),
            difference=differences.rows(proposal),
            history=history_with_answers(entry),
            pages=[(_("To what it is about"), page_of(entry))],
            choices=self.choices(proposal),
            needs_criterion=True,
            may_answer=answers.receivers(entry).exists(),
            takes_reason=True,
        )

    def touched(self, proposals):
        """An activity with all that is kept about its dates: accepting a change "from
        now on" parts it in two."""
        found = []
        for name in ABOUT:
            kind = Proposal._meta.get_field(name).related_model
            keys = list(proposals.exclude(**{name: None}).values_list(name, flat=True))
            found += decisions.touched(kind.objects.filter(pk__in=keys))
            if kind is Activity:
                rows = [*splitting.rows_of_dates(), DateChange]
                found += [each.objects.filter(activity__in=keys) for each in rows]
        return [*found, proposals]

    def _from_when(self, proposal) -> list[tuple[str, str]]:
        if not proposal.starting_on:
            return as_rows([(_("counts from"), _("as soon as you accept it"))])
        words = _("%(day)s; what was before that day stays as it was")
        return as_rows(
            [(_("counts from"), words % {"day": date_format(proposal.starting_on)})]
        )

    def decide(self, proposal, asked: Asked):
        name = {"name": proposal.about}
        if asked.do == Move.PUBLISH:
            self._accept(proposal, asked)
            return change_accepted(proposal.about, str(proposal.about))
        if asked.do not in {Move.REFUSE, Move.RETURN}:
            raise NotAllowed(asked.do)
        decisions.answer_proposal(
            proposal,
            Move(asked.do),
            asked.by,
            criterion=asked.criterion,
            answer=asked.answer,
        )
        if asked.do == Move.REFUSE:
            return change_refused(str(proposal.about))
        return _("We asked something about %(name)s.") % name

    def _accept(self, proposal, asked):
        try:
            decisions.accept(
                proposal,
                asked.by,
                answer=asked.answer,
                instead=_plain(proposal, asked.instead),
                despite_conflicts=asked.despite_conflicts,
            )
        except decisions.Conflict as conflict:
            meta = proposal.about._meta
            names = [str(meta.get_field(each).verbose_name) for each in conflict.fields]
            words = _("Someone else changed this meanwhile: %(fields)s. Look again.")
            raise DecisionRefused(words % {"fields": ", ".join(names)}) from None
