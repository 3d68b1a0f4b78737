"""How colleagues come to a password: by a link in a mail, when they are invited or when
they forgot it. It works once and for a while; the second step stays as it was."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import SetPasswordForm
from django.core import signing
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from common.mail import sending
from common.protect.forms import form_page
from common.protect.rate_limit import may_mail, may_send
from ontmoeten.models import User

INVITED, FORGOTTEN = "invited", "forgotten"
LASTS = {INVITED: timedelta(days=7), FORGOTTEN: timedelta(days=1)}
TEMPLATES = {
    INVITED: "ontmoeten/colleagues/mail/invited.html",
    FORGOTTEN: "ontmoeten/colleagues/mail/forgotten.html",
}


def mail_link(person: User, why: str, by: User | None = None) -> None:
    """A link with which this colleague sets a password; an older one works no more once
    that is done."""
    token = signing.dumps([person.pk, _now(person)], salt=_salt(why))
    until = timezone.now() + LASTS[why]
    link = sending.absolute(reverse("set-password", args=[token.replace(":", "~")]))
    sending.send(
        TEMPLATES[why],
        to=person.email,
        context={"link": link, "days": LASTS[why].days, "by": by and by.name},
        language=get_language(),
        useful_until=until,
        forget_at=until,
    )


def colleague_of(token: str) -> User | None:
    """Whose link it is, as long as it works."""
    for why, lasts in LASTS.items():
        try:
            pk, then = signing.loads(
                token.replace("~", ":"), salt=_salt(why), max_age=lasts
            )
        except signing.BadSignature:
            continue
        person = User.objects.filter(pk=pk, is_staff=True, is_active=True).first()
        is_unused = person and constant_time_compare(_now(person), then)
        return person if is_unused else None
    return None


def _salt(why: str) -> str:
    return f"ontmoeten.password.{why}"


def _now(person: User) -> str:
    """Another one once the password is set, the address changed, or she was put out."""
    known = [person.password, person.email, person.logged_out_at]
    return salted_hmac(
        "ontmoeten.password", repr(known), algorithm="sha256"
    ).hexdigest()


def has_one(person: User) -> bool:
    """Who logs in with the account of the municipality has none here, and gets none."""
    return person.has_usable_password()


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@form_page
def forgotten(request):
    """The answer is the same whether there is such a colleague or not."""
    form = ForgottenForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if may_send(request, "login") and may_mail(email, "invited"):
            known = User.objects.filter(email=email, is_staff=True, is_active=True)
            if (person := known.first()) and has_one(person):
                mail_link(person, FORGOTTEN)
        words = _(
            "Does this address have an account of staff? Then there is a mail with a "
            "link now. It works for one day."
        )
        messages.success(request, words)
        return redirect("admin:login")
    return _page(request, "forgotten", _("Password forgotten"), form=form)


class NewPasswordForm(SetPasswordForm):
    """Django's, in the words of this site."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.help_text = _(
            "At least 8 characters, and not only digits. Nothing that many people use, "
            "and nothing like your name or address."
        )
        again.label, again.help_text = _("The same password once more"), ""


@sensitive_post_parameters()
@form_page
def choose(request, token):
    """The link in the mail; nothing happens before the button is pressed."""
    person = colleague_of(token)
    if person is None:
        title = _("This link works no more")
        return _page(request, "no_link", title, status=404)
    form = NewPasswordForm(person, request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your password is set. Log in with it now."))
        return redirect("admin:login")
    return _page(request, "choose", _("Choose your password"), form=form)


def _page(request, template, title, status=200, **more):
    context = admin.site.each_context(request) | {"title": title, **more}
    template = f"ontmoeten/colleagues/{template}.html"
    return render(request, template, context, status=status)
