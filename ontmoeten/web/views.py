"""Pages of no single app, and what machines ask about the site's health."""

import sys
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import server_error
from django.views.static import serve

from common.web import database_away
from common.web.http import public_page
from ontmoeten.web.context_processors import site
from places.memory.found import FoundPlaces
from places.memory.selection import DEFAULT
from themes.models import Theme


@public_page
def home(request):
    free = FoundPlaces(DEFAULT)
    context = {"themes": Theme.objects.all(), "kinds": free.kinds, "count": len(free)}
    return render(request, "ontmoeten/pages/home.html", context)


@public_page
def text_page(request, template):
    return render(request, template)


@public_page
def manifest(request):
    """What a phone shows that puts this site on its home screen (W3C, Web Application
    Manifest)."""
    icons = [
        {
            "src": static(f"icons/mark-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    facts = {
        "name": f"Ontmoeten in {settings.SITE_CITY}",
        "short_name": "Ontmoeten",
        "lang": "nl",
        "start_url": reverse("home"),
        "scope": reverse("home"),
        "display": "minimal-ui",
        "background_color": "#fbf8f2",
        "theme_color": "#fbf8f2",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@require_safe
@never_cache
def alive(request):
    """The process answers; nothing else is asked."""
    return HttpResponse("goed\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def ready(request):
    """The site can do its work: the database answers and has all its tables."""
    problem = ""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            problem = "nog niet gemigreerd"
    except (DatabaseError, ImproperlyConfigured):
        problem = "de database antwoordt niet"
    return HttpResponse(
        f"{problem or 'gereed'}\n",
        content_type="text/plain; charset=utf-8",
        status=503 if problem else 200,
    )


@public_page
def security(request):
    """How to tell of a hole in this site (security.txt, RFC 9116)."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": f"{_next_half_year():%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "nl, en",
        "Canonical": settings.SITE_URL + request.path,
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _next_half_year() -> datetime:
    """The first of a January or July: in at most a year, in half a year at least."""
    today = timezone.now()
    return datetime(today.year + 1, 1 if today.month < 7 else 7, 1, tzinfo=UTC)


@require_safe
def photo(request, path):
    """A photo by its random name. Who is on it may ask it away, so browsers and caches
    ask anew each time; a web server in front that takes this over must say so too."""
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, ValueError) as error:  # too long, or signs that no name has
        raise Http404 from error
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def not_allowed(request, exception=None):
    return render(request, "403.html", status=403)


def csrf_failed(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def went_wrong(request):
    """An error of ours, in words; another page for when only the database is away."""
    if database_away.means_away(sys.exc_info()[1]):
        return database_away.say_away(request, site(request))
    return server_error(request)
