"""When staff are away, and until which day; what was promised shifts along."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Absence(models.Model):
    """Days on which nobody of the staff looks at what came in."""

    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))

    class Meta:
        app_label = "ontmoeten"
        ordering = ["first_on"]
        verbose_name = _("absence of the staff")
        verbose_name_plural = _("absences of the staff")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="absence_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self):
        return f"{self.first_on} – {self.last_on}"


def away_until(day: date) -> date | None:
    """The last day of the absence in which a day lies; None when staff are there."""
    found = Absence.objects.filter(first_on__lte=day, last_on__gte=day)
    return found.order_by("-last_on").values_list("last_on", flat=True).first()


def absences() -> list[tuple[date, date]]:
    """The first and last day of each; one query."""
    return list(Absence.objects.values_list("first_on", "last_on"))


def answered_on(asked_on: date, working_days: int, is_holiday, away) -> date:
    """The last day on which staff answer what came in on a day. Saturdays, Sundays,
    holidays (`is_holiday(day)`) and days of `away` (see `absences`) do not count; it
    is at most a year."""
    day, last_day = asked_on, asked_on + timedelta(days=366)
    while working_days and day < last_day:
        day += timedelta(days=1)
        is_away = any(first <= day <= last for first, last in away)
        if day.weekday() < 5 and not is_holiday(day) and not is_away:
            working_days -= 1
    return day
