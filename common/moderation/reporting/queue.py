"""What visitors report, as staff's queue tells it: urgent first, then the oldest; and
the entry can be hidden with one press."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.moderation.answers import AnswerTemplate
from common.moderation.moves import done
from common.moderation.queue import (
    MOST,
    Asked,
    Choice,
    DecisionRefused,
    Item,
    Source,
    Waiting,
    as_rows,
    days,
    history_of,
)
from common.moderation.reporting.reports import handle
from common.moderation.states import Move, NotAllowed, Reason, State


class ReportSource(Source):
    """Reports about the entries of an app."""

    templates = [AnswerTemplate.REPORT]
    changed = ""

    # --- What an app says of its entries ---

    named_by: list[str] = []  # paths of fields to the name of what it is about

    def may_decide(self, entry, user) -> bool:
        raise NotImplementedError

    def facts_of(self, entry) -> list[tuple[str, str]]:
        raise NotImplementedError

    sender = gettext_lazy("a visitor")

    def point_of(self, entry):
        return None

    def page_of(self, entry) -> str:
        """Where staff change it."""
        raise NotImplementedError

    def entries_of(self, reports) -> list[QuerySet]:
        """What a decision about what they report may write, for `touched`."""
        raise NotImplementedError

    def hide(self, entry, by, reason: str) -> None:
        raise NotImplementedError

    def publish(self, entry, by) -> None:
        raise NotImplementedError

    # --- What is so of all ---

    def waiting(self):
        rows = self.model.objects.open().order_by("-is_urgent", "created_at", "pk")
        columns = ["pk", "reason", "created_at", "is_urgent", *self.named_by]
        reasons = {value: str(label) for value, label in Reason.choices}
        return [
            Waiting(
                self.slug,
                pk,
                f"{next(filter(None, names), '–')}: {reasons[reason]}",
                since,
                is_urgent,
            )
            for pk, reason, since, is_urgent, *names in rows.values_list(*columns)[
                :MOST
            ]
        ]

    def promise(self):
        return days(settings.SUGGESTIONS_WITHIN_DAYS)

    def touched(self, things):
        return [*self.entries_of(things), things]

    def waits(self, report):
        return report.state == report.State.OPEN

    def may_be_decided(self, report, do):
        return do in {Move.HIDE, Move.PUBLISH} or self.waits(report)

    def item(self, report, user):
        entry = report.entry
        may_hide = self.may_decide(entry, user)
        choices = []
        if self.waits(report):
            choices.append(Choice("handle", _("Handled"), "g", is_first=True))
        if may_hide and entry.may(Move.HIDE):
            words = _("Hide this now")
            choices.append(Choice("hide", words, "v", is_offered_on_top=True))
        elif may_hide and entry.state == State.SUGGESTED:
            words = _("Undo: publish this again")
            choices.append(Choice("publish", words, "v", is_offered_on_top=True))
        return Item(
            asked=_("A visitor says: %(reason)s. Is it so, and what do we do about it?")
            % {"reason": report.get_reason_display()},
            facts=as_rows(
                [
                    (_("in their words"), report.text),
                    (_("about"), entry),
                    (_("state"), entry.get_state_display()),
                    (_("wants an answer"), _("yes") if report.email else _("no")),
                    *self.facts_of(entry),
                ]
            ),
            point=self.point_of(entry),
            history=history_of(entry),
            pages=[(_("Change the page"), self.page_of(entry))],
            choices=choices,
            may_answer=bool(report.email),
        )

    def decide(self, report, asked: Asked):
        entry = report.entry
        if asked.do == "handle":
            chosen = self.model.objects.filter(pk=report.pk)
            if not handle(chosen, asked.by, asked.answer):
                raise NotAllowed("handled already")
            if asked.answer and report.email:
                return _("Handled. Who left an address gets your answer by mail.")
            return _("Handled.")
        if not self.may_decide(entry, asked.by):
            raise DecisionRefused(
                _("You may not decide about this. Ask a colleague who may.")
            )
        if asked.do == Move.HIDE:
            self.hide(entry, asked.by, report.get_reason_display())
        elif asked.do == Move.PUBLISH and entry.state == State.SUGGESTED:
            self.publish(entry, asked.by)
        else:
            raise NotAllowed(asked.do)
        return done(Move(asked.do), entry)
