"""The mails that wait in the outbox, as people would read them."""

from dataclasses import dataclass

from common.mail.models import Mail
from common.mail.plain_text import subject_and_text


@dataclass(frozen=True)
class Letter:
    to: list[str]
    subject: str
    body: str


def letters() -> list[Letter]:
    """The oldest first; sealed ones opened, and those whose key is gone left out."""
    opened = [each.opened() for each in Mail.objects.order_by("pk")]
    return [
        Letter([each.to], each.subject, subject_and_text(each.html)[1])
        for each in opened
        if each is not None
    ]
