"""The moderator on duty and the stand-in (DUTY_EMAIL), who hear at once of what cannot
wait until somebody looks into the queue."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from common.mail import sending


def ring(template: str, *, key: str, context: dict, page: str, about: list) -> None:
    """Mail each of them, once for a key. The link opens the staff page of this name
    with these arguments, where a person decides."""
    with translation.override(settings.LANGUAGE_CODE):  # not that of a visitor
        url = sending.absolute(reverse(page, args=about))
    for number, address in enumerate(settings.ON_DUTY):
        sending.send(
            template,
            to=address,
            context={**context, "url": url},
            key=f"{key}:{number}",
            is_urgent=True,
        )
