from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from initiatives.models import Activity
from learning.facts.questions import Answer, Question


class SlipQuerySet(models.QuerySet):
    def forget(self, today: date) -> int:
        """Erase those that nobody used in time; gives how many."""
        return self.filter(ends_on__lt=today).delete()[0]


class Slip(models.Model):
    """A card with a code that was not used yet. Its row goes with the answer, so that
    nothing ties the two."""

    code_hash = OneLineField(_("code, hashed"), max_length=64, unique=True)
    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="slips", verbose_name=_("activity")
    )
    rule_date = models.DateField(_("day by the rule"))
    ends_on = models.DateField(_("last day"), db_index=True)

    objects = SlipQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "pk"]
        verbose_name = _("card to answer on")
        verbose_name_plural = _("cards to answer on")

    def __str__(self):
        return f"{self.activity}: {self.rule_date}"


class AnswerSum(models.Model):
    """How many gave one answer to one question, of one date of an activity. Never shown
    by the day: see `learning.facts.suppression`."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="answersums", verbose_name=_("activity")
    )
    rule_date = models.DateField(_("day by the rule"))
    question = OneLineField(_("question"), max_length=8, choices=Question)
    answer = OneLineField(_("answer"), max_length=8, choices=Answer)
    count = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        ordering = ["rule_date", "pk"]
        verbose_name = _("sum of answers")
        verbose_name_plural = _("sums of answers")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "rule_date", "question", "answer"],
                name="one_sum_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(question__in=Question.values), name="question_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=Answer.values), name="answer_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.question}, {self.answer}: {self.count}"
