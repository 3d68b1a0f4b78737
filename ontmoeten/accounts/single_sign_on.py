"""Logging in with the account of the municipality (OpenID Connect).

The municipality says who someone is and in which groups; our roles follow at each log
in, and go when the group is gone. Its word is taken only when it is signed, meant for
us and for this very log in.
"""

import hashlib
import secrets

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from ontmoeten.accounts import second_factor
from ontmoeten.accounts.roles import ROLES
from ontmoeten.accounts.sign_on_settings import PROVIDER
from ontmoeten.models import User

SIGNED_WITH = {"RS256", "PS256", "ES256"}
# Answers that make no sense; and the same person twice at the same moment.
ODD = (OAuth2Error, ValueError, KeyError, TypeError, IntegrityError)


class LoginRefused(Exception):
    """Not in; the text says why, to who tried."""


class OurAdapter(OpenIDConnectOAuth2Adapter):
    """Takes nothing but a signed ID token from the issuer that we were told."""

    @property
    def openid_config(self):
        found = super().openid_config
        if found["issuer"].rstrip("/") != settings.SINGLE_SIGN_ON["issuer"]:
            raise OAuth2Error("another issuer")
        return found

    def get_callback_url(self, request, app):
        """The same in each language, for who registers it over there."""
        with translation.override(settings.LANGUAGE_CODE):
            return f"{settings.SITE_URL}{reverse('single-sign-on-callback')}"

    def complete_login(self, request, app, token, response, **kwargs):
        try:
            claims = self._read(app, response["id_token"])
        except jwt.PyJWTError as error:
            raise OAuth2Error("no ID token") from error
        who = f"{claims['iss']} {claims['sub']}"
        uid = hashlib.sha256(who.encode()).hexdigest()
        login = self.get_provider().sociallogin_from_response(
            request, {"id_token": {**claims, "sub": uid}}
        )
        login.claims = claims
        return login

    def _read(self, app, id_token) -> dict:
        """The library trusts what it fetched itself; we look at the signature too."""
        if jwt.get_unverified_header(id_token).get("alg") not in SIGNED_WITH:
            raise OAuth2Error("not signed as we want it")
        claims = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if missing := {"exp", "iat", "sub", "nonce"} - set(claims):
            raise OAuth2Error(f"without {missing}")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("meant for another site")
        return claims


class SocialAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request, sociallogin):
        try:
            user = _let_in(request, sociallogin)
        except LoginRefused as refused:
            _turn_away(request, str(refused))
        if not user.is_staff:  # whose last role was just taken
            _turn_away(request, _no_role())

    def on_authentication_error(
        self, request, provider, error=None, exception=None, extra_context=None
    ):
        if isinstance(exception, RequestException):
            _turn_away(request, _away())
        _turn_away(request, _wrong())

    def send_notification_mail(self, *args, **kwargs):
        """Colleagues know how they log in."""

    def is_open_for_signup(self, request, sociallogin):
        return False  # `_let_in` has made who may come in


def _back(request, words):
    messages.error(request, words)
    return redirect("admin:login")


def _turn_away(request, words):
    raise ImmediateHttpResponse(_back(request, words))


def _wrong():
    return _(
        "Logging in did not work. Try again; does it keep going wrong, call an "
        "administrator."
    )


def _away():
    return _(
        "The municipality's own login does not answer now. Try again later, or log in "
        "with your password if you have one."
    )


@transaction.atomic
def _let_in(request, sociallogin) -> User:
    """Who this is among us, with the roles of today; Refused with words."""
    claims, account = sociallogin.claims, sociallogin.account
    asked = sociallogin.state.get("nonce", "")
    if not (asked and secrets.compare_digest(asked, str(claims["nonce"]))):
        raise LoginRefused(_wrong())
    roles = roles_in(claims)
    if account.pk:
        user = account.user
    elif not roles:
        raise LoginRefused(_no_role())
    else:
        user = _person(claims)
    if not user.is_active:
        raise LoginRefused(_("This account is switched off. Ask an administrator."))
    give(user, roles)
    account.extra_data = {}  # what the municipality says is used and not kept
    if account.pk:
        account.save(update_fields=["extra_data"])
    else:
        sociallogin.connect(request, user)
    return user


