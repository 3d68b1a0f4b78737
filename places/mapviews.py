"""What the map and other machines ask: tiles, outlines, backgrounds, exports."""

import json
import math
from functools import wraps
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from ontmoeten.lib.http import public_page, refuses_bad_numbers
from ontmoeten.lib.kept import Kept
from places import basemap, clusters, exports, tiles
from places.filters import PlaceFilterSet
from places.models import MapVersion, Neighbourhood
from places.selection import Selection
from places.snapshot import current

SHAPE = 1  # raise it when the shape of an answer changes
DAY = 24 * 3600
YEAR = 365 * DAY
LONGEST_KEPT = 500  # signs of a query; a thousand of them stay small
CLOCKS = ("open", "mensen")  # parameters whose answer may change each minute


def _version(request, *args, **kwargs):
    version = f"{SHAPE}-{MapVersion.current()}-{get_language()}"
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
_questions: Kept[tuple, _Question] = Kept(1_000, lambda _question: 1)


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


@require_safe
@refuses_bad_numbers
def tile(request, z, x, y):
    """Clusters and places of one tile, under the same filters as the list.

    The same in every language. Under an address with the version in it (`v`, which the
    page gives) anyone may keep it, for as long as it is right.
    """
    clusters.keys_of(z, x, y)
    snapshot, now = current(), timezone.now()
    version = tiles.address_version(snapshot.version)
    try:
        asked = _question(request, version, now)
    except _WrongQuestion as wrong:
        return _json({"errors": wrong.errors}, status=400)
    etag = f'"{version}{now:-%Y%m%d%H%M}"' if asked.is_of_now else f'"{version}"'
    response = get_conditional_response(request, etag)
    if response is None:
        response = _json(tiles.tile(snapshot, asked.selection, z, x, y))
    response.headers["ETag"] = etag
    if request.GET.get("v") != version:
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    elif asked.is_of_now:
        patch_cache_control(response, public=True, max_age=60 - now.second)
    else:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


@public_page
@condition(etag_func=_version)
@_with_filter
def geojson(request, filter_set):
    lines = exports.geojson(filter_set.qs, _base(request), settings.SITE_OWNER)
    return _download(lines, "application/geo+json", "plekken.geojson")


@public_page
@condition(etag_func=_version)
@_with_filter
def table(request, filter_set):
    lines = exports.table(filter_set.qs, _base(request))
    return _download(lines, "text/csv; charset=utf-8", "plekken.csv")


def _base(request):
    return request.build_absolute_uri("/").rstrip("/")


def _download(lines, content_type, name):
    response = StreamingHttpResponse(_together(lines), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"  # open data, without cookies
    return response


def _together(lines, size=64_000):
    """Few large pieces instead of many small ones; never the whole."""
    piece, length = [], 0
    for line in lines:
        piece.append(line)
        length += len(line)
        if length >= size:
            yield "".join(piece)
            piece, length = [], 0
    yield "".join(piece)


@public_page
@condition(etag_func=_version)
def neighbourhood_outlines(request):
    """The neighbourhoods to draw where no background can be had: simplified
    boundaries, or the centre where there is none."""
    features = []
    for area in Neighbourhood.objects.all():
        shape = area.sketch() or area.centre
        features.append(
            {
                "type": "Feature",
                "geometry": _rounded(json.loads(shape.json)),
                "properties": {
                    "name": area.name,
                    "centre": [round(area.centre.x, 5), round(area.centre.y, 5)],
                },
            }
        )
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _rounded(geometry, decimals=5):
    def walk(numbers):
        if isinstance(numbers, (int, float)):
            return round(numbers, decimals) if math.isfinite(numbers) else 0
        return [walk(number) for number in numbers]

    return {**geometry, "coordinates": walk(geometry["coordinates"])}


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
