"""The points of addresses that were looked up before (geocoding), for files that say
where something is in words only."""

from collections.abc import Iterable

from places.facts.locations import plain
from places.models import KnownAddress

Point = tuple[float, float]  # longitude, latitude, WGS84
CHUNK = 500


def points_of(texts: Iterable[str]) -> dict[str, Point | None]:
    """By the words of each that was looked up: its point, or None when the server knows
    no such address."""
    words = sorted({plain(text) for text in texts} - {""})
    found = {}
    for start in range(0, len(words), CHUNK):
        rows = KnownAddress.objects.filter(words__in=words[start : start + CHUNK])
        for row in rows:
            found[row.words] = row.point.coords if row.point else None
    return found


def unknown(texts: Iterable[str]) -> list[str]:
    """Those that nobody looked up yet, each once, in the order of the file."""
    there = points_of(texts)
    by_words = {plain(text): text for text in texts}
    return [text for words, text in by_words.items() if words and words not in there]
