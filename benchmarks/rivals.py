"""The other ways to serve a map of places, each as its manual says.

All of them find what a visitor sees who chose nothing, as our tile does.
"""

import re

from django.db import connection
from django.db.models import Avg, Count, F, Min
from django.http import HttpResponse, JsonResponse
from rest_framework.generics import ListAPIView
from rest_framework.serializers import CharField, SerializerMethodField
from rest_framework_gis.filters import InBBoxFilter
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from common.kit.geo import BITS, degrees
from places.facts.derived import FREE, STEP_FREE
from places.map.tiles import FACTS
from places.memory.clusters import SPLITS, decimals
from places.memory.selection import DEFAULT
from places.models import Place
from places.pages.lists import place_list

MVT = """
    WITH frame AS (SELECT ST_TileEnvelope(%s, %s, %s) AS shape),
    shown AS (
        SELECT place.id, place.slug, place.name, kind.slug AS kind,
            place.facets & 1 > 0 AS free, place.facets & 2 > 0 AS step_free,
            ST_AsMVTGeom(ST_Transform(place.point, 3857), frame.shape) AS geom
        FROM places_place AS place
        JOIN places_placekind AS kind ON kind.id = place.kind_id, frame
        WHERE place.state = 'published' AND place.facets & %s = %s
            AND place.point && ST_Transform(frame.shape, 4326)
    )
    SELECT ST_AsMVT(shown, 'places') FROM shown
"""


def found():
    return Place.objects.published().selected(DEFAULT)


def cells_by_sql(places, z: int, x: int, y: int) -> list[dict]:
    """A tile's cells as one GROUP BY over the Z-order key."""
    inside = places.in_tile(z, x, y).order_by()
    by_cell = inside.annotate(cell=F("zorder").bitrightshift(2 * (BITS - z - SPLITS)))
    return list(
        by_cell.values("cell").annotate(
            count=Count("pk"), x=Avg("mercator_x"), y=Avg("mercator_y"), only=Min("pk")
        )
    )


def grid(request, z, x, y):
    """The SQL grid: the cells, and one query for the names of single places."""
    places = found()
    cells = cells_by_sql(places, z, x, y)
    alone = [cell["only"] for cell in cells if cell["count"] == 1]
    shown = places.filter(pk__in=alone).order_by().values_list(*FACTS, "facets")
    named = {pk: rest for pk, *rest in shown}
    digits = decimals(z)
    features = []
    for cell in cells:
        properties = {"cluster": True, "point_count": cell["count"]}
        if cell["count"] == 1:
            slug, name, kind, icon, facets = named[cell["only"]]
            properties = {
                "id": cell["only"], "slug": slug, "name": name, "kind": kind,
                "icon": icon, "free": bool(facets & FREE),
                "step_free": bool(facets & STEP_FREE),
            }  # fmt: skip
        at = degrees(float(cell["x"]) + 0.5, float(cell["y"]) + 0.5)
        point = {"type": "Point", "coordinates": [round(each, digits) for each in at]}
        features.append(
            {"type": "Feature", "geometry": point, "properties": properties}
        )
    return JsonResponse({"type": "FeatureCollection", "features": features})


def vector_tile(request, z, x, y):
    """ST_AsMVT: all points of the tile, as PostGIS makes them. PostgreSQL only."""
    bits = DEFAULT.facets
    with connection.cursor() as cursor:
        cursor.execute(MVT, [z, x, y, bits, bits])
        data = bytes(cursor.fetchone()[0])
    return HttpResponse(data, content_type="application/vnd.mapbox-vector-tile")


class PlaceSerializer(GeoFeatureModelSerializer):
    """What a pin says of a place, as our tile does."""

    kind = CharField(source="kind.slug")
    icon = CharField(source="kind.icon")
    free = SerializerMethodField()
    step_free = SerializerMethodField()

    class Meta:
        model = Place
        geo_field = "point"
        fields = ["id", "slug", "name", "kind", "icon", "free", "step_free"]

    def get_free(self, place) -> bool:
        return bool(place.facets & FREE)

    def get_step_free(self, place) -> bool:
        return bool(place.facets & STEP_FREE)


class InBox(ListAPIView):
    """DRF with rest-framework-gis: the places in `in_bbox` (w,s,e,n) as GeoJSON."""

    serializer_class = PlaceSerializer
    filter_backends = [InBBoxFilter]
    bbox_filter_field = "point"
    bbox_filter_include_overlapping = True  # `&&`, which a spatial index answers

    def get_queryset(self):
        wanted = ["slug", "name", "point", "facets", "kind__slug", "kind__icon"]
        return found().select_related("kind").only(*wanted).order_by()


OUR_MAP = re.compile(
    r'<link rel="modulepreload".*?>|<script[^>]*js/places/map/map\..*?</script>'
)
THEIR_MAP = """
<link rel="stylesheet" href="/bench/files/node_modules/leaflet.markercluster/dist/MarkerCluster.css">
<link rel="stylesheet" href="/bench/files/node_modules/leaflet.markercluster/dist/MarkerCluster.Default.css">
<script src="/bench/files/node_modules/leaflet/dist/leaflet.js"></script>
<script src="/bench/files/node_modules/leaflet.markercluster/dist/leaflet.markercluster.js"></script>
<script src="/bench/files/markercluster.js"></script>
"""  # noqa: E501


def list_with_markercluster(request):
    """Our page of all places with leaflet.markercluster instead of our map."""
    answer = place_list(request)
    page = OUR_MAP.sub("", answer.content.decode())
    answer.content = page.replace("</body>", f"{THEIR_MAP}</body>").encode()
    return answer
