"""A tile and a viewport of the map beside the other ways, through a real server."""

from benchmarks.lib.bench import Bench
from benchmarks.lib.load import Subject, has_wrk, measure, rates
from benchmarks.lib.plan import TILES
from benchmarks.lib.processes import megabytes
from benchmarks.lib.servers import site

TOWN = "a town, z12"
EMPTY = "a page that asks nothing"
VIEW = "the map of {} places"
NO_WRK = "wrk is missing: apt-get install wrk"


def subjects(bench: Bench) -> list[Subject]:
    """Ours and the others; the same places are found by each.

    Ours with the version in the address, as maps ask it: our process keeps such an
    answer. Without it each is computed anew.
    """
    plan = bench.plan
    found = [Subject(EMPTY, ("/gezond/",))]
    for name in TILES:
        found.append(Subject(f"tile, {name}", (plan["tiles"][name],)))
        anew = _without_version(plan["tiles"][name])
        found.append(Subject(f"tile computed anew, {name}", (anew,)))
    for name in ("all places, z0", TOWN):
        z, x, y = TILES[name]
        found.append(Subject(f"SQL grid, {name}", (f"/bench/grid/{z}/{x}/{y}.json",)))
        if bench.vendor == "postgis":
            path = f"/bench/mvt/{z}/{x}/{y}.pbf"
            found.append(Subject(f"ST_AsMVT, {name}", (path,), by_wrk=name == TOWN))
    for many, view in plan["viewports"].items():
        name = VIEW.format(f"{int(many):,}")
        found.append(Subject(f"tiles, {name}", tuple(view["tiles"]), by_wrk=False))
        anew = tuple(map(_without_version, view["tiles"]))
        found.append(Subject(f"tiles computed anew, {name}", anew, by_wrk=False))
        box = ",".join(map(str, view["box"]))
        path = f"/bench/drf/?in_bbox={box}"
        found.append(Subject(f"DRF, {name}", (path,), by_wrk=many == "500"))
    return found


def _without_version(address: str) -> str:
    return address.partition("?")[0]


def run(bench: Bench) -> dict:
    if bench.vendor != "postgis":
        bench.not_measured("ST_AsMVT", "only PostGIS has it")
    asked = subjects(bench)
    counts = bench.queries(asked)
    with site(bench.full) as server:
        rows = measure(server, asked, bench.postgres, is_quick=bench.is_quick)
        if not has_wrk():
            bench.not_measured("requests/s of tiles", NO_WRK)
        urls = {each.name: server.url + each.paths[0] for each in asked if each.by_wrk}
        usual = {name: row["p50"] for name, row in rows.items()}
        for name, rate in rates(urls, usual, is_quick=bench.is_quick).items():
            rows[name]["rate"] = rate
        memory = megabytes(server.pid)
    for name, row in rows.items():
        row["queries"] = counts[name]
    bench.show("tiles beside the other ways", rows)
    views = bench.plan["viewports"]
    for many, view in views.items():
        print(
            f"  the map of {many}: {view['places']:,} places, zoom {view['zoom']}, "
            f"{len(view['tiles'])} tiles"
        )
    print(f"  memory of the server after that: {memory:.0f} MB")
    return {"rows": rows, "memory": memory, "viewports": views}
