from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField, OneLineField
from learning.facts.vocabulary import Done, Outcome, asked_on
from learning.models.experiment import Experiment
from learning.models.lesson import Lesson


class Decision(models.Model):
    """What the city decided about an experiment, and whether it was done."""

    Outcome = Outcome
    Done = Done

    experiment = models.ForeignKey(
        Experiment,
        models.CASCADE,
        related_name="decisions",
        verbose_name=_("experiment"),
    )
    outcome = OneLineField(_("decision"), max_length=7, choices=Outcome)
    why = LinesField(_("why"), max_length=1000)
    decided_on = models.DateField(_("decided on"), default=timezone.localdate)
    next_on = models.DateField(
        _("new date"),
        null=True,
        blank=True,
        help_text=_("When it is not clear yet: on this day we decide."),
    )
    lesson = models.ForeignKey(
        Lesson,
        models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        verbose_name=_("lesson"),
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )
    asked_on = models.DateField(_("asked on"), null=True, blank=True, editable=False)
    done = OneLineField(
        _("is it done?"), max_length=6, choices=Done, blank=True, editable=False
    )
    done_words = OneLineField(
        _("in one sentence"), max_length=300, blank=True, editable=False
    )
    answered_on = models.DateField(
        _("answered on"), null=True, blank=True, editable=False
    )

    class Meta:
        ordering = ["decided_on", "pk"]
        default_permissions = ()
        verbose_name = _("decision about an experiment")
        verbose_name_plural = _("decisions about experiments")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values),
                name="decision_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.UNCLEAR, next_on__isnull=False)
                | ~Q(outcome=Outcome.UNCLEAR) & Q(next_on__isnull=True),
                name="decision_has_a_new_date_when_unclear",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.UNCLEAR) | Q(lesson__isnull=False),
                name="decision_comes_with_a_lesson",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="decision_says_why"),
            models.CheckConstraint(
                condition=Q(done="", answered_on__isnull=True)
                | Q(done__in=Done.values, answered_on__isnull=False),
                name="decision_is_answered_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.experiment}: {self.get_outcome_display()}"

    @property
    def is_final(self) -> bool:
        return self.outcome != Outcome.UNCLEAR

    @property
    def is_asked_from(self):
        """The day from which we ask whether it is done; None when there is nothing to
        do."""
        return asked_on(self.decided_on) if self.is_final else None
