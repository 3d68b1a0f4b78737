from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.links.models import Linked
from common.moderation.states import Moderated
from common.translations.models import Translated
from learning.models.querysets import FoundQuerySet

LONGEST = 2000  # characters of its text


class GoalQuerySet(FoundQuerySet):
    def of_theme(self, theme):
        return self.filter(theme=theme)


class Goal(Translated, Moderated):
    """What the city promised in its pact about meeting."""

    title = OneLineField(
        _("title"),
        max_length=120,
        help_text=_("One sentence: by when what will be so."),
    )
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    number = models.PositiveSmallIntegerField(_("number in the pact"), unique=True)
    summary = OneLineField(
        _("in short"),
        max_length=300,
        help_text=_("One or two sentences. They stand above the page and on cards."),
    )
    text = LinesField(_("text"), max_length=LONGEST, blank=True)
    theme = models.ForeignKey(
        "themes.Theme", models.PROTECT, related_name="goals", verbose_name=_("theme")
    )
    until = models.DateField(_("until when"), null=True, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)
    words = LinesField(default="", editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "doel"
    translated = ["title", "summary", "text"]
    called = "title"
    history = HistoricalRecords(excluded_fields=["created_at", "changed_at", "words"])
    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = pgettext_lazy("of the pact", "goal")
        verbose_name_plural = pgettext_lazy("of the pact", "goals")
        permissions = [
            ("decide_goal", _("May decide about goals")),
            ("freeze_goal", _("May freeze a year of a goal")),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title=""),
                name="goal_has_a_title",
                violation_error_message=_("Give the goal a title."),
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="goal_has_an_address"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("learning:goal", args=[self.slug])


class GoalTie(Linked):
    """What helps a goal: a place, an activity, a desk, an experiment, a lesson."""

    goal = models.ForeignKey(
        Goal,
        models.CASCADE,
        related_name="ties",
        verbose_name=pgettext_lazy("of the pact", "goal"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("what helps it")
        verbose_name_plural = _("what helps it")
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "kind", "key"], name="a_thing_helps_a_goal_once"
            )
        ]

    def __str__(self):
        return str(self.thing or _("no longer on the site"))
