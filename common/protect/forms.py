"""What protects the forms that everyone may send, in one place.

No puzzle and no third party: a field that people don't see, a signed moment at which
the form was opened, and limits by address. Whatever is refused, what was typed stays.
"""

from urllib.parse import urlsplit

from django import forms
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.kit.one_line import OneLineInput
from common.protect import rate_limit
from common.web.forms import TidyTexts

QUICKEST = 2  # seconds in which nobody fills in a form
LONGEST = 24 * 3600  # seconds that a form may stay open


def form_page(view):
    """A page with a form: never kept by a cache, and sent by POST."""
    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(view))


def one_tap(view):
    """A page with buttons that need no token, no cookie and no JavaScript.

    They stand on a page that is the same for everyone and kept by caches, so that they
    can hold no token. What they may do is little and counted; the view asks
    `comes_from_here`, which refuses what another site sends.
    """
    kept = cache_control(max_age=0, must_revalidate=True)
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(kept(view)))


class PublicForm(TidyTexts, forms.Form):
    """A form for everyone. One that was opened for one thing (`about`) does not serve
    another. A subclass has a `save`."""

    limit = ""  # its name in settings.PUBLIC_FORM_LIMITS
    # Programs fill in every field they find; people never see this one.
    homepage = OneLineInput(required=False)
    opened = OneLineInput(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, request, about="", **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.request = request
        answers = {**self.data, "csrfmiddlewaretoken": ""}
        self.as_sent = repr(sorted(answers.items()))  # before we change anything
        self.signer = signing.TimestampSigner(salt=f"{type(self).__name__}:{about}")
        self.order_fields(["opened", *self.fields])
        # Whether we ourselves once gave out this form; known before it is renewed.
        self.was_opened = self.is_bound and self._is_signed(self.data.get("opened", ""))
        if not self.is_bound:
            self.initial["opened"] = self._moment()

    def shown_fields(self):
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != "homepage"]

    def clean_homepage(self):
        """Programs fill it in; so may a browser that remembers addresses, for someone
        who must not think that it was sent."""
        if self.cleaned_data["homepage"]:
            self._put("homepage", "")
            message = _(
                "A field that nobody sees was filled in, as programs do. We emptied "
                "it: press the button again to send it."
            )
            self.add_error(None, forms.ValidationError(message, code="trap"))
        return ""

    def clean_opened(self):
        """Too quick or too late: ask to press again, and keep the rest."""
        opened = self.cleaned_data["opened"]
        try:
            self.signer.unsign(opened, max_age=LONGEST)
        except signing.BadSignature:
            self._put("opened", self._moment())
            message = _("This form was open for a long time. Press the button again.")
            self.add_error(None, forms.ValidationError(message, code="old"))
            return ""
        if self._is_quick(opened):
            message = _("That was very quick. Press the button again to send it.")
            self.add_error(None, forms.ValidationError(message, code="quick"))
        return opened

    def is_valid(self) -> bool:
        """What came a moment ago is as good as then, though what it asked for is taken
        by now: by itself."""
        return super().is_valid() or self.was_sent()

    def was_sent(self) -> bool:
        """Whether the very same was stored before."""
        is_ours = self.was_opened and not self.has_error(NON_FIELD_ERRORS, "trap")
        return is_ours and rate_limit.is_known(self.as_sent)

    def send(self) -> bool:
        """Store it, and the very same only once; False with an error when the hour of
        this sender is full."""
        if self.was_sent():
            return True
        with transaction.atomic():
            if rate_limit.may_send(self.request, self.limit):
                if rate_limit.is_first(self.as_sent):
                    self.save()
                return True
        message = _(
            "From your address a lot was sent in the last hour. What you typed is "
            "still here: send it again in an hour, or call us."
        )
        self.add_error(None, forms.ValidationError(message, code="limit"))
        return False

    def save(self):
        raise NotImplementedError

    def _moment(self):
        return self.signer.sign(get_random_string(12))

    def _is_signed(self, text):
        try:
            self.signer.unsign(text)
        except signing.BadSignature:
            return False
        return True

    def _is_quick(self, opened):
        try:
            self.signer.unsign(opened, max_age=QUICKEST)
        except signing.SignatureExpired:
            return False
        return True

    def _put(self, name, value):
        """Change what the form shows again for one of its hidden fields."""
        self.data = self.data.copy()
        self.data[name] = value


def comes_from_here(request) -> bool:
    """Whether a page of ours sent this POST, as far as the browser tells.

    For the one form that has no token, because its page is the same for everyone and
    kept by caches. Browsers say where a request comes from and no page can change that;
    who says nothing at all is no browser that another site could abuse.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    source = request.headers.get("Origin") or request.headers.get("Referer")
    if not source:
        return True
    ours = urlsplit(request.build_absolute_uri("/"))
    theirs = urlsplit(source)
    return (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc)
