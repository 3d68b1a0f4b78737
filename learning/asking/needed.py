"""Questions of the city that wait for answers."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.links.needed import Need
from learning.models import Question

MOST = 3


def needs(now: datetime) -> list[Need]:
    rows = Question.objects.open_now(timezone.localdate(now))
    return [
        Need(
            each.open_until,
            _("Your answer"),
            each.title,
            reverse("learning:contribute", args=[each.slug]),
            detail=_("You can answer up to and including this day."),
        )
        for each in rows.order_by("open_until", "pk").defer("words")[:MOST]
    ]
