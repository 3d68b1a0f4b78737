from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import OneLineField


class ClosingDay(models.Model):
    """A day on which what the municipality runs is closed, as on a public holiday."""

    date = models.DateField(_("date"), unique=True)
    name = OneLineField(
        _("reason"), max_length=80, help_text=_("Like “Carnaval” or “training day”.")
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["-date"]
        verbose_name = _("closing day")
        verbose_name_plural = _("closing days")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="closing_day_has_a_reason",
                violation_error_message=_("Say why it is closed."),
            )
        ]

    def __str__(self):
        return f"{self.date}: {self.name}"

    @classmethod
    def dates(cls) -> frozenset[date]:
        return frozenset(cls.objects.values_list("date", flat=True))
