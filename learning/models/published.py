from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from initiatives.models import Activity
from places.models import Neighbourhood


class Measure(models.TextChoices):
    """What a published sum counts. VISITS and ANSWERS are people; of the others `value`
    is who said or did it and `other` who did not."""

    VISITS = "visits", _("visits")
    FIRST_TIMES = "first", _("for the first time")
    ANSWERS = "answers", _("cards filled in")
    WELCOME = "welcome", _("felt welcome")
    MET = "met", _("talked with someone they do not meet otherwise")
    AGAIN = "again", _("would like to come again")


class Quarter(models.Model):
    """A quarter of which the sums were made, once and for good."""

    first_day = models.DateField(_("first day"), unique=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    is_invented = models.BooleanField(_("made up, to show how it works"), default=False)

    class Meta:
        ordering = ["-first_day"]
        verbose_name = _("quarter")
        verbose_name_plural = _("quarters")

    def __str__(self):
        return f"{self.first_day}"


class PublishedSum(models.Model):
    """One block that may be told, rounded: see `learning.facts.suppression`.

    Without an activity it is of the small ones of the neighbourhood together, and
    without a neighbourhood too of those of the city. An activity or a neighbourhood
    that goes takes nothing out of the totals.
    """

    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="sums")
    measure = OneLineField(_("what is counted"), max_length=8, choices=Measure)
    activity = models.ForeignKey(
        Activity, models.SET_NULL, related_name="publishedsums", null=True, blank=True
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.SET_NULL, related_name="+", null=True, blank=True
    )
    value = models.PositiveIntegerField(_("how many"))
    other = models.PositiveIntegerField(_("how many else"), null=True, blank=True)

    class Meta:
        ordering = ["quarter", "measure", "pk"]
        verbose_name = _("published sum")
        verbose_name_plural = _("published sums")
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__in=Measure.values), name="measure_is_known"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=10) & (Q(other=None) | Q(other__gte=10)),
                name="no_small_group_is_published",
            ),
        ]

    def __str__(self):
        return f"{self.quarter}, {self.measure}: {self.value}"
