"""What "doe mee" asks of people in apps that do not know each other."""

from django.utils.translation import gettext_lazy as _

from learning.facts import steps
from learning.facts.steps import Time, Who
from matching.models import Policy


def register() -> None:
    steps.add(
        steps.Step(
            Time.WEEKLY,
            (Who.RESIDENT, Who.NEIGHBOUR, Who.WORKER),
            "people",
            _("Do something together with one other: Meet & Match"),
            "matching:about",
            is_there=Policy.is_open,
        )
    )
