"""What the coordinator and the deputy hear: numbers of ours, nothing of a person."""

from django.urls import reverse

from common.mail import sending
from matching.models import Pair, Policy


def tell_staff(template: str, pair: Pair, *, is_urgent: bool = False) -> None:
    """Both of them, at once: a stop may not wait for who is on holiday."""
    url = sending.absolute(reverse("match-pair", args=[pair.pk]))
    for person in Policy.now().people:
        sending.send(
            template,
            to=person.email,
            context={"url": url},
            key=f"{template}:{pair.pk}:{pair.stopped_at or ''}:{person.pk}",
            is_urgent=is_urgent,
        )
