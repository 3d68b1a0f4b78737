"""The map's background: fetched from one tile server by us, kept, and given out by us.

So a visitor's browser talks to this site only. Tiles lie in DATA_DIR/tiles; several
processes share them. When a tile cannot be had, the answer is an empty picture of one
pixel, by which the map knows that it must draw the neighbourhoods itself.
"""

import fcntl
import hashlib
import itertools
import os
import time
from base64 import b64decode
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from common.kit.geo import tile_at, tile_range
from common.web import outside
from places.models import Neighbourhood

ADDRESS = "/kaartbeeld/{z}/{x}/{y}"  # as the browser asks for it
ZOOMS = range(8, 20)
CACHE_SECONDS = 30 * 24 * 3600  # seconds until a tile is fetched anew
MISSING_SECONDS = 600  # until a tile that the server did not have is asked for again
PATIENCE = 5  # seconds
LARGEST_TILE = 1_000_000  # bytes
PRUNE_EVERY = 200  # tiles written
LOCKS = 64
MAGIC = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}
EMPTY = b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgYGBgAAAABQABeqhX"
    b"UAAAAABJRU5ErkJggg=="
)
_written = itertools.count(1)


def address() -> str:
    """Where the browser asks pictures; nowhere when there is no background."""
    return "" if settings.TILE_SERVER == "off" else ADDRESS


def attribution() -> str:
    """Who to name on the map; nobody when there is no background."""
    return "" if settings.TILE_SERVER == "off" else settings.TILE_ATTRIBUTION


def picture_type(data: bytes) -> str | None:
    """The media type by the first bytes; None when it is no picture."""
    return next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), None)


def is_ours(z: int, x: int, y: int) -> bool:
    """Whether a tile touches the municipality's box, widened by half on each side."""
    if z not in ZOOMS:
        return False
    box = cache.get_or_set(
        "basemap-box", lambda: Neighbourhood.objects.area_index().bounding_box(), 300
    )
    if box is None:
        return False
    west, south, east, north = box
    wide, high = (east - west) / 2, (north - south) / 2
    first_x, first_y = tile_at(west - wide, north + high, z)
    last_x, last_y = tile_at(east + wide, south - high, z)
    return first_x <= x <= last_x and first_y <= y <= last_y


def tile(z: int, x: int, y: int) -> bytes | None:
    """A picture of 256 by 256 pixels, or None when it is not ours or cannot be had.

    However many ask for one tile at once, it is fetched once. ValueError for a tile
    that does not exist.
    """
    tile_range(z, x, y)
    if settings.TILE_SERVER == "off" or not is_ours(z, x, y):
        return None
    path = _folder() / str(z) / str(x) / str(y)
    if (kept := _read(path)) and _age(path) < CACHE_SECONDS:
        return kept
    if outside.breaker_of(_service(z)).is_resting or cache.get(_missing(z, x, y)):
        return kept
    with _alone(path):
        if (again := _read(path)) and _age(path) < CACHE_SECONDS:
            return again  # someone else fetched it while we waited
        if cache.get(_missing(z, x, y)) or (fetched := _fetch(z, x, y)) is None:
            return kept
        _write(path, fetched)
    return fetched


def _folder() -> Path:
    server = hashlib.sha256(settings.TILE_SERVER.encode()).hexdigest()[:12]
    folder = settings.DATA_DIR / "tiles" / server
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _read(path):
    try:
        return path.read_bytes()
    except OSError:
        return None


def _age(path):
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")


@contextmanager
def _alone(path):
    """Only one process and thread at a time gets past here for the same tile."""
    number = int(hashlib.sha256(str(path).encode()).hexdigest()[:8], 16) % LOCKS
    with (_folder() / f"lock-{number}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _service(z: int) -> str:
    """A server may have nothing of one zoom, or be slow there."""
    return f"{settings.TILE_SERVER} {z}"


def _missing(z: int, x: int, y: int) -> str:
    """Where it is remembered that the server has no picture of this tile."""
    return f"basemap-missing-{_folder().name}-{z}-{x}-{y}"


def _fetch(z, x, y) -> bytes | None:
    url = settings.TILE_SERVER.format(z=z, x=x, y=y)
    limits = {"patience": PATIENCE, "largest": LARGEST_TILE}
    try:
        data = outside.fetch(url, _service(z), **limits)
    except outside.Unavailable:
        return None
    except outside.Refused:
        data = b""
    if picture_type(data):
        return data
    cache.set(_missing(z, x, y), True, MISSING_SECONDS)
    return None


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
    if next(_written) % PRUNE_EVERY == 0:
        prune(settings.TILE_CACHE_MEGABYTES * 1_000_000)


def prune(most: int) -> int:
    """Throw the oldest tiles away until less than `most` bytes are kept; gives how many
    went. Whoever needs one again fetches it again."""
    tiles = [path for path in _folder().glob("*/*/*") if path.is_file()]
    facts = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in tiles)
    total, gone = sum(size for _time, size, _path in facts), 0
    for _time, size, path in facts:
        if total <= most:
            break
        path.unlink(missing_ok=True)
        total -= size
        gone += 1
    return gone
