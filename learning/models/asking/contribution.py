from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.moderation.states import Moderated, State, WantsToHear
from common.translations.models import Translated
from learning.facts.asking import (
    LONGEST_ANSWER,
    RETENTION,
    RETENTION_UNREAD,
    Reply,
)
from learning.models.asking.question import Question
from places.models import Neighbourhood


class ContributionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED)

    def waiting(self):
        return self.filter(state=State.SUGGESTED)

    def to_read(self):
        """Those that wait, of questions that are on the site; the oldest first."""
        waits = self.waiting().filter(question__state=State.PUBLISHED)
        return waits.order_by("came_on", "pk")

    def forget(self, today: date) -> int:
        """Erase what is not public of questions long past; gives how many."""
        past = Q(question__answer_on__lte=today - RETENTION, state=State.REFUSED)
        long_past = Q(question__answer_on__lte=today - RETENTION_UNREAD)
        gone = self.filter(past | long_past & ~Q(state=State.PUBLISHED)).delete()[1]
        return gone.get(self.model._meta.label, 0)


class Contribution(Moderated):
    """What someone answered, without saying who. The words are public once a colleague
    read them; where someone lives never is."""

    question = models.ForeignKey(
        Question,
        models.CASCADE,
        related_name="contributions",
        verbose_name=_("question"),
    )
    text = LinesField(_("the answer"), max_length=LONGEST_ANSWER, blank=True)
    choice = models.PositiveSmallIntegerField(
        _("the answer that was chosen"), null=True, blank=True, help_text=_("From 1.")
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("neighbourhood"),
    )
    came_on = models.DateField(_("came on"), default=timezone.localdate)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "bijdrage"
    # The words stand in one place: what is erased is gone.
    history = HistoricalRecords(
        excluded_fields=["text", "choice", "neighbourhood", "came_on", "changed_at"]
    )
    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ("view",)
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        permissions = [("decide_contribution", _("May decide about answers"))]
        indexes = [models.Index(fields=["question", "state"], name="answers_by_state")]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(choice__isnull=True) & ~Q(text="")
                | Q(choice__gte=1, choice__lte=5, text=""),
                name="contribution_is_words_or_a_choice",
            ),
        ]

    def __str__(self):
        if self.choice is None:
            return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"
        return _("answer %(number)d") % {"number": self.choice}


class WantsAnswer(WantsToHear):
    """Where someone wants to hear that the answer is there. Nothing ties it to what
    they answered."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="listeners")
    erase_on = models.DateField(_("erased on"), db_index=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name = _("who wants to hear the answer")
        verbose_name_plural = _("who want to hear the answer")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "email"], name="hears_an_answer_once"
            )
        ]

    def __str__(self):
        return f"{self.question}"

    @classmethod
    def forget(cls, today: date) -> int:
        """Erase those whose day is there, answered or not; gives how many."""
        return cls.objects.filter(erase_on__lte=today).delete()[0]


class AnswerThemeQuerySet(models.QuerySet):
    def published(self):
        return self.filter(question__state=State.PUBLISHED)


class AnswerTheme(Translated):
    """Answers that say the same, under one title, and what we do with it."""

    Reply = Reply

    question = models.ForeignKey(Question, models.CASCADE, related_name="groups")
    title = OneLineField(_("what they say"), max_length=80)
    choice = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    contributions = models.ManyToManyField(
        Contribution, related_name="groups", blank=True, editable=False
    )
    quote = models.ForeignKey(
        Contribution,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("one of them, to read"),
    )
    kind = OneLineField(_("what we say"), max_length=6, choices=Reply, blank=True)
    reply = LinesField(_("in our words"), max_length=600, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "groep"
    translated = ["title", "reply"]
    called, part_of = "title", "question"
    history = HistoricalRecords(excluded_fields=["changed_at"])
    objects = AnswerThemeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name = _("group of answers")
        verbose_name_plural = _("groups of answers")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="group_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind="", reply="")
                | Q(kind__in=Reply.values) & ~Q(reply=""),
                name="group_is_replied_to_in_words",
            ),
            models.UniqueConstraint(
                fields=["question", "choice"], name="one_group_a_choice"
            ),
        ]

    def __str__(self):
        return self.title
