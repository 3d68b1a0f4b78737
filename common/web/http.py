"""Habits of the pages that everyone may see."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


def public_page(view):
    """Reading only, the same for everyone, and asked after each time it is shown.

    A shared cache may keep it: such a page has no cookie, no user and no token in it.
    """
    return require_safe(
        cache_control(public=True, max_age=0, must_revalidate=True)(view)
    )


def refuses_bad_numbers(view):
    """Turns a ValueError about a tile's address into an answer of 404."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except ValueError as error:
            return HttpResponseNotFound(str(error), content_type="text/plain")

    return wrapped


def service_worker() -> HttpResponse:
    """What keeps pages for when there is no connection; the address it is given at is
    what it may look after."""
    script = settings.BASE_DIR / "static" / "js" / "offline" / "worker.js"
    return HttpResponse(script.read_bytes(), content_type="text/javascript")
