"""The mails of this app that are written as text; they go out as all others do."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from common.mail import sending


def send(
    template: str, to: str, context: dict, useful_for: timedelta | None = None
) -> None:
    """Send `<template>_subject.txt` and `…_message.txt` once it is committed.

    What is of use for a short time (a code) is not kept longer either.
    """
    subject = render_to_string(f"{template}_subject.txt", context)
    message = render_to_string(f"{template}_message.txt", context)
    until = useful_for and timezone.now() + useful_for
    sending.send(
        "common/mail/plain.html",
        to=to,
        context={"subject": " ".join(subject.split()), "message": message.strip()},
        language=get_language(),
        useful_until=until,
        forget_at=until,
    )
