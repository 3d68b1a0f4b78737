"""Small gates that every request passes."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils import translation

from common.protect.turns import Busy
from common.web import database_away
from ontmoeten.web.context_processors import site

NOBODY, OURS = "()", "(self)"
# Where a visitor is, for what is near by; passkeys, for staff.
PERMISSIONS = {
    "camera": NOBODY,
    "display-capture": NOBODY,
    "geolocation": OURS,
    "microphone": NOBODY,
    "midi": NOBODY,
    "payment": NOBODY,
    "publickey-credentials-create": OURS,
    "publickey-credentials-get": OURS,
    "usb": NOBODY,
}
# How the page that an answer brings may be used.
OF_A_PAGE = [
    "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
    "X-Frame-Options",
]  # fmt: skip
ABOUT_OUR_HEALTH = {"/gezond/", "/gereed/"}
SAFE_AND_KNOWN = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]


def refuse_trace(get_response):
    """TRACE and methods nobody asked for are refused before any view sees them."""

    def middleware(request):
        if request.method not in SAFE_AND_KNOWN:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        return get_response(request)

    return middleware


def leave_what_was_said(get_response):
    """An answer of "not modified" (304) says nothing anew about how the page that it is
    about may be used: what it says would take the place of what was said with the page
    (RFC 9111, section 3.2)."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            for name in OF_A_PAGE:
                response.headers.pop(name, None)
        return response

    return middleware


def keep_apart(get_response):
    """Says what pages of ours may ask a browser for, and that other sites may not take
    what we serve into theirs (Permissions Policy; CORP, of the Fetch standard). What is
    for every program, such as an export, says so itself by CORS."""
    permissions = ", ".join(f"{name}={who}" for name, who in PERMISSIONS.items())

    def middleware(request):
        response = get_response(request)
        is_open = response.headers.get("Access-Control-Allow-Origin") == "*"
        whose = "cross-origin" if is_open else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", whose)
        response.headers.setdefault("Permissions-Policy", permissions)
        return response

    return middleware


def say_when_busy(get_response):
    """Who has to wait too long for a turn hears when to come back."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, error):
        if not isinstance(error, Busy):
            return None
        response = render(request, "ontmoeten/busy.html", status=503)
        response.headers["Retry-After"] = str(error.retry_after)
        response.headers["Cache-Control"] = "no-store"
        return response

    middleware.process_exception = process_exception
    return middleware


def say_when_away(get_response):
    """While the database is silent nobody waits for it, but for who asks how we are."""

    def middleware(request):
        if database_away.is_silent() and request.path not in ABOUT_OUR_HEALTH:
            with translation.override(_language(request)):
                return database_away.say_away(request, site(request))
        return get_response(request)

    return middleware


def language_from_path(get_response):
    """The address alone decides on the language: /en/… is English, all else Dutch.

    Django's own LocaleMiddleware also looks at the browser's wish and so must say
    `Vary: Accept-Language`, which keeps a shared cache from sharing.
    """

    def middleware(request):
        request.LANGUAGE_CODE = _language(request)
        with translation.override(request.LANGUAGE_CODE):
            response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware


def _language(request):
    found = translation.get_language_from_path(request.path_info)
    return found or settings.LANGUAGE_CODE


def compress_public_pages(get_response):
    """Pages that everyone may see go out compressed, in an eighth of their bytes.

    They hold no secret that somebody could guess from their length; pages of forms and
    of staff do, and go out as they are.
    """
    gzip = GZipMiddleware(get_response)

    def middleware(request):
        response = get_response(request)
        is_public = "public" in response.headers.get("Cache-Control", "")
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_public and is_page:
            return gzip.process_response(request, response)
        return response

    return middleware
