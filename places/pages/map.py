"""What the map and other machines ask: tiles, outlines, backgrounds, exports."""

import json
from functools import partial, wraps
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from common.kit import tables
from common.kit.cache import SizedLruCache
from common.web.forms import BoxField
from common.web.http import public_page, refuses_bad_numbers
from places.finding.filters import PlaceFilterSet
from places.map import basemap, outlines, tiles, widening
from places.memory import clusters
from places.memory.selection import Selection
from places.memory.snapshot import current
from places.models import MapVersion
from places.pages import exports

SHAPE = 2  # raise it when the shape of an answer changes
DAY = 24 * 3600
YEAR = 365 * DAY
LONGEST_KEPT = 500  # signs of a query; a thousand of them stay small
CLOCKS = ("open", "mensen")  # parameters whose answer may change each minute


def _version(request, *args, **kwargs):
    """Also of the day: on each one lists may leave out other places."""
    version = f"{SHAPE}-{MapVersion.current()}-{get_language()}-{timezone.localdate()}"
    if any(name in request.GET for name in CLOCKS):
        version += timezone.now().strftime("-%Y%m%d%H%M")
    return f'"{version}"'


def _json(data, status=200):
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json", status=status)


class _Question(NamedTuple):
    selection: Selection
    is_of_now: bool


class _WrongQuestion(ValueError):
    """An address whose parameters say nothing; `errors` by parameter."""

    def __init__(self, errors):
        self.errors = errors


# Reading an address takes longer than answering it, and a map asks many tiles at once.
_questions: SizedLruCache[tuple, _Question] = SizedLruCache(1_000, lambda _question: 1)


def _question(request, version, now) -> _Question:
    """What an address asks, in this version of the data and this minute."""

    def read():
        filter_set = PlaceFilterSet(request.GET)
        if not filter_set.is_valid():
            raise _WrongQuestion(filter_set.errors)
        return _Question(filter_set.selection, filter_set.is_of_now)

    query = request.META["QUERY_STRING"]
    if len(query) > LONGEST_KEPT:
        return read()
    return _questions.of((version, int(now.timestamp()) // 60, query), read)


def _with_filter(view):
    """Hands the view a valid filter; a wrong one is answered with what is wrong."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        filter_set = PlaceFilterSet(request.GET)
        if not filter_set.is_valid():
            return _json({"errors": filter_set.errors}, status=400)
        return view(request, filter_set, *args, **kwargs)

    return wrapped


def _as_long_as_right(request, version, is_of_now, make):
    """A JSON answer about places, and how long anyone may keep it: under an address
    with the version in it (`v`, which the page gives) for as long as it is right."""
    now = timezone.now()
    etag = f'"{version}{now:-%Y%m%d%H%M}"' if is_of_now else f'"{version}"'
    response = get_conditional_response(request, etag)
    if response is None:
        response = _json(make())
    response.headers["ETag"] = etag
    if request.GET.get("v") != version:
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    elif is_of_now:
        patch_cache_control(response, public=True, max_age=60 - now.second)
    else:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


@require_safe
@refuses_bad_numbers
def tile(request, z, x, y):
    """Clusters and places of one tile, under the same filters as the list.

    The same in every language.
    """
    clusters.keys_of(z, x, y)
    snapshot = current()
    version = tiles.address_version(snapshot.version)
    try:
        asked = _question(request, version, timezone.now())
    except _WrongQuestion as wrong:
        return _json({"errors": wrong.errors}, status=400)
    selection, is_of_now = asked
    make = partial(tiles.tile, snapshot, selection, z, x, y)
    return _as_long_as_right(request, version, is_of_now, make)


@require_safe
@_with_filter
def elsewhere(request, filter_set):
    """For a box where the map shows nothing (`beeld`): the nearest places, and what to
    let go of."""
    try:
        view = BoxField().clean(request.GET.get("beeld", ""))
    except ValidationError as error:
        return _json({"errors": {"beeld": error.messages}}, status=400)
    version = tiles.address_version(filter_set.found.version)
    make = partial(widening.elsewhere, filter_set, view)
    return _as_long_as_right(request, version, filter_set.is_of_now, make)


@public_page
@condition(etag_func=_version)
@_with_filter
def geojson(request, filter_set):
    lines = exports.geojson(filter_set.qs, _base(request), settings.SITE_OWNER)
    return _open(tables.download(lines, "application/geo+json", "plekken.geojson"))


@public_page
@condition(etag_func=_version)
@_with_filter
def table(request, filter_set):
    rows = exports.rows(filter_set.qs, _base(request))
    return _open(tables.csv_response(exports.COLUMNS, rows, "plekken.csv"))


@public_page
@condition(etag_func=_version)
@_with_filter
def workbook(request, filter_set):
    rows = exports.rows(filter_set.qs, _base(request))
    return _open(tables.xlsx_response(exports.COLUMNS, rows, "plekken.xlsx"))


def _base(request):
    return request.build_absolute_uri("/").rstrip("/")


def _open(response):
    """Open data, without cookies: pages of others may read it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@gzip_page
@public_page
@condition(etag_func=_version)
def neighbourhood_outlines(request):
    """The neighbourhoods to draw where no background can be had, and whom to name."""
    features = outlines.features()
    has_boundary = any(each["geometry"]["type"] != "Point" for each in features)
    credit = _("Neighbourhoods: %(source)s") % {"source": outlines.CREDIT}
    return _json(
        {
            "type": "FeatureCollection",
            "credit": credit if has_boundary else "",
            "features": features,
        }
    )


@require_safe
@refuses_bad_numbers
def background(request, z, x, y):
    """A picture of the map's background; one empty pixel where there is none."""
    data = basemap.tile(z, x, y)
    response = HttpResponse(data or basemap.EMPTY)
    response.headers["Content-Type"] = basemap.picture_type(data or basemap.EMPTY)
    age = DAY if data else 60
    response.headers["Cache-Control"] = f"public, max-age={age}"
    return response
