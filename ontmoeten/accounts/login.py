"""Logging in: by a code in the mail (django-allauth), without a password.

Whether someone has an account nobody can find out here: the answer is always the same,
and the rest is in the mail.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineInput
from common.mail import sending
from common.protect import known_device, login_delay, rate_limit
from initiatives.organising import registering
from ontmoeten.accounts import second_factor, single_sign_on

CODE_LASTS = timedelta(minutes=15)
MINE = "initiatives:mine"
REMEMBERED = 14 * 24 * 3600  # seconds that who keeps an organisation's pages stays in


class AccountAdapter(DefaultAccountAdapter):
    """What is ours in it: words, mails, whose address it was, and what follows."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code of our last mail. Look again."),
        "too_many_login_attempts": _(
            "That went wrong too often. Wait a while, then ask for a new code."
        ),
        "rate_limited": _("Too fast after another. Wait a moment and try again."),
    }

    def is_safe_url(self, url):
        """Not what is no address, nor the unsafe one of our own site."""
        request = context.request
        try:
            is_ours = super().is_safe_url(url)
        except ValueError:
            return False
        return is_ours and not (request.is_secure() and urlsplit(url).scheme == "http")

    def is_open_for_signup(self, request):
        return False  # an account comes with what is registered: see `registering`

    def get_client_ip(self, request):
        return rate_limit.address_of(request)

    def send_mail(self, template_prefix, email, context):
        """Of allauth's templates in ours. A code is not kept longer than it works."""
        until = timezone.now() + CODE_LASTS
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        message = render_to_string(f"{template_prefix}_message.txt", context)
        sending.send(
            "common/mail/plain.html",
            to=email,
            context={"subject": " ".join(subject.split()), "message": message.strip()},
            language=get_language(),
            useful_until=until,
            forget_at=until,
        )

    def pre_login(self, request, user, **known):
        """The code proves that the address is theirs: so is what this browser sent from
        it. A code does not open the administration: staff type their password too."""
        if answer := super().pre_login(request, user, **known):
            return answer
        how = known.get("signal_kwargs") or {}
        if "staff" in how:
            return None  # they typed their password
        if "sociallogin" in how:
            single_sign_on.note_second_factor(request, user, how["sociallogin"].claims)
            return None
        registering.finish_sent_here(user, request.session)
        if not user.is_staff:
            return None
        clear_login(request)
        messages.info(request, _("You are staff: log in with your password here."))
        back = urlencode({"next": known["redirect_url"] or reverse(MINE)})
        return redirect(f"{reverse('admin:login')}?{back}")

    def login(self, request, user):
        super().login(request, user)
        if not user.is_staff:  # they stay a working day
            request.session.set_expiry(REMEMBERED)

    def get_login_stages(self):
        ours = f"{second_factor.Stage.__module__}.{second_factor.Stage.__name__}"
        theirs = "allauth.mfa.stages.AuthenticateStage"
        stages = super().get_login_stages()
        return [ours if each == theirs else each for each in stages]

    def is_reauthentication_required(self, *, app):
        """To change a second factor one shows it; to set up the first there is none."""
        return second_factor.is_set_up(context.request.user)


class RequestCodeForm(RequestLoginCodeForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_email(self):
        email = super().clean_email()
        may_ask = rate_limit.may_send(context.request, "login")
        if not (may_ask and known_device.may_mail_code(context.request, email)):
            raise get_adapter().validation_error("too_many_login_attempts")
        if self._user is None:
            self._user = registering.account_of_who_waits(email)
        return email


class CodeForm(ConfirmLoginCodeForm):
    code = OneLineInput(
        label=_("The code from the mail"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class StaffLoginForm(AdminAuthenticationForm):
    """The administration's own login, by password; who guesses has to wait."""

    def clean(self):
        email = self.cleaned_data.get("username")
        password = self.cleaned_data.get("password")
        if not (email and password):
            return self.cleaned_data
        try:
            login_delay.start(self.request, email)
        except login_delay.TooMany as too_many:
            words = ngettext(
                "That went wrong too often. Try again in %(count)d minute.",
                "That went wrong too often. Try again in %(count)d minutes.",
                too_many.minutes,
            )
            raise forms.ValidationError(words % {"count": too_many.minutes}) from None
        user = authenticate(self.request, username=email, password=password)
        if user is None:
            raise self.get_invalid_login_error()
        self.confirm_login_allowed(user)
        login_delay.succeeded(self.request, email)
        self.user_cache = user
        return self.cleaned_data


class StaffLogin(LoginView):
    """After the password comes the second factor, where there is one."""

    template_name = "admin/login.html"
    authentication_form = StaffLoginForm
    next_page = "admin:index"

    def dispatch(self, request, *args, **kwargs):
        if request.method == "GET" and admin.site.has_permission(request):
            return redirect("admin:index")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("Log in"),
            app_path=self.request.get_full_path(),
            has_single_sign_on=settings.SINGLE_SIGN_ON is not None,
            **kwargs,
        )

    def form_valid(self, form):
        user = form.get_user()
        login = Login(
            user=user,
            redirect_url=self.get_success_url(),
            signal_kwargs={"staff": True},
        )
        return perform_password_login(self.request, {"email": user.email}, login)
