"""Whom staff ring about an entry: a name and a telephone number that nobody else sees.

They have an end date on the day they arrive, and are erased after it. They stand in a
table of their own: no page, export, feed or history of the entry has them.
"""

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from common.protect.personal import Held, Words

LONGEST = timedelta(days=2 * 365)  # that a number is kept without being confirmed
DIGITS = re.compile(r"\d")
NUMBER = re.compile(r"(\+|00)?[\d\s().\-/]{6,24}$")
COUNTRY = "+31"


def dialled(number: str) -> str:
    """As a telephone takes it, "+31765299000"; empty for what is no number. Without a
    country it is Dutch."""
    typed = number.strip()
    if not NUMBER.match(typed):
        return ""
    digits = "".join(DIGITS.findall(typed.replace("(0)", "")))
    if typed.startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"{COUNTRY}{digits[1:]}" if digits.startswith("0") else ""


def validate_number(number: str) -> None:
    if not 9 <= len(dialled(number)) <= 16:
        raise ValidationError(_("This is no telephone number, like 076 529 90 00."))


def last_day() -> date:
    return timezone.localdate() + LONGEST


def validate_end(day: date) -> None:
    if day > last_day():
        raise ValidationError(_("At most two years: ask then whether it still holds."))


class StaffContactQuerySet(models.QuerySet):
    def now(self, today: date):
        """Those that may still be used."""
        return self.filter(ends_on__gte=today)

    def forget(self, today: date) -> int:
        """Erase those whose last day is over; gives how many."""
        return self.filter(ends_on__lt=today).delete()[0]


class StaffContact(models.Model):
    """Someone to ring about an entry."""

    name = OneLineField(_("contact person"), max_length=120, blank=True)
    phone = OneLineField(
        _("telephone number"),
        max_length=24,
        validators=[validate_number],
        help_text=_("Only staff who ring see it."),
    )
    ends_on = models.DateField(
        _("keep until"),
        default=last_day,
        validators=[validate_end],
        help_text=_("After this day we erase the name and the number."),
    )

    objects = StaffContactQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return self.name or self.phone


def personal_data(model: type[StaffContact], slug: str, whom: Words) -> Held:
    """For the register of personal data."""
    return Held(
        slug,
        model,
        ("name", "phone"),
        what=_("your name and telephone number, for our colleagues only"),
        whom=whom,
        why=_("to ask you whether what we tell is still right"),
        until=_("the day that a colleague sets, {0} at most"),
        terms=(LONGEST,),
        job="erase whom staff rang",
    )
