from django.db import models
from django.utils.translation import gettext_lazy as _

from ontmoeten.lib.moderation import Report
from places.models.place import Place


class PlaceReport(Report):
    """What a visitor says is wrong with a place."""

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="reports", verbose_name=_("place")
    )

    class Meta(Report.Meta):
        verbose_name = _("report about a place")
        verbose_name_plural = _("reports about places")

    def __str__(self):
        return f"{self.place}: {self.get_reason_display()}"


class Confirmation(models.Model):
    """A day on which a passer-by said that what we tell about a place is right.

    One a day is enough to know, so that nobody can fill it up; of the passer-by nothing
    is kept.
    """

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="confirmations", verbose_name=_("place")
    )
    day = models.DateField(_("day"))

    class Meta:
        ordering = ["-day"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "day"], name="confirmed_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.place}: {self.day}"

    @classmethod
    def newest(cls):
        """The last such day, inside a query about places."""
        days = cls.objects.filter(place=models.OuterRef("pk")).order_by("-day")
        return models.Subquery(days.values("day")[:1])
