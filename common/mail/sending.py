"""The one way to send a mail.

    mail.send("common/mail/test.html", to=…, context={…}, key="test:12")

A template extends common/mail/base.html and fills its blocks `subject` and `main`. The
mail becomes a row of the outbox in the transaction it is called in, and goes out when
that is committed: see delivery.py. Links in it open a page with a button; they never
act.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import get_random_string

from common.mail import delivery
from common.mail.models import RETENTION, USEFUL, Mail
from common.mail.plain_text import subject_and_text

_held: ContextVar[tuple[str, datetime] | None] = ContextVar("held", default=None)


@contextmanager
def held(token: str, until: datetime) -> Iterator[None]:
    """What is written in it goes out at `until`, unless Mail.objects.withdraw(token)
    comes before."""
    before = _held.set((token, until))
    try:
        yield
    finally:
        _held.reset(before)


def absolute(path: str) -> str:
    """The whole address of a page of ours."""
    return f"{settings.SITE_URL}{path}"


def known(keys: Iterable[str]) -> set[str]:
    """Which of these were written already."""
    return set(Mail.objects.filter(key__in=list(keys)).values_list("key", flat=True))


# The templates of what is written while someone listens.
_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Gives a list that grows by the template of each mail that is written inside."""
    heard: list[str] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def send(template: str, *, to: str, context: dict, key: str = "", **options) -> bool:
    """Write a mail; False when one with this key was written before. The options are
    those of `written`."""
    mail = written(template, to=to, context=context, key=key, **options)
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
            delivery.deliver.enqueue()
    except IntegrityError:  # this key is known
        return False
    _hear(template)
    return True


def _hear(template: str) -> None:
    if (heard := _heard.get()) is not None:
        heard.append(template)


def send_each(mails: list[Mail]) -> None:
    """The same for many of `written`, in two queries; those with a known key are left
    out."""
    if mails:
        Mail.objects.bulk_create(mails, ignore_conflicts=True)
        for mail in mails:
            _hear(mail.template)
        delivery.deliver.enqueue()


def written(
    template: str,
    *,
    to: str,
    context: dict,
    key: str = "",
    language: str = settings.LANGUAGE_CODE,
    useful_until: datetime | None = None,
    forget_at: datetime | None = None,
    unsubscribe_url: str = "",
    is_urgent: bool = False,
    sealed_with: UUID | None = None,
) -> Mail:
    """A mail, unsaved.

    `useful_until` is when it has no sense any more, `forget_at` when nothing of it may
    be left; five and thirty days when nobody says. `is_urgent` waits for nothing.
    `sealed_with` is the key of a person (common/protect/sealing) that alone opens it;
    raises KeyGone when that is gone. Neither `key` nor the name of the template may
    tell anything of that person: they are not sealed.
    """
    now = timezone.now()
    token, due_at = (not is_urgent and _held.get()) or ("", now)
    with translation.override(language):
        html = render_to_string(template, {**context, **_site(unsubscribe_url)})
    mail = Mail(
        key=key or get_random_string(32),
        to=to,
        subject=subject_and_text(html)[0][:200],
        html=html,
        unsubscribe_url=unsubscribe_url,
        held=token,
        due_at=due_at,
        useful_until=useful_until or due_at + USEFUL,
        forget_at=min(forget_at or now + RETENTION, now + RETENTION),
    )
    if sealed_with is not None:
        mail.seal(sealed_with)
    mail.template = template  # in memory, for who listens
    return mail


def _site(unsubscribe_url):
    return {
        "language": translation.get_language(),
        "site_url": settings.SITE_URL,
        "site_owner": settings.SITE_OWNER,
        "contact_phone": settings.CONTACT_PHONE,
        "contact_place": settings.CONTACT_PLACE,
        "unsubscribe_url": unsubscribe_url,
    }
