"""The export of 100,000 places as GeoJSON: how long, how large, how much memory."""

import http.client
import time
from urllib.parse import urlencode

from benchmarks.lib.bench import Bench
from benchmarks.lib.processes import cpu_seconds, forget_peaks, megabytes
from benchmarks.lib.servers import site

PIECE = 64 * 1024
SMALL_BOX = "4.70,51.54,4.85,51.64"  # some of Breda


def run(bench: Bench) -> dict:
    """All places, and before them those of one kind: the same memory for both?"""
    one = [("gratis", "alles"), ("soort", bench.plan["kinds"][0])]
    everything = one + [("soort", kind) for kind in bench.plan["kinds"][1:]]
    with site(bench.hundred_thousand) as server:
        _read(server, [*one, ("vak", SMALL_BOX)])  # to warm up
        part = _measured(server, one)
        row = _measured(server, everything) | {"part": part}
    for each in (part, row):
        print(
            f"\n{bench.vendor}: export of {each['places']:,} places as GeoJSON: "
            f"{each['seconds']:.1f} s ({each['cpu']:.1f} s processor), "
            f"{each['bytes'] / 1e6:.1f} MB; memory grew {each['growth']:.1f} MB "
            f"at its peak from {each['memory']:.0f} MB",
            flush=True,
        )
    return row


def _measured(server, asked) -> dict:
    before = megabytes(server.pid)
    forget_peaks(server.pid)
    cpu = cpu_seconds(server.pid)
    begin = time.perf_counter()
    size, features = _read(server, asked)
    return {
        "places": features,
        "seconds": time.perf_counter() - begin,
        "cpu": cpu_seconds(server.pid) - cpu,
        "bytes": size,
        "growth": megabytes(server.pid, "VmHWM") - before,
        "memory": before,
    }


def _read(server, asked) -> tuple[int, int]:
    """Bytes and features of an export, piece by piece."""
    path = f"/plekken/plekken.geojson?{urlencode(asked)}"
    connection = http.client.HTTPConnection(server.host, timeout=300)
    connection.request("GET", path)
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    size = features = 0
    end = b""
    while piece := answer.read(PIECE):
        size += len(piece)
        together = end + piece
        features += together.count(b'"type": "Feature"')
        features -= end.count(b'"type": "Feature"')
        end = together[-20:]
    connection.close()
    return size, features
