"""The short lists of what the city learns."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import gettext_lazy as _

ASKED_AFTER = relativedelta(months=6)  # a decision: is it done?


class Ground(models.TextChoices):
    """What a lesson stands on, the firmest last."""

    STORY = "verhaal", _("a story")
    COUNT = "telling", _("a count")
    BEFORE_AFTER = "voor-en-na", _("before and after")
    COMPARISON = "vergelijking", _("a comparison")


class Outcome(models.TextChoices):
    STOP = "stop", _("we stop")
    ADAPT = "adapt", _("we do it differently")
    BIGGER = "bigger", _("we make it bigger")
    UNCLEAR = "unclear", _("not clear yet")


class Done(models.TextChoices):
    YES = "yes", _("yes, it is done")
    PARTLY = "partly", _("partly")
    NO = "no", _("no, not yet")


def asked_on(decided_on: date) -> date:
    """The day from which we ask whether it is done."""
    return decided_on + ASKED_AFTER
