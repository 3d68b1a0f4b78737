from django.db import models
from django.utils.translation import gettext_lazy as _

from common.protect.visits import MonthlyVisits
from initiatives.models.activity import Activity
from initiatives.models.initiative import Initiative


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


class InitiativeVisits(MonthlyVisits):
    """How often the page of an initiative was opened in a month."""

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="visits", verbose_name=_("initiative")
    )

    class Meta(MonthlyVisits.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "month"],
                name="visits_of_an_initiative_by_month",
            )
        ]
