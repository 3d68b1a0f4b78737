"""What helps where the map shows nothing: the nearest places, and what to let go of."""

import math
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.kit.geo import degrees, mercator, metres_per_unit
from places.finding import in_words
from places.finding.choices.chosen import quoted
from places.finding.shared_filters import WHERE
from places.map.first_view import Box, outward
from places.memory import found as reading
from places.memory.find import Found


class Nearest(NamedTuple):
    """How many places lie within some metres of the middle of a box, and where."""

    count: int
    metres: int
    box: Box


def nearest(found: Found, view: Box, *, with_maybe: bool) -> Nearest | None:
    """The nearest places outside a box: all within a round distance, None for none."""
    west, south, east, north = view
    (left, top), (right, bottom) = mercator(west, north), mercator(east, south)
    rows = found.rows(with_maybe=with_maybe)
    x, y = found.columns.x[rows], found.columns.y[rows]
    is_outside = (x < left) | (x >= right) | (y < top) | (y >= bottom)
    x, y = x[is_outside], y[is_outside]
    if not len(x):
        return None
    unit = metres_per_unit((south + north) / 2)
    apart = np.hypot(x - (left + right) / 2, y - (top + bottom) / 2) * unit
    metres = _rounded_up(float(apart.min()))
    is_near = apart <= metres
    x, y = x[is_near], y[is_near]
    corners = degrees(int(x.min()), int(y.max())), degrees(int(x.max()), int(y.min()))
    return Nearest(len(x), metres, outward((*corners[0], *corners[1])))


def _rounded_up(metres: float) -> int:
    """To hundreds of metres, to kilometres from one on."""
    step = 100 if metres <= 1000 else 1000
    return max(1, math.ceil(metres / step)) * step


def elsewhere(filter_set, view: Box) -> dict:
    """For a box of the map without places, in words: `text`, the `box` in which the
    nearest are (None for none), and `ways`: what to let go of, to find places there."""
    places = filter_set.found
    with_maybe = places.selection.with_unknown
    near = nearest(places.found, view, with_maybe=with_maybe)
    if near is None:
        text = _("No places here.")
    else:
        text = ngettext(
            "No places here, but there is %(count)s at %(distance)s.",
            "No places here, but there are %(count)s at %(distance)s.",
            near.count,
        ) % {"count": near.count, "distance": in_words.distance(near.metres)}
    return {"text": text, "box": near and near.box, "ways": _ways(filter_set, view)}


def _ways(filter_set, view: Box) -> list[dict]:
    """Without one of the choices, and without where else was looked: what lies in the
    box. The words name all that goes."""
    ways = []
    elsewhere = [name for name in ("buurt", "bij", "vak") if filter_set.values(name)]
    box = ",".join(f"{side:.4f}" for side in view)
    for name, pairs, answers in filter_set.options():
        if name in WHERE:
            continue
        selection = filter_set.selection_of(answers)
        here = replace(selection, near=None, neighbourhood=None, box=view)
        if not (count := reading.count(filter_set.found.snapshot, here)):
            continue
        gone = [filter_set.chosen_in_words(each) for each in (name, *elsewhere)]
        text = filter_set.in_words(count, quoted(gone))
        kept = [pair for pair in pairs if pair[0] not in WHERE]
        query = filter_set.query([*kept, ("vak", box)])
        ways.append({"text": text, "url": f"{reverse('places:list')}{query}"})
    return ways
