"""The same form sent twice is one (idempotency): a double tap, a page that is sent
again, a phone that tries again.

Every page with a form has a token of its own against forgery, and Django writes it
another way each time that it shows a page. So what is sent twice from one page is the
same to the letter, and what is sent from two pages never is. Who is logged in sends the
same thing once: the second answer leads where the first one did. Forms of who is not
logged in have `PublicForm.send`.
"""

import time
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from common.kit.one_line import OneLineField
from common.protect.rate_limit import hashed

RETENTION = timedelta(hours=1)
STUCK = timedelta(minutes=2)  # after which what was never finished may be done again
LONGEST_WAIT = 10  # seconds for the first one, while a second one waits
PAUSE = 0.1  # seconds
FIELD = "csrfmiddlewaretoken"  # the token of a page against forgery


class Sent(models.Model):
    """A form that came, without what it said: a keyed hash of it, and where it led."""

    key = OneLineField(max_length=64, unique=True)
    goes_to = OneLineField(max_length=500, blank=True)  # empty while it is being done
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        app_label = "ontmoeten"

    def __str__(self):
        return self.goes_to


def send_once(get_response):
    """Middleware, behind the one that knows who is logged in."""

    def middleware(request):
        key = _key(request)
        if key is None:
            return get_response(request)
        if not _begin(key) and (answer := _answer_of_first(key)):
            return answer
        response = None
        try:
            response = get_response(request)
        finally:
            _end(key, response)
        return response

    return middleware


def _key(request) -> str | None:
    """None for what may be sent again."""
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    if _is_too_large(request):
        return None
    if not request.POST.get(FIELD):
        return None
    files = [(name, each.name, each.size) for name, each in request.FILES.items()]
    sent = sorted(request.POST.lists()), sorted(files)
    return hashed(f"once {request.user.pk} {request.get_full_path()} {sent!r}")


def _is_too_large(request) -> bool:
    """Larger than any page of ours takes: that is refused without being read."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    most = (settings.IMPORT_MEGABYTES + 1) * 1_000_000  # bytes
    return not size.isdecimal() or int(size) > most


def _begin(key) -> bool:
    """Whether it came for the first time; of two at once one is the first."""
    now = timezone.now()
    forget_old()
    ours = Sent.objects.filter(key=key)
    if ours.filter(goes_to="", at__lte=now - STUCK).update(at=now):
        return True
    try:
        with transaction.atomic():
            Sent(key=key, at=now).save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _end(key, response) -> None:
    """Only what was done is not done again: a form that was shown again with what is
    wrong, or a page that broke, may be sent again."""
    ours = Sent.objects.filter(key=key)
    to = response.url if isinstance(response, HttpResponseRedirect) else ""
    if to and len(to) <= Sent._meta.get_field("goes_to").max_length:
        ours.update(goes_to=to)
    else:
        ours.delete()


def _answer_of_first(key) -> HttpResponse | None:
    """Where the first one led, once it has; None when it may be done after all."""
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until:
        known = Sent.objects.filter(key=key).first()
        if known is None and _begin(key):
            return None
        if known is not None and known.goes_to:
            return HttpResponseRedirect(known.goes_to)
        time.sleep(PAUSE)
    words = _("We are still busy with what you sent. Look again in a moment.")
    return HttpResponse(words, status=409, content_type="text/plain")


def forget_old() -> int:
    """Erase what is older than an hour; gives how many."""
    return Sent.objects.filter(at__lte=timezone.now() - RETENTION).delete()[0]
