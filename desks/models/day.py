from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desks.facts.sitting import Away
from desks.models.desk import Desk
from desks.models.host import DeskHost
from initiatives.models import Occurrence

RETENTION = timedelta(days=7)  # after the day itself


class DeskDayQuerySet(models.QuerySet):
    def forget(self, now: datetime) -> int:
        """Erase what was different on days that are over, with who could not come and
        who was asked; gives of how many."""
        long_ago = timezone.localdate(now - RETENTION)
        whole = OuterRef("desk__activity")
        times = Occurrence.objects.filter(
            Q(activity=whole) | Q(activity__goes_on_as=whole),
            rule_date=OuterRef("rule_date"),
        )
        coming = Exists(times.filter(over_at__gt=now - RETENTION))
        found = self.filter(rule_date__lt=long_ago).exclude(coming)
        return found.delete()[1].get("desks.DeskDay", 0)


class DeskDay(models.Model):
    """What is different at a desk on one day: it is full, or someone else sits there.

    Why is never asked, so it is not here.
    """

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="days")
    rule_date = models.DateField(_("day by the rule"))
    full_at = models.DateTimeField(_("full since"), null=True, blank=True)
    away = models.ForeignKey(  # who can't come
        DeskHost, models.CASCADE, related_name="+", null=True, blank=True
    )
    away_at = models.DateTimeField(null=True, blank=True)
    stand_in = models.ForeignKey(
        DeskHost, models.SET_NULL, related_name="+", null=True, blank=True
    )

    objects = DeskDayQuerySet.as_manager()

    class Meta:
        ordering = ["rule_date", "pk"]
        verbose_name = _("day of a desk")
        verbose_name_plural = _("days of desks")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "rule_date"], name="one_row_a_day_of_a_desk"
            ),
            models.CheckConstraint(
                condition=Q(away__isnull=False) | Q(stand_in__isnull=True),
                name="a_stand_in_stands_in_for_someone",
            ),
        ]

    def __str__(self):
        return f"{self.desk}: {self.rule_date}"

    @property
    def as_away(self) -> Away | None:
        """Ids of who can't come and who comes instead."""
        return Away(self.away_id, self.stand_in_id) if self.away_id else None

    @property
    def occurrence(self) -> Occurrence | None:
        times = self.desk.times().select_related("activity__place")
        return times.filter(rule_date=self.rule_date).first()

    @classmethod
    def of(cls, desk: Desk, on: date) -> "DeskDay":
        """Of a day, known or new."""
        return cls.objects.get_or_create(desk=desk, rule_date=on)[0]


class StandInAsk(models.Model):
    """That a stand-in was asked to come on a day, and what they said."""

    day = models.ForeignKey(DeskDay, models.CASCADE, related_name="asks")
    host = models.ForeignKey(DeskHost, models.CASCADE, related_name="asks")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    says_yes = models.BooleanField(_("can come"), null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("stand-in who was asked")
        verbose_name_plural = _("stand-ins who were asked")
        constraints = [
            models.UniqueConstraint(fields=["day", "host"], name="asked_once_a_day")
        ]

    def __str__(self):
        return f"{self.day}: {self.host}"