def _no_role():
    return _(
        "Your account of the municipality gives no role here. Ask an administrator."
    )


def roles_in(claims: dict) -> list[str]:
    """Our roles for the groups that the municipality names."""
    groups = claims.get(settings.SINGLE_SIGN_ON["groups_claim"]) or []
    groups = [groups] if isinstance(groups, str) else groups
    named = settings.SINGLE_SIGN_ON["roles"]
    return sorted({role for group in groups for role in named.get(str(group), [])})


def _person(claims: dict) -> User:
    """A new colleague; or one whom we know, when nobody can be taken over by it."""
    email = str(claims.get("email", "")).lower()
    try:
        validate_email(email)
        is_theirs = claims.get("email_verified") is True
    except ValidationError:
        is_theirs = False
    if not is_theirs:
        raise LoginRefused(
            _(
                "The municipality does not say that this e-mail address is yours. Ask "
                "an administrator."
            )
        )
    known = User.objects.filter(email=email).first()
    if known is None:
        name = str(claims.get("name", ""))[:120]
        return User.objects.create_user(email, None, name=name)
    is_tied = SocialAccount.objects.filter(user=known).exists()
    if known.has_usable_password() or known.is_superuser or is_tied:
        raise LoginRefused(
            _(
                "Someone with this e-mail address works here with a password. An "
                "administrator can change that account to the municipality's login."
            )
        )
    return known


def give(user: User, roles: list[str]) -> None:
    """These roles and no others; without any no staff. Changes are recorded."""
    before = set(user.groups.values_list("name", flat=True))
    is_staff = bool(roles) or user.is_superuser
    if before == set(roles) and user.is_staff == is_staff:
        return
    user.groups.set(Group.objects.filter(name__in=set(roles) & set(ROLES)))
    if user.is_staff != is_staff:
        user.is_staff, user.logged_out_at = is_staff, timezone.now()
        user.save(update_fields=["is_staff", "logged_out_at"])
    what = f"Roles by the municipality's login: {', '.join(roles) or '–'}."
    LogEntry.objects.log_actions(user.pk, [user], CHANGE, what, single_object=True)


def note_second_factor(request, user, claims: dict) -> None:
    """It counts when the municipality says that a second factor was shown there."""
    wanted = settings.SINGLE_SIGN_ON["second_factor"]
    if wanted is None:
        return
    claim, value = wanted
    said = claims.get(claim) or []
    if value in ([said] if isinstance(said, str) else said):
        request.session[second_factor.PROVIDER] = user.pk
        second_factor.remember(request, user)


def _adapter(request) -> OurAdapter:
    if settings.SINGLE_SIGN_ON is None:
        raise Http404("there is no such login here")
    return OurAdapter(request, PROVIDER)


@never_cache
@require_safe
def start(request):
    """On to the municipality. By GET: a form may lead nowhere outside this site, and
    nothing changes by it."""
    adapter = _adapter(request)
    provider = adapter.get_provider()
    provider.oauth2_adapter_class = OurAdapter
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        after, {request.get_host()}, require_https=request.is_secure()
    ):
        after = reverse("admin:index")
    nonce = secrets.token_urlsafe(24)
    asked = {**provider.get_auth_params(), "nonce": nonce}
    try:
        return provider.redirect(
            request, AuthProcess.LOGIN, after, auth_params=asked, nonce=nonce
        )
    except RequestException:
        return _back(request, _away())
    except ODD:
        return _back(request, _wrong())


@never_cache
@require_safe
def callback(request):
    """Back from the municipality."""
    try:
        return OAuth2CallbackView.adapter_view(_adapter(request))(request)
    except RequestException:
        return _back(request, _away())
    except ODD:
        return _back(request, _wrong())
