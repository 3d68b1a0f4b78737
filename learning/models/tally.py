from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.protect.batches import SentBatch
from initiatives.models import Activity


class Tally(models.Model):
    """How many came on one date of an activity, as counted at the door.

    Sums only: nothing tells who came, or at what time. `slips` is how many cards were
    printed for that day.
    """

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="tallies", verbose_name=_("activity")
    )
    rule_date = models.DateField(_("day by the rule"))
    first_times = models.PositiveIntegerField(_("the first time"), default=0)
    more_often = models.PositiveIntegerField(_("more often"), default=0)
    slips = models.PositiveIntegerField(_("cards printed"), default=0, editable=False)

    history = HistoricalRecords(excluded_fields=["slips"])

    class Meta:
        ordering = ["-rule_date", "pk"]
        verbose_name = _("count at the door")
        verbose_name_plural = _("counts at the door")
        indexes = [models.Index(fields=["rule_date"], name="tally_in_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "rule_date"], name="one_tally_a_date"
            ),
        ]

    def __str__(self):
        return f"{self.activity}: {self.rule_date}"

    @property
    def people(self) -> int:
        return self.first_times + self.more_often


class TallyBatch(SentBatch):
    """What a phone counted at the door."""

    class Meta(SentBatch.Meta):
        verbose_name = _("what a phone sent")
        verbose_name_plural = _("what phones sent")
