"""What the coordinator and the deputy hear: numbers of ours, nothing of a person."""

from django.urls import reverse

from common.mail import sending
from matching.models import Pair, Policy


def tell_staff(name: str, pair: Pair) -> None:
    """Both of them, at once: a stop may not wait for who is on holiday."""
    url = sending.absolute(reverse("match-pair", args=[pair.pk]))
    for person in Policy.now().people:
        sending.send(
            f"matching/mail/staff/{name}.html",
            to=person.email,
            context={"url": url},
            key=f"matching:{name}:{pair.pk}:{pair.stopped_at or ''}:{person.pk}",
            is_urgent=name == "stopped",
        )
