from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField

ALL = ""  # of whatever subject


class WaitedQuerySet(models.QuerySet):
    def note(self, subjects, days: int, month: date, *, is_invented=False) -> None:
        """One row for the pair, and one for each of its subjects."""
        self.bulk_create(
            self.model(subject=each, days=days, month=month, is_invented=is_invented)
            for each in [ALL, *subjects]
        )

    def of_pairs(self):
        return self.filter(subject=ALL)


class Waited(models.Model):
    """How many days a wish waited until both said yes: a number and a subject (ALL for
    the pair itself), of nobody. The expected wait and the number of pairs are counted
    from these, long after the people are gone."""

    subject = OneLineField(max_length=90, blank=True)
    days = models.PositiveIntegerField(_("days"))
    is_invented = models.BooleanField(default=False)  # of the demonstration
    month = models.DateField(_("month"), db_index=True)  # its first day

    objects = WaitedQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]
        verbose_name = _("time waited")
        verbose_name_plural = _("times waited")
        default_permissions = ()

    def __str__(self):
        return f"{self.subject}: {self.days}"
