from django.db import models
from django.utils.translation import gettext_lazy as _

from common.protect.visits import MonthlyVisits
from places.models.place import Place


class PlaceVisits(MonthlyVisits):
    """How often the page of a place was opened in a month."""

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="visits", verbose_name=_("place")
    )

    class Meta(MonthlyVisits.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["place", "month"], name="visits_of_a_place_by_month"
            )
        ]
