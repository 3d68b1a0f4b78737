from django.db import models
from django.utils.translation import gettext_lazy as _

from common.protect.visits import MonthlyVisits
from initiatives.models.activity import Activity


class ActivityVisits(MonthlyVisits):
    """How often the page of an activity was opened in a month."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="visits", verbose_name=_("activity")
    )

    class Meta(MonthlyVisits.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "month"], name="visits_of_an_activity_by_month"
            )
        ]
