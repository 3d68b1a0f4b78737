from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import LinesField
from common.moderation.states import WantsToHear
from tours.models.tour import Tour


class Proposer(WantsToHear):
    """Where someone wants to hear what became of the tour that she proposed."""

    tour = models.OneToOneField(
        Tour, models.CASCADE, related_name="proposer", verbose_name=_("tour")
    )

    class Meta:
        verbose_name = _("who proposed a tour")
        verbose_name_plural = _("who proposed a tour")

    def __str__(self):
        return str(self.tour)


class TourChange(models.Model):
    """How an organisation would like its tour to be; it stays as it is until staff
    agree.

    `changes` are those of its fields; `stops` the ones it is to have, each as its kind,
    its id and the minutes there, or None when they stay as they are.
    """

    tour = models.OneToOneField(
        Tour, models.CASCADE, related_name="change", verbose_name=_("tour")
    )
    changes = models.JSONField(_("changes"), default=dict)
    stops = models.JSONField(_("stops"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    answer = LinesField(_("answer"), max_length=2000, blank=True)

    class Meta:
        ordering = ["proposed_at", "pk"]
        verbose_name = _("proposed change of a tour")
        verbose_name_plural = _("proposed changes of tours")

    def __str__(self):
        return str(self.tour)
