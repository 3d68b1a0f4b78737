from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.moderation.states import Moderated
from common.translations.models import Translated
from learning.facts.vocabulary import Ground
from learning.models.experiment import LONGEST, Experiment
from learning.models.querysets import FoundQuerySet


class Lesson(Translated, Moderated):
    """What we learnt, in one sentence that someone else can use."""

    Ground = Ground

    sentence = OneLineField(
        _("the lesson"),
        max_length=160,
        help_text=_("One sentence that someone else can use."),
    )
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    story = LinesField(_("the story"), max_length=LONGEST)
    ground = OneLineField(_("what it stands on"), max_length=12, choices=Ground)
    sure = OneLineField(
        _("how sure?"),
        max_length=200,
        blank=True,
        help_text=_("From how many times, at how many places? One sentence."),
    )
    experiments = models.ManyToManyField(
        Experiment,
        related_name="lessons",
        blank=True,
        verbose_name=_("from which experiments"),
    )
    themes = models.ManyToManyField(
        "themes.Theme", related_name="lessons", blank=True, verbose_name=_("themes")
    )
    neighbourhoods = models.ManyToManyField(
        "places.Neighbourhood",
        related_name="lessons",
        blank=True,
        verbose_name=_("neighbourhoods"),
    )
    contradicts = models.ManyToManyField(
        "self",
        blank=True,
        verbose_name=_("says something else than"),
        help_text=_("Lessons that do not agree with this one; both show it."),
    )
    is_invented = models.BooleanField(default=False, editable=False)
    words = LinesField(default="", editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "les"
    translated = ["sentence", "story", "sure"]
    called = "sentence"
    history = HistoricalRecords(
        excluded_fields=["created_at", "changed_at", "words"],
        m2m_fields=[experiments, themes, neighbourhoods],
    )
    objects = FoundQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        permissions = [("decide_lesson", _("May decide about lessons"))]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(sentence=""),
                name="lesson_has_a_sentence",
                violation_error_message=_("Say the lesson in one sentence."),
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="lesson_has_an_address"),
            models.CheckConstraint(
                condition=Q(ground__in=Ground.values), name="lesson_ground_is_known"
            ),
        ]

    def __str__(self):
        return self.sentence

    def get_absolute_url(self):
        return reverse("learning:lesson", args=[self.slug])
