from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.links.models import Linked
from common.moderation.states import Moderated
from common.translations.models import Translated
from learning.facts.phases import (
    BEFORE_END,
    BEFORE_START,
    Phase,
    is_empty,
    needed_in,
)
from learning.models.querysets import FoundQuerySet

LONGEST = 2000  # characters of a text


class Experiment(Translated, Moderated):
    """Something that the city tries out on the street, to learn from it."""

    Phase = Phase

    title = OneLineField(_("title"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    summary = OneLineField(
        _("in short"),
        max_length=300,
        help_text=_("One or two sentences. They stand above the page and on cards."),
    )
    question = OneLineField(
        _("the question"),
        max_length=300,
        help_text=_("What do we want to know? One question."),
    )
    doing = LinesField(_("what we do"), max_length=LONGEST)
    for_whom = OneLineField(_("for whom"), max_length=200, blank=True)
    expects = LinesField(
        _("what we expect"),
        max_length=LONGEST,
        blank=True,
        help_text=_("Written down before it starts, so that it can be wrong."),
    )
    themes = models.ManyToManyField(
        "themes.Theme",
        related_name="experiments",
        blank=True,
        verbose_name=_("themes"),
    )
    neighbourhoods = models.ManyToManyField(
        "places.Neighbourhood",
        related_name="experiments",
        blank=True,
        verbose_name=_("neighbourhoods"),
        help_text=_("None: the whole city."),
    )
    first_on = models.DateField(_("first day"), null=True, blank=True)
    last_on = models.DateField(_("last day"), null=True, blank=True)
    stop_rule = OneLineField(
        _("when we stop"),
        max_length=300,
        blank=True,
        help_text=_("A rule in words: we stop when … Needed before it starts."),
    )
    stop_on = models.DateField(
        _("stop date"),
        null=True,
        blank=True,
        help_text=_("On this day we stop anyway. Needed before it starts."),
    )
    hours = models.PositiveIntegerField(
        _("hours spent"), null=True, blank=True, help_text=_("Empty: nobody knows.")
    )
    euros = models.PositiveIntegerField(
        _("euros spent"), null=True, blank=True, help_text=_("Empty: nobody knows.")
    )
    cost_note = OneLineField(
        _("about hours and euros"),
        max_length=200,
        blank=True,
        help_text=_("What it was spent on."),
    )
    decides = OneLineField(
        _("who decides"),
        max_length=120,
        blank=True,
        help_text=_("For everyone to read, without a name: “the alderman”."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who looks after it"),
        help_text=_(
            "A colleague. Never on the site; is asked if the decision is done."
        ),
    )
    phase = OneLineField(
        _("how far it is"),
        max_length=8,
        choices=Phase,
        default=Phase.IDEA,
        editable=False,
    )
    reach = LinesField(
        _("who came"),
        max_length=LONGEST,
        blank=True,
        help_text=_(
            "Whom did it reach, whom not? What was counted is added by itself."
        ),
    )
    saw = LinesField(_("what we saw"), max_length=LONGEST, blank=True)
    said = LinesField(
        _("what people said"),
        max_length=LONGEST,
        blank=True,
        help_text=_("Without names."),
    )
    decision = models.ForeignKey(
        "learning.Decision",
        models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    is_invented = models.BooleanField(default=False, editable=False)
    words = LinesField(default="", editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "experiment"
    translated = [
        "title", "summary", "question", "doing", "for_whom", "expects", "stop_rule",
        "cost_note", "decides", "reach", "saw", "said",
    ]  # fmt: skip
    called = "title"
    history = HistoricalRecords(
        excluded_fields=["created_at", "changed_at", "words"],
        m2m_fields=[themes, neighbourhoods],
    )
    objects = FoundQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("experiment")
        verbose_name_plural = _("experiments")
        permissions = [("decide_experiment", _("May decide about experiments"))]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title=""),
                name="experiment_has_a_title",
                violation_error_message=_("Give the experiment a title."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=""), name="experiment_has_an_address"
            ),
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values), name="experiment_phase_is_known"
            ),
            models.CheckConstraint(
                condition=Q(phase__in=BEFORE_START)
                | ~Q(stop_rule="") & Q(stop_on__isnull=False),
                name="experiment_knows_when_it_stops",
                violation_error_message=_(
                    "It has started: keep the rule and the date on which it stops."
                ),
            ),
            models.CheckConstraint(
                condition=Q(phase__in=BEFORE_END)
                | ~Q(reach="") & ~Q(saw="") & ~Q(said=""),
                name="experiment_says_what_came_of_it",
                violation_error_message=_(
                    "It is over: keep who came, what we saw and what people said."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(phase=Phase.DECIDED) | Q(decision__isnull=False),
                name="experiment_is_decided_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(first_on__isnull=True)
                | Q(last_on__isnull=True)
                | Q(last_on__gte=models.F("first_on")),
                name="experiment_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """What the database says too; a form without the phase would not ask it."""
        needed = needed_in(self.phase)
        if missing := [name for name in needed if is_empty(getattr(self, name))]:
            words = _("It has come so far that this stays filled in.")
            raise ValidationError(dict.fromkeys(missing, words))

    def get_absolute_url(self):
        return reverse("learning:experiment", args=[self.slug])


class ExperimentTie(Linked):
    """What belongs to an experiment: an activity, a desk, a tour, a place."""

    experiment = models.ForeignKey(
        Experiment,
        models.CASCADE,
        related_name="ties",
        verbose_name=_("experiment"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("what belongs to it")
        verbose_name_plural = _("what belongs to it")

    def __str__(self):
        return str(self.thing or _("no longer on the site"))
