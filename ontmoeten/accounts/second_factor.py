"""The second factor of staff: a code of their phone or a passkey, beside the password.

Staff without one are led to set one up before anything of theirs opens. Who has no part
in the administration never meets it.
"""

import base64
from contextlib import contextmanager
from functools import wraps
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.fernet import Fernet, InvalidToken
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.dispatch import receiver
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput, one_line
from common.protect import rate_limit
from common.web import qr

DONE = "second_factor"  # in the session: of whom it was shown
PROVIDER = "second_factor_at_provider"  # in the session: the municipality did it
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
GUARDED = ("/beheer/", "/mijn/")  # what staff may do more in than others
OPEN = ("/beheer/login/", "/beheer/logout/", "/beheer/jsi18n/")


def is_obligatory() -> bool:
    return settings.STAFF_SECOND_FACTOR == "obligatory"


def is_set_up(user) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def remember(request, user) -> None:
    request.session[DONE] = user.pk


def is_done(request) -> bool:
    return request.session.get(DONE) == request.user.pk


def take_away(person) -> None:
    """Someone lost their phone: all factors go, and who is logged in is out."""
    Authenticator.objects.filter(user=person).delete()
    person.logged_out_at = timezone.now()
    person.save(update_fields=["logged_out_at"])


@receiver(signals.authenticator_used)
def _shown(request, user, authenticator, **kwargs):
    remember(request, user)


@receiver(signals.authenticator_removed)
def _gone(request, user, authenticator, **kwargs):
    request.session.pop(DONE, None)


def guard(get_response):
    """Leads staff without a second factor to where they set one up, or show it."""

    def middleware(request):
        if is_obligatory() and _is_guarded(request) and _must_show(request):
            has_one = is_set_up(request.user)
            page = "mfa_reauthenticate" if has_one else "mfa_activate_totp"
            here = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse(page)}?{here}")
        return get_response(request)

    return middleware


def _is_guarded(request) -> bool:
    """By the address alone: a public page does not ask who looks at it."""
    path = request.path_info.removeprefix("/en")
    return path.startswith(GUARDED) and not path.startswith(OPEN)


def _must_show(request) -> bool:
    return request.user.is_staff and not is_done(request)


def for_staff(view):
    """Setting up a second factor is for staff only."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


class Stage(AuthenticateStage):
    """Asks for the code after the password; not when the municipality just did."""

    def _should_handle(self, request):
        did = request.session.get(PROVIDER) == self.login.user.pk
        return not did and super()._should_handle(request)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code of this moment. Look again."),
        "cannot_delete_authenticator": _("This can not be taken away now."),
    }

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def get_totp_issuer(self):
        return f"Ontmoeten {settings.SITE_OWNER}"

    def build_totp_svg(self, url):
        return qr.as_svg(url)

    def encrypt(self, text):
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Locked with another SECRET_KEY it opens no more: then no code is right."""
        try:
            return _lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()


def _lock() -> Fernet:
    key = salted_hmac(
        "ontmoeten.accounts.second_factor", "key", algorithm="sha256"
    ).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class CodeForm:
    """What the forms with a code share: our words, and who guesses has to wait."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["code"] = OneLineInput(
            label=self.label,
            max_length=40,
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        )

    def clean_code(self):
        if not rate_limit.may_mail(f"factor {self.user.pk}", "factor"):
            raise ValidationError(_("That went wrong too often. Try again in an hour."))
        code = super().clean_code()
        typed = "".join(filter(str.isalnum, code))
        if not rate_limit.is_first(f"factor {self.user.pk} {typed}"):
            raise MFAAdapter().validation_error("incorrect_code")  # it was used
        return code


class ShowForm(CodeForm, AuthenticateForm):
    label = _("The code on your phone, or a spare code")


class ShowAgainForm(CodeForm, ReauthenticateForm):
    label = _("The code on your phone, or a spare code")


class SetUpForm(CodeForm, ActivateTOTPForm):
    label = _("The six digits that the app shows")

    def clean_code(self):
        """The first code shows it as well: now for the spare codes."""
        code = super().clean_code()
        _shown_first(self.user)
        return code


class PasskeyForm(AddWebAuthnForm):
    """A fingerprint, a face or a key; what it is called is for who has several."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["name"].label = _("What do you call it?")
        self.fields["name"].max_length = 100

    def clean(self):
        with words_for_nonsense():
            cleaned = super().clean()
        if name := cleaned.get("name"):
            cleaned["name"] = one_line(name)
        if not self.errors:
            _shown_first(self.user)
        return cleaned


class KeyForm:
    def clean_credential(self):
        with words_for_nonsense():
            return super().clean_credential()


class ShowKeyForm(KeyForm, AuthenticateWebAuthnForm):
    """The passkey after the password."""


class ShowKeyAgainForm(KeyForm, ReauthenticateWebAuthnForm):
    """The passkey before something of the second factor changes."""


@contextmanager
def words_for_nonsense():
    """What no browser sends breaks the library in several ways."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError):
        raise MFAAdapter().validation_error("incorrect_code") from None


def _shown_first(user):
    remember(context.request, user)
    record_authentication(context.request, user, "mfa", reauthenticated=True)
