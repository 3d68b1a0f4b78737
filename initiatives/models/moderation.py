"""What staff decide about organisations, initiatives and activities, what their people
propose, and what visitors tell about them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Min, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.naming import has_field
from common.kit.one_line import LinesField, OneLineField
from common.moderation.states import DoubtOfDay, Move, Report
from initiatives.facts.criteria import CHOICES as CRITERIA
from initiatives.models.activity import Activity
from initiatives.models.initiative import Initiative
from initiatives.models.organisation import Organisation

ABOUT = ("organisation", "initiative", "activity")


def about_one_thing(name: str) -> models.CheckConstraint:
    one = Q()
    for field in ABOUT:
        empty = {f"{other}__isnull": other != field for other in ABOUT}
        one |= Q(**empty)
    return models.CheckConstraint(condition=one, name=name)


class AboutOneThing(models.Model):
    """Something about an organisation, an initiative or an activity: one of them."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="%(class)ss",
        verbose_name=_("organisation"),
    )  # fmt: skip
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, null=True, blank=True, related_name="%(class)ss",
        verbose_name=_("initiative"),
    )  # fmt: skip
    activity = models.ForeignKey(
        Activity, models.CASCADE, null=True, blank=True, related_name="%(class)ss",
        verbose_name=_("activity"),
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def about(self) -> Organisation | Initiative | Activity:
        return self.organisation or self.initiative or self.activity


class Proposal(AboutOneThing):
    """How someone would like an entry to be; it stays as it is until staff agree."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("we asked something")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")

    changes = models.JSONField(_("changes"), default=dict)
    starting_on = models.DateField(
        _("from this day on"),
        null=True,
        blank=True,
        help_text=_("Of a series: what was before this day stays as it was."),
    )
    state = OneLineField(
        _("state"), max_length=9, choices=State, default=State.OPEN, db_index=True
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)

    class Meta:
        ordering = ["proposed_at", "pk"]
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        constraints = [
            about_one_thing("proposal_is_about_one_thing"),
            *[
                models.UniqueConstraint(
                    fields=[field],
                    condition=Q(state__in=["open", "returned"]),
                    name=f"one_open_proposal_for_an_{field}",
                )
                for field in ABOUT
            ],
        ]

    def __str__(self):
        return f"{self.about}: {', '.join(self.changes)}"


class Decision(AboutOneThing):
    """What staff decided about an entry or a proposed change, and answered."""

    proposal = models.ForeignKey(
        Proposal,
        models.CASCADE,
        related_name="decisions",
        null=True,
        blank=True,
        verbose_name=_("proposed change"),
    )
    move = OneLineField(_("decision"), max_length=10, choices=Move)
    criterion = OneLineField(
        _("criterion"), max_length=20, choices=CRITERIA, blank=True
    )
    answer = LinesField(
        _("answer"),
        max_length=2000,
        blank=True,
        help_text=_("Whoever sent it in gets this by mail. Friendly and concrete."),
    )
    is_second_look = models.BooleanField(_("by a second person"), default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    # What they said to our question: see `deciding.replies`.
    reply = LinesField(_("their answer"), max_length=2000, blank=True, editable=False)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            about_one_thing("decision_is_about_one_thing"),
            models.CheckConstraint(
                condition=~Q(move=Move.REFUSE) | ~Q(criterion=""),
                name="a_refusal_names_the_criterion",
                violation_error_message=_("Say which criterion it does not meet."),
            ),
            models.CheckConstraint(
                condition=~Q(move__in=[Move.REFUSE, Move.RETURN]) | ~Q(answer=""),
                name="a_decision_that_asks_or_refuses_answers",
                violation_error_message=_("Write an answer."),
            ),
        ]

    def __str__(self):
        return f"{self.about}: {self.get_move_display()}"


class LiveChange(AboutOneThing):
    """What an organisation that staff trust changed on the site at once."""

    fields = models.JSONField(
        _("changes"), default=list, blank=True, help_text=_("Empty: it is new.")
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("looked at by"),
    )
    seen_at = models.DateTimeField(_("looked at"), null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("changed lately")
        verbose_name_plural = _("changed lately")
        constraints = [about_one_thing("live_change_is_about_one_thing")]

    def __str__(self):
        return str(self.about)


# --- What visitors say ----------------------------------------------------------------

Entry = Organisation | Initiative | Activity


class Said(models.TextChoices):
    """What one tap says of an entry."""

    RIGHT = "klopt", _("it is right")
    GONE = "weg", _("it is no longer there")
    TIME = "tijd", _("it is at another time")
    PLACE = "plek", _("it is at another place")


# What can be said of which; only an activity has a time.
CAN_BE_SAID = {
    Organisation: [Said.RIGHT, Said.GONE, Said.PLACE],
    Initiative: [Said.RIGHT, Said.GONE, Said.PLACE],
    Activity: list(Said),
}


class Remark(AboutOneThing, DoubtOfDay):
    """How many visitors said on a day, in one tap, that an entry is right, or how it is
    not. Who they were is not kept."""

    said = OneLineField(_("what they said"), max_length=10, choices=Said)

    class Meta(DoubtOfDay.Meta):
        verbose_name = _("remark of visitors")
        verbose_name_plural = _("remarks of visitors")
        permissions = [("answer_remark", _("May answer what visitors doubt"))]
        constraints = [
            about_one_thing("remark_is_about_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=[field, "said", "day"],
                    condition=Q(**{f"{field}__isnull": False}),
                    name=f"remarks_of_a_day_about_an_{field}",
                )
                for field in ABOUT
            ),
        ]

    def __str__(self):
        return f"{self.about}: {self.day}, {self.get_said_display()}, {self.count}"

    @classmethod
    def doubts(cls, model: type[Entry]):
        """What speaks against entries of a model since their last check; of the day of
        the check itself nothing."""
        field = model._meta.model_name
        rows = cls.objects.filter(**{f"{field}__isnull": False})
        rows = rows.exclude(said=Said.RIGHT)
        if not has_field(model, "checked_on"):
            return rows
        never = Q(**{f"{field}__checked_on__isnull": True})
        return rows.filter(never | Q(day__gt=F(f"{field}__checked_on")))

    @classmethod
    def enough(cls, model: type[Entry]):
        """Public entries that were doubted often enough: `about`, `name`, `total` and
        `first`, the day of the first doubt."""
        field = model._meta.model_name
        public = {f"{field}__state": model.State.PUBLISHED}
        rows = cls.doubts(model).filter(**public).order_by()
        rows = rows.values(about=F(field), name=F(f"{field}__name"))
        rows = rows.annotate(total=Sum("count"), first=Min("day"))
        return rows.filter(total__gte=cls.ENOUGH).order_by("first", "about")

    @classmethod
    def against(cls, entry: Entry) -> dict[str, int]:
        """How often each was said against an entry since its last check, the most
        first; one query."""
        rows = cls.doubts(type(entry)).filter(**{entry._meta.model_name: entry})
        rows = rows.order_by().values("said").annotate(total=Sum("count"))
        return dict(rows.order_by("-total", "said").values_list("said", "total"))

    @classmethod
    def right_on(cls, entry: Entry) -> date | None:
        """The last day on which a visitor said that it is right."""
        about = {entry._meta.model_name: entry, "said": Said.RIGHT}
        return cls.objects.filter(**about).values_list("day", flat=True).first()


class EntryReport(AboutOneThing, Report):
    """What a visitor says is wrong with something of an organisation."""

    queue_slug = "melding-aanbod"

    class Meta(Report.Meta):
        verbose_name = _("report about an activity, initiative or organisation")
        verbose_name_plural = _("reports about activities, initiatives, organisations")
        constraints = [
            *Report.Meta.constraints,
            about_one_thing("entry_report_is_about_one_thing"),
        ]

    def __str__(self):
        return f"{self.about}: {self.get_reason_display()}"

    @property
    def entry(self) -> Entry:
        return self.about
