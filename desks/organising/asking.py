"""Asking a host, by mail, what of her may stand on the page of the desk."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from common.mail import sending
from desks.days.reminding import face_of
from desks.models import DeskHost

USEFUL = timedelta(days=30)  # the mail; its link works as long as she is a host


@transaction.atomic
def ask(pk: int) -> bool:
    """Mail her the page on which she says what she agrees to; whether that was still
    to do: who was asked before, or has no address, gets no mail."""
    hosts = DeskHost.objects.never_asked().select_related("desk__activity", "user")
    host = hosts.select_for_update(of=["self"]).filter(pk=pk).first()
    if host is None or not host.address:
        return False
    now = timezone.now()
    DeskHost.objects.filter(pk=pk).update(asked_on=timezone.localdate(now))
    sending.send(
        "desks/mail/may_we_show.html",
        to=host.address,
        context={
            "activity": host.desk.activity,
            "url": sending.absolute(face_of(host)),
        },
        key=f"may-we-show:{pk}",
        useful_until=now + USEFUL,
        forget_at=now + USEFUL,
    )
    return True
