"""Devices on which someone logged in before, so that strangers do not use up what the
owner of an account may try.

A signed cookie holds a random number for the device and, of each account that logged in
on it, a keyed hash of its address. It opens nothing: who has it is only counted apart
(device cookies, as the OWASP page "Slow down online guessing attacks" calls them).
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.utils.crypto import get_random_string, salted_hmac

from common.protect import rate_limit

COOKIE = f"{settings.COOKIE_PREFIX}known-device"
SALT = "ontmoeten.known-device"
LASTS = timedelta(days=365)
MOST_ACCOUNTS = 5  # of one device, the last ones
OF_STRANGERS = 5  # times as many codes all strangers together may ask for one address


def of(request, account: str) -> str:
    """The number of this device if this account logged in on it; else empty."""
    number, accounts = _read(request)
    return number if _hash(account) in accounts else ""


def may_mail_code(request, email: str) -> bool:
    """Count one more code for an address; False when this device, or who asks from
    elsewhere, had enough of them in an hour."""
    if device := of(request, email):
        return rate_limit.may_count(f"{device} {email.lower()}", "code")
    most = settings.PUBLIC_FORM_LIMITS["code"] * OF_STRANGERS
    mine = rate_limit.may_send(request, "code", about=email.lower())
    return mine and rate_limit.may_count(email.lower(), "codes", most)


@receiver(user_logged_in)
def note(request, user, **_known):
    request.logged_in_as = user.email


def remember(get_response):
    """Middleware: who logs in gets the cookie."""

    def middleware(request):
        response = get_response(request)
        if email := getattr(request, "logged_in_as", ""):
            number, accounts = _read(request)
            accounts = [
                _hash(email),
                *(each for each in accounts if each != _hash(email)),
            ]
            value = [number or get_random_string(22), accounts[:MOST_ACCOUNTS]]
            response.set_cookie(
                COOKIE, signing.dumps(value, salt=SALT),
                max_age=LASTS, secure=settings.SESSION_COOKIE_SECURE,
                httponly=True, samesite="Lax",
            )  # fmt: skip
        return response

    return middleware


def _read(request) -> tuple[str, list[str]]:
    try:
        found = signing.loads(request.COOKIES[COOKIE], salt=SALT, max_age=LASTS)
    except (KeyError, signing.BadSignature):
        return "", []
    return found[0], found[1]


def _hash(account: str) -> str:
    text = account.strip().lower()
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()[:24]
