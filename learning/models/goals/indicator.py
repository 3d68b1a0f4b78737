from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from common.kit.one_line import OneLineField
from common.translations.models import Translated
from learning.facts.progress import Better, Sort
from learning.models.goals.goal import Goal
from learning.models.published import Measure
from places.models import Figure

NUMBER = {"max_digits": 14, "decimal_places": 2}
SAID = [Measure.WELCOME, Measure.MET, Measure.AGAIN]


class Indicator(Translated):
    """By what we see whether a goal comes nearer."""

    Sort = Sort
    Better = Better

    goal = models.ForeignKey(
        Goal,
        models.CASCADE,
        related_name="indicators",
        verbose_name=pgettext_lazy("of the pact", "goal"),
    )
    sort = OneLineField(
        _("what sort"),
        max_length=5,
        choices=Sort,
        help_text=_("Three sorts, and they are never added up."),
    )
    name = OneLineField(
        _("what it says"),
        max_length=160,
        help_text=_("Read after the number: “buurten missen een plek”."),
    )
    unit = OneLineField(
        _("unit"), max_length=30, help_text=_("Like: buurten, plekken, %.")
    )
    better = OneLineField(_("what is better"), max_length=4, choices=Better)
    is_leading = models.BooleanField(
        _("leads the goal"),
        default=False,
        help_text=_("The bar and the state of the goal follow this one alone."),
    )
    counter = OneLineField(
        _("what the site counts"),
        max_length=40,
        blank=True,
        help_text=_("Counted when someone looks, and noted once a month."),
    )
    question = OneLineField(
        _("which question of the cards"),
        max_length=8,
        blank=True,
        choices=[(each.value, each.label) for each in SAID],
        help_text=_("Of what people filled in after a visit, as far as it is told."),
    )
    is_of_theme = models.BooleanField(
        _("only activities of the goal’s theme"), default=False
    )
    figure = OneLineField(
        _("which key figure"),
        max_length=40,
        blank=True,
        choices=Figure.Name,
        help_text=_("Of the whole city; where there is none, counts are added up."),
    )
    is_modelled = models.BooleanField(
        _("an estimate by a model"),
        default=False,
        help_text=_("The page says so, and it never moves the bar of a goal."),
    )
    baseline = models.DecimalField(
        _("in the beginning"), null=True, blank=True, **NUMBER
    )
    baseline_on = models.DateField(_("on which day"), null=True, blank=True)
    target = models.DecimalField(_("target"), null=True, blank=True, **NUMBER)
    target_on = models.DateField(_("by when"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    word = "indicator"
    translated = ["name", "unit"]
    called = "name"
    history = HistoricalRecords()

    class Meta:
        ordering = ["goal__number", "position", "pk"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(sort__in=Sort.values), name="indicator_sort_is_known"
            ),
            models.CheckConstraint(
                condition=Q(better__in=Better.values), name="indicator_better_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="indicator_has_a_name",
                violation_error_message=_("Say what the number means."),
            ),
            models.UniqueConstraint(
                fields=["goal"],
                condition=Q(is_leading=True),
                name="one_indicator_leads_a_goal",
                violation_error_message=_("Another indicator leads this goal."),
            ),
            models.CheckConstraint(
                condition=~Q(is_leading=True, is_modelled=True),
                name="no_estimate_leads_a_goal",
                violation_error_message=_("An estimate by a model leads no goal."),
            ),
            models.CheckConstraint(
                condition=~Q(figure__in=Figure.DELICATE) | Q(is_modelled=True),
                name="figures_about_feelings_are_estimates",
                violation_error_message=_(
                    "This figure is an estimate by a model: say so."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(counter="") | ~Q(sort=Sort.SAYING))
                & (Q(question="") | Q(sort=Sort.SAYING))
                & (Q(figure="") | Q(sort=Sort.STATISTICS)),
                name="indicator_is_fed_by_its_own_sort",
                violation_error_message=_(
                    "Cards are what people say, key figures are what figures say; what "
                    "the site counts is never what people say."
                ),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True, target_on__isnull=True)
                | Q(target__isnull=False, target_on__isnull=False),
                name="indicator_target_has_a_day",
                violation_error_message=_("A target has a day: fill in both."),
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_on__isnull=True)
                | Q(baseline__isnull=False, baseline_on__isnull=False),
                name="indicator_baseline_has_a_day",
                violation_error_message=_(
                    "What it was in the beginning has a day: fill in both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=True)
                | Q(target_on__isnull=True)
                | Q(target_on__gt=models.F("baseline_on")),
                name="indicator_target_comes_after_its_baseline",
                violation_error_message=_("The target comes after the beginning."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_typed(self) -> bool:
        """Staff may note its numbers: they are not taken from cards or key figures."""
        return not self.question and not self.figure


class Measurement(models.Model):
    """What an indicator was on a day. It is never changed: a mistake is put right by a
    new one of the same day, which says so."""

    indicator = models.ForeignKey(
        Indicator,
        models.CASCADE,
        related_name="measurements",
        verbose_name=_("indicator"),
    )
    day = models.DateField(_("day"), default=timezone.localdate)
    value = models.DecimalField(_("value"), **NUMBER)
    of = models.PositiveIntegerField(_("out of how many"), null=True, blank=True)
    source = OneLineField(_("source"), max_length=200)
    note = OneLineField(_("note"), max_length=300, blank=True)
    is_counted = models.BooleanField(
        _("counted by this site"), default=False, editable=False
    )
    corrects = models.OneToOneField(
        "self",
        models.CASCADE,
        related_name="corrected_by",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("puts right"),
    )
    made_at = models.DateTimeField(_("noted"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta:
        ordering = ["day", "pk"]
        default_permissions = ("add", "view")
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="measurement_has_a_source",
                violation_error_message=_("Say where the number comes from."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "day"],
                condition=Q(corrects__isnull=True),
                name="one_first_measurement_of_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.day}: {self.value}"

    def save(self, *args, **kwargs):
        """Adds only."""
        if not self._state.adding:
            raise ValidationError(_("A measurement is never changed: add a new one."))
        super().save(*args, **kwargs)
