"""How often one sender may send, counted in the database, so by all processes together.

Of the sender's address only a keyed hash is kept, and that for a day at most.
"""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from common.kit.one_line import OneLineField

WINDOW = timedelta(hours=1)
RETENTION = timedelta(days=1)
ONCE = "once"  # the name under which `is_first` counts
HOME_NETWORK = 64  # bits of an IPv6 address that one household shares


class SendCount(models.Model):
    """How often one sender sent one form in the last hour, without saying who."""

    sender = OneLineField(max_length=64)
    form = OneLineField(max_length=20)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "ontmoeten"
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "form"], name="one_count_per_sender_and_form"
            )
        ]

    def __str__(self):
        return f"{self.form}: {self.count}"


def address_of(request) -> str:
    """Where a request came from.

    `X-Forwarded-For` can be made up by anyone; only its last part, which our own web
    server wrote, counts, and only when the settings say that there is one.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    if settings.BEHIND_PROXY and forwarded:
        return forwarded
    return request.META.get("REMOTE_ADDR", "")


def sender_of(request) -> str:
    """A keyed hash of the address; of IPv6 the part that a household shares."""
    address = address_of(request)
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        found = None
    if found and found.version == 6:
        found = found.ipv4_mapped or ipaddress.ip_network(
            (int(found) >> HOME_NETWORK << HOME_NETWORK, HOME_NETWORK)
        )
    return hashed(str(found or address))


def may_send(request, form: str, about: str = "") -> bool:
    """Count one more of this form from this sender; False when the hour is full. With
    `about`, what the sender sends about this one thing is counted apart."""
    return _may(key_of(request, about), form)


def key_of(request, about: str = "") -> str:
    """Under what is counted what a sender sends, about one thing or in all."""
    sender = sender_of(request)
    return hashed(f"{sender} {about}") if about else sender


def give_back(request, form: str, about: str = "") -> None:
    """One of what `may_send` counted does not count after all; with `about`, of what
    `may_count` did."""
    counted = hashed(about) if about else sender_of(request)
    ours = SendCount.objects.filter(sender=counted, form=form, count__gt=0)
    ours.update(count=F("count") - 1)


def may_mail(address: str, form: str) -> bool:
    """The same for mails to one address, whoever asks for them."""
    return _may(hashed(address.lower()), form)


def may_count(about: str, form: str, most: int | None = None) -> bool:
    """The same about anything, of which only a keyed hash is kept; `most` an hour, by
    default what the settings say of this form."""
    return _may(hashed(about), form, most)


def hashed(text: str) -> str:
    """A keyed hash: what is counted, without saying of whom."""
    return salted_hmac("ontmoeten.limits", text, algorithm="sha256").hexdigest()


def _may(sender: str, form: str, most: int | None = None) -> bool:
    """One UPDATE decides, so of two requests at once only one can be the last."""
    limit = settings.PUBLIC_FORM_LIMITS[form] if most is None else most
    now = timezone.now()
    with transaction.atomic():
        forget_old()
        ours = SendCount.objects.filter(sender=sender, form=form)
        new = SendCount(sender=sender, form=form, since=now)
        SendCount.objects.bulk_create([new], ignore_conflicts=True)
        ours.filter(since__lte=now - WINDOW).update(since=now, count=0)
        return bool(ours.filter(count__lt=limit).update(count=F("count") + 1))


def is_first(text: str) -> bool:
    """Whether this came for the first time today: a button is easily pressed twice.

    Of two at once one is the first, and the other waits until that one is stored.
    """
    new = SendCount(sender=_once(text), form=ONCE, since=timezone.now(), count=1)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def is_known(text: str) -> bool:
    """Whether this came before today, and was stored."""
    return SendCount.objects.filter(sender=_once(text), form=ONCE).exists()


def _once(text: str) -> str:
    return salted_hmac("ontmoeten.limits.once", text, algorithm="sha256").hexdigest()


def forget_old() -> int:
    """Erase what is older than a day; gives how many."""
    old = SendCount.objects.filter(since__lte=timezone.now() - RETENTION)
    return old.delete()[0]
