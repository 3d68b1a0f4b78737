"""What visitors report and doubt about organisations, initiatives and activities."""

from datetime import datetime, time

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit.naming import has_field
from common.moderation.moves import DONE
from common.moderation.queue import (
    MOST,
    SHOWN,
    Asked,
    Choice,
    DecisionRefused,
    Item,
    Source,
    Waiting,
    days,
)
from common.moderation.reporting.queue import ReportSource
from common.moderation.states import Move, NotAllowed
from common.moderation.still_right import still_right
from initiatives.deciding import decisions
from initiatives.models import (
    Activity,
    EntryReport,
    Initiative,
    Organisation,
    Remark,
)
from initiatives.models.moderation import ABOUT
from initiatives.staff.queue_sources.entries import (
    facts_of,
    history_with_answers,
    page_of,
    point_of,
)


def may_decide(entry, user) -> bool:
    return user.has_perm(f"initiatives.decide_{entry._meta.model_name}")


class Reports(ReportSource):
    slug = EntryReport.queue_slug
    name = gettext_lazy("report about an activity, initiative or organisation")
    model, permission = EntryReport, "initiatives.change_entryreport"
    named_by = [f"{each}__name" for each in ABOUT]
    in_areas = (
        "activity__place__neighbourhood__name",
        "activity__neighbourhood__name",
        "initiative__neighbourhood__name",
        "organisation__neighbourhood__name",
    )

    def all(self):
        related = ["organisation", "initiative", "activity__place"]
        return EntryReport.objects.select_related(*related)

    def may_decide(self, entry, user):
        return may_decide(entry, user)

    def facts_of(self, entry):
        return facts_of(entry)

    def point_of(self, entry):
        return point_of(entry)

    def page_of(self, entry):
        return page_of(entry)

    def entries_of(self, reports):
        return [
            rows
            for name in ABOUT
            for rows in decisions.touched(
                EntryReport._meta.get_field(name).related_model.objects.filter(
                    pk__in=reports.exclude(**{name: None}).values(name)
                )
            )
        ]

    def hide(self, entry, by, reason):
        words = _("hidden after a report: %(why)s") % {"why": reason}
        decisions.decide(entry, Move.HIDE, by, answer=words)

    def publish(self, entry, by):
        decisions.decide(entry, Move.PUBLISH, by)


class Doubted(Source):
    """Entries of one model that were doubted often enough."""

    permission = "initiatives.answer_remark"
    sender = gettext_lazy("visitors")
    is_led_to = False

    def waiting(self):
        rows = Remark.enough(self.model)[:MOST]
        return [
            Waiting(self.slug, row["about"], row["name"], _morning(row["first"]))
            for row in rows
        ]

    def promise(self):
        return days(settings.SUGGESTIONS_WITHIN_DAYS)

    def waits(self, entry):
        return Remark.enough(self.model).filter(about=entry.pk).exists()

    def item(self, entry, user):
        about = {self.model._meta.model_name: entry}
        said = Remark.doubts(self.model).filter(**about).order_by("-day")[:SHOWN]
        rows = [
            (
                date_format(each.day),
                _("%(said)s: %(count)d times")
                % {"said": each.get_said_display(), "count": each.count},
            )
            for each in said
        ]
        choices = [Choice("right", _("It is right, checked today"), "g", is_first=True)]
        if may_decide(entry, user):
            choices += [
                Choice(Move.CLOSE, _("It is there no more"), "w"),
                Choice(Move.HIDE, _("Hide this now"), "v"),
            ]
        return Item(
            asked=_(
                "Visitors said that this is not right. Who looks after it got a mail. "
                "Call them, change what is wrong, then say that it is right."
            ),
            facts=rows + facts_of(entry),
            point=point_of(entry),
            history=history_with_answers(entry),
            pages=[(_("Change the page"), page_of(entry))],
            choices=choices if self.waits(entry) else [],
        )

    def touched(self, entries):
        return decisions.touched(entries)

    def decide(self, entry, asked: Asked):
        name, why = {"name": entry}, _("visitors doubted it")
        if asked.do == "right":
            if has_field(self.model, "checked_on"):
                still_right(entry, asked.by, why)
            entry.forget_doubts()
            return _("%(name)s is right, checked today.") % name
        if asked.do not in {Move.CLOSE, Move.HIDE}:
            raise NotAllowed(asked.do)
        if not may_decide(entry, asked.by):
            raise DecisionRefused(
                _("You may not decide about this. Ask a colleague who may.")
            )
        decisions.decide(entry, Move(asked.do), asked.by, answer=why)
        entry.forget_doubts()
        return DONE[Move(asked.do)] % name


class DoubtedOrganisations(Doubted):
    slug, name = "twijfel-organisatie", gettext_lazy("organisation that is doubted")
    in_areas = ("neighbourhood__name",)
    model = Organisation


class DoubtedInitiatives(Doubted):
    slug, name = "twijfel-initiatief", gettext_lazy("initiative that is doubted")
    in_areas = ("neighbourhood__name",)
    model = Initiative


class DoubtedActivities(Doubted):
    slug, name = "twijfel-activiteit", gettext_lazy("activity that is doubted")
    in_areas = ("place__neighbourhood__name", "neighbourhood__name")
    model = Activity


def _morning(day) -> datetime:
    return make_aware(datetime.combine(day, time()))
