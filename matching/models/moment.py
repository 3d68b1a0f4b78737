from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models import Activity


class Moment(models.Model):
    """A Meet & Match moment: an activity with tables, at which hosts type what people
    tell them. The link for hosts works on the day itself and the day after."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="+", verbose_name=_("activity")
    )
    day = models.DateField(_("day"))
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("Meet & Match moment")
        verbose_name_plural = _("Meet & Match moments")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["activity", "day"], name="one_moment_a_day")
        ]

    def __str__(self):
        return f"{self.activity}, {self.day}"

    def is_open(self, today) -> bool:
        return self.day <= today <= self.day + timedelta(days=1)
