from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField, OneLineField
from common.moderation.states import Move
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
