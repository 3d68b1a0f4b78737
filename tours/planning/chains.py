"""The junction numbers of a tour: whether they can be right, in words, and which lie
near where one comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.gis.geos import Polygon
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from common.kit.geo import WGS84, metres_between
from tours.facts import chain
from tours.facts.chain import Node
from tours.models import Junction

NEAR = 3_000  # metres, as the crow flies, that a number is offered at
MARGIN = 0.05  # degrees around the stops: more than that, in any direction here
MOST_NEAR = 3  # numbers offered at a stop
MOST_READ = 2_000  # junctions in the region of a tour


def doubts_in_words(refs: list[str]) -> list[str]:
    """A question for each number that lies far from the one before it, or that we do
    not know; two queries. None when no junctions were imported."""
    if not refs or not Junction.objects.exists():
        return []
    found = chain.resolved(refs, Junction.nodes(refs))
    return [_in_words(each) for each in chain.doubts(refs, found)]


def _in_words(doubt: chain.Doubt) -> str:
    names = {"ref": doubt.ref, "before": doubt.before}
    if doubt.metres is None:
        return _("We know no junction %(ref)s: is that right?") % names
    names["km"] = number_format(doubt.metres / 1000, 0)
    return _("%(ref)s lies %(km)s km from %(before)s: is that right?") % names


@dataclass(frozen=True)
class Offer:
    """Numbers, the nearest first, that lie near a stop; without `stop` near the last
    number of the chain."""

    refs: list[str]
    stop: str = ""


def offers(stops: Sequence[tuple[str, float, float]], refs: list[str]) -> list[Offer]:
    """For stops as (name, lon, lat); one query, a second one with a chain. Empty where
    no junction is near."""
    if not stops:
        return []
    nodes = _nodes_around(stops)
    found = []
    if refs and nodes:
        last = chain.resolved(refs, Junction.nodes(refs))[-1]
        if last is not None:
            found.append(Offer(_nearest(last.lon, last.lat, nodes, but=last.ref)))
    found += [Offer(_nearest(lon, lat, nodes), name) for name, lon, lat in stops]
    return [each for each in found if each.refs]


def _nodes_around(stops) -> list[Node]:
    lons, lats = [stop[1] for stop in stops], [stop[2] for stop in stops]
    box = Polygon.from_bbox(
        (
            min(lons) - MARGIN,
            min(lats) - MARGIN,
            max(lons) + MARGIN,
            max(lats) + MARGIN,
        )
    )
    box.srid = WGS84
    rows = Junction.objects.filter(point__within=box).order_by("ref", "pk")
    rows = rows.values_list("ref", "point")[:MOST_READ]
    return [Node(ref, point.x, point.y) for ref, point in rows]


def _nearest(lon: float, lat: float, nodes: list[Node], but: str = "") -> list[str]:
    """The numbers of the nearest; of two with the same number the nearest counts."""
    away = sorted(
        (metres, node.ref)
        for node in nodes
        if node.ref != but
        and (metres := metres_between(lon, lat, node.lon, node.lat)) <= NEAR
    )
    return [*dict.fromkeys(ref for _metres, ref in away)][:MOST_NEAR]
