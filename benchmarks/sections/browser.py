"""Our map in Chromium beside leaflet.markercluster, the processor four times as slow.

At 2,000 and at 100,000 places, and ours at all of them. The browser does not notice
which database there is, so this is measured on the first one of a run.
"""

import functools
import json
import threading
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.lib import chromium
from benchmarks.lib.bench import DRAWN, Bench
from benchmarks.lib.servers import site

HERE = Path(__file__).resolve().parent.parent / "browser"
SEVERAL, FEW = 4, 1  # times that a page is opened; one that takes long
MANY = 20_000  # from here on markercluster takes long


def write_points(path: str) -> int:
    """The places that our list finds, as markercluster wants them."""
    from places.memory.selection import DEFAULT
    from places.models import Place

    facts = ["pk", "slug", "name", "kind__slug", "point"]
    places = Place.objects.published().selected(DEFAULT).values_list(*facts)
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [round(point.x, 5), round(point.y, 5)],
            },
            "properties": {"id": pk, "slug": slug, "name": name, "kind": kind},
        }
        for pk, slug, name, kind, point in places.iterator()
    ]
    Path(path).write_text(
        json.dumps({"type": "FeatureCollection", "features": features})
    )
    return len(features)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@contextmanager
def _files(folder: Path):
    """The address of a server of these files."""
    handler = functools.partial(_Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def why_not() -> str | None:
    if chromium.path() is None:
        return "there is no Chromium: apt-get install chromium"
    if not (HERE / "node_modules").is_dir():
        return "leaflet.markercluster is missing: npm ci --prefix benchmarks/browser"
    return None


def run(bench: Bench) -> dict | None:
    if bench.vendor != "spatialite":
        bench.not_measured("browser", "the same on every database; see SpatiaLite")
        return None
    if why := why_not():
        bench.not_measured("browser", why)
        return None
    folder = bench.folder / "browser"
    folder.mkdir()
    for name in ("index.html", "markercluster.js", "node_modules"):
        (folder / name).symlink_to(HERE / name)
    with ExitStack() as stack:
        files = stack.enter_context(_files(folder))
        browser = stack.enter_context(chromium.browser())
        rows = {}
        for many, database in bench.databases.items():
            with site(database, BENCH_FILES=str(folder)) as server:
                rows |= _side_by_side(bench, browser, server.url, files, many)
    print("\nthe first view in Chromium, processor four times as slow")
    print(
        f"{'':32}{'drawn ms':>10}{'to press':>10}{'by the map':>12}{'longest':>10}"
        f"{'heap MB':>10}{'markers':>10}"
    )
    for name, row in rows.items():
        print(
            f"{name:32}{row['drawn']:10,.0f}{row['to press']:10,.0f}"
            f"{row['by the map']:12,.0f}"
            f"{row['longest task']:10,.0f}{row['heap']:10.1f}{row['markers']:10,}"
        )
    for name, row in rows.items():
        if size := row.get("bytes"):
            print(f"  {name}: bytes compressed {size}")
    return {"rows": rows}


def _side_by_side(bench, browser, site_url, files, many) -> dict:
    """Opens all in turns; markercluster, alone and in our page, up to 100,000 places
    only."""
    url = f"{site_url}/plekken/"
    ours, theirs = f"ours, {many:,} places", f"markercluster, {many:,} places"
    in_ours = f"the same in our page, {many:,}"
    size = chromium.weigh(browser, url)
    urls = {ours: url}
    if many <= DRAWN:
        path = bench.folder / "browser" / f"places-{many}.json"
        bench.step(
            "benchmarks.sections.browser:write_points",
            bench.databases[many],
            path=str(path),
        )
        width, height = size["map"]
        asked = f"places={path.name}&width={width}&height={height}"
        urls[theirs] = f"{files}/index.html?{asked}"
        urls[in_ours] = f"{site_url}/bench/list/?places=/bench/files/{path.name}"
    views = {name: chromium.Views() for name in urls}
    times = 1 if bench.is_quick else SEVERAL
    for turn in range(times):
        for name, each in urls.items():
            if name != ours and many > MANY and turn >= FEW:
                continue
            chromium.look(browser, each, views[name])
    rows = {name: each.medians() for name, each in views.items()}
    rows[ours]["bytes"] = size
    if theirs in rows:
        rows[theirs]["bytes"] = path.stat().st_size
    return rows
