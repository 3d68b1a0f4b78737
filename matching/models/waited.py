from django.db import models
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField


class Waited(models.Model):
    """How many days a wish waited until both said yes: a number and a subject, of
    nobody. The expected wait is counted from these, long after the people are gone."""

    subject = OneLineField(max_length=90)
    days = models.PositiveIntegerField(_("days"))
    is_invented = models.BooleanField(default=False)  # of the demonstration
    month = models.DateField(_("month"), db_index=True)  # its first day

    class Meta:
        ordering = ["-month"]
        verbose_name = _("time waited")
        verbose_name_plural = _("times waited")
        default_permissions = ()

    def __str__(self):
        return f"{self.subject}: {self.days}"
