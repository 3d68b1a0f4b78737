"""What issue 4 asks of the map and issue 5 of the agenda, and what a run says of it.
Nothing is rounded in our favour: a target that was not measured is said to be so, one
that is missed by how much.

Pure: the numbers of a run in, verdicts out.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

MILLION = 1_000_000
PAGES_WITHIN = 60  # milliseconds; a rule of our own, for lists at 100,000 places
BETTER = math.nextafter(1, 2)  # not just as good
AGENDA_WITHIN = 150  # milliseconds, a week or a word among 5,000 activities
ORDER_WITHIN = 2000  # of one core, twelve stops, whatever their windows and stays
CALENDAR_WITHIN = 1000  # all of these; a rule of our own
MOST_EXTRA = 0.1  # of the extra bytes, that more places in an export may take


class Verdict(NamedTuple):
    """`got` and `wanted` as numbers; `is_most` says which side of `wanted` is right."""

    what: str
    where: str
    got: float | None
    wanted: float
    is_most: bool = True
    unit: str = ""

    @property
    def is_held(self) -> bool | None:
        """None when it was not measured."""
        if self.got is None:
            return None
        return self.got <= self.wanted if self.is_most else self.got >= self.wanted

    @property
    def words(self) -> str:
        if self.is_held is None:
            return "not measured"
        if self.is_held:
            return "held"
        small, large = sorted([abs(self.got), abs(self.wanted)])
        if small == 0:
            return f"missed by {large:.3g}{self.unit}"
        return f"missed by {large / small:.3g} times"


def judge(results: dict) -> list[Verdict]:
    found = []
    for database, sections in results["databases"].items():
        for verdict in _of_database(database, sections):
            found.append(verdict._replace(where=database))
    return found


def _of_database(database: str, sections: dict) -> Iterator[Verdict]:
    yield from _tiles(database, _rows(sections, "tiles"))
    yield from _growth(_rows(sections, "growth"))
    if database == "postgis":
        yield from _filters(_rows(sections, "filters"))
    yield from _proxy(_rows(sections, "proxy"))
    yield from _browser(_rows(sections, "browser"))
    yield from _lighthouse(_rows(sections, "lighthouse"))
    yield from _changes(_rows(sections, "changes"))
    if database == "postgis":
        yield from _search(sections.get("search") or {})
    yield from _pages(database, _rows(sections, "pages"))
    yield from _agenda(_rows(sections, "agenda"))
    yield from _tours(_rows(sections, "tours"))
    yield from _export(sections.get("export"))


def _rows(sections: dict, section: str) -> dict[str, dict]:
    return (sections.get(section) or {}).get("rows", {})


def _value(rows, name, column) -> float | None:
    return rows.get(name, {}).get(column)


def _ratio(rows, ours, theirs, column) -> float | None:
    one, other = _value(rows, ours, column), _value(rows, theirs, column)
    return one / other if one is not None and other else None


def _most(values) -> float | None:
    known = [value for value in values if value is not None]
    return max(known, default=None)


def _tiles(database, rows):
    """As maps ask them, and each computed anew, which is not what anyone asks."""
    view, town = "the map of 500 places", "a town, z12"
    wanted = {"spatialite": 1 / 80, "postgis": 1 / 20}[database]
    rivals = [("the SQL grid's", "SQL grid", 15)]
    if database == "postgis":
        rivals.append(("ST_AsMVT's", "ST_AsMVT", 40))
    for anew, words in [("", ""), (" computed anew", ", computed anew")]:
        cpu = _ratio(rows, f"tiles{anew}, {view}", f"DRF, {view}", "cpu")
        yield Verdict(f"processor for 500 places, of DRF's{words}", "", cpu, wanted)
        for whose, rival, many in rivals:
            rate = _ratio(rows, f"tile{anew}, {town}", f"{rival}, {town}", "rate")
            what = f"requests/s of a z12 tile, of {whose}{words}"
            yield Verdict(what, "", rate, many, is_most=False)


def _growth(rows):
    whole = [row["growth"] for name, row in rows.items() if ":" not in name]
    yield Verdict("growth of any tile's cost from 2,000", "", _most(whole), 1.4)


def _filters(rows):
    names = [name for name in rows if f"{name}: SQL grid" in rows]
    ratios = [_ratio(rows, name, f"{name}: SQL grid", "p50") for name in names]
    yield Verdict("a filter never seen, of the SQL grid", "", _most(ratios), 0.1)


def _proxy(rows):
    file = "file of that size"
    for name, ours, wanted in [
        ("requests/s by proxy_cache, of a static file's", "tile by proxy_cache", 0.5),
        ("requests/s of our process, of a static file's", "tile from our process", 0.1),
    ]:
        yield Verdict(name, "", _ratio(rows, ours, file, "rate"), wanted, False)


def _browser(rows):
    if not rows:
        return  # measured on the other database, and the run says so
    for many, wanted in [("2,000", 0.8), ("100,000", 1 / 40)]:
        for theirs, words in [
            (f"markercluster, {many} places", "of markercluster's"),
            (f"the same in our page, {many}", "of the same in our page"),
        ]:
            drawn = _ratio(rows, f"ours, {many} places", theirs, "drawn")
            yield Verdict(f"first view drawn at {many}, {words}", "", drawn, wanted)
    ours = {name: row for name, row in rows.items() if name.startswith("ours")}
    longest = _most(row["longest task"] for row in ours.values())
    yield Verdict("longest task of our map", "", longest, 50, unit=" ms")
    heap = _most(row["heap"] for row in ours.values())
    yield Verdict("heap of our map", "", heap, 8, unit=" MB")
    sizes = [row["bytes"] for row in ours.values()]
    first = _most(size["first view"] for size in sizes)
    yield Verdict("first view's bytes", "", first, 8_000, unit=" B")
    asked = _most(size["tiles"] for size in sizes)
    yield Verdict("of these not inline", "", asked, 0, unit=" B")
    whole = _most(size["whole page"] for size in sizes)
    yield Verdict("whole first page's bytes", "", whole, 150_000, unit=" B")


def _lighthouse(rows):
    """Only what was measured: it is large, and not everywhere."""
    for page, marks in rows.items():
        least = min(marks.values())
        yield Verdict(f"Lighthouse of {page}, the least of four", "", least, 100, False)


def _changes(rows):
    never = float("inf")
    delays = [never if row["delay"] is None else row["delay"] for row in rows.values()]
    slowed = [row["slowest"] - row["usual"] for row in rows.values()]
    what = "a change is visible in every process"
    yield Verdict(what, "", _most(delays), 1000, unit=" ms")
    what = "slowest request after a change, above the usual"
    yield Verdict(what, "", _most(slowed), 20, unit=" ms")


def _search(search):
    names = "ours", "pg_trgm, nearest names"
    time = _ratio(search.get("rows", {}), *names, "p50")
    yield Verdict("search with a typo, of pg_trgm's nearest", "", time, 1 / 50)
    common = [
        f"{name}, common syllables" for name in ("ours, the first ones", names[1])
    ]
    for column, words in [("p50", ""), ("p95", ", at 95 %")]:
        time = _ratio(search.get("rows", {}), *common, column)
        what = f"first answers to a typo in a common syllable, of its{words}"
        yield Verdict(what, "", time, 1 / 50)
    recall = _ratio((search.get("quality") or {}).get("rows", {}), *names, "recall")
    what = "recall of the search, of pg_trgm's nearest"
    yield Verdict(what, "", recall, BETTER, is_most=False)


def _pages(database, rows):
    if database == "postgis":
        for name in (
            "admin list",
            "admin search, many found",
            "admin search, few found",
        ):
            yield Verdict(name, "", _value(rows, name, "p50"), 150, unit=" ms")
    more = [row["queries"] - row["queries_small"] for row in rows.values()]
    yield Verdict("more queries for a page than at 2,000", "", _most(more), 0)
    lists = [row["p50"] for name, row in rows.items() if name.startswith("list")]
    what = "slowest list (our own rule, for 100,000)"
    yield Verdict(what, "", _most(lists), PAGES_WITHIN, unit=" ms")


def _agenda(rows):
    for what, begins, wanted in [
        ("slowest week of the agenda", "a week", AGENDA_WITHIN),
        ("slowest word in the agenda (our own rule)", "a word", AGENDA_WITHIN),
        ("all of the agenda as a calendar", "all of it", CALENDAR_WITHIN),
    ]:
        took = [row["p50"] for name, row in rows.items() if name.startswith(begins)]
        yield Verdict(what, "", _most(took), wanted, unit=" ms")


def _tours(rows):
    """The order is exact, so no other one may be better than ours."""
    for what, row in [("slowest town", ""), ("hardest", ", hardest")]:
        took = _value(rows, f"ours, 12 stops{row}", "slowest")
        where = f"order of 12 stops, {what}"
        yield Verdict(where, "", took, ORDER_WITHIN, unit=" ms")
    costs = [
        [_value(rows, f"{name}, 8 stops", each) for each in ("late", "wait", "metres")]
        for name in ("ours", "every order")
    ]
    apart = None
    if None not in costs[0] + costs[1]:
        apart = max(abs(one - other) for one, other in zip(*costs, strict=True))
    yield Verdict("order of 8 stops, off the best of all", "", apart, 0)


def _export(row):
    got = None
    if row and row["bytes"] > row["part"]["bytes"]:
        extra = row["growth"] - row["part"]["growth"]
        got = extra * 1e6 / (row["bytes"] - row["part"]["bytes"])
    what = "export's extra memory, of its extra bytes"
    yield Verdict(what, "", got, MOST_EXTRA)


def table(verdicts: list[Verdict], places: int) -> str:
    """The ratios against what is asked; most of it is asked for a million places."""
    lines = [f"What is asked, measured at {places:,} places"]
    if places < MILLION:
        lines.append("(most of it is asked at 1,000,000: make bench PLACES=1000000)")
    wide = max((len(verdict.what) for verdict in verdicts), default=0) + 1
    lines.append(f"{'':{wide}}{'':12}{'measured':>12}{'asked':>14}")
    for verdict in verdicts:
        got = "–" if verdict.got is None else f"{verdict.got:.3g}"
        side = "≤" if verdict.is_most else "≥"
        asked = f"{side} {verdict.wanted:.3g}{verdict.unit}"
        what = f"{verdict.what:{wide}}{verdict.where:12}"
        lines.append(f"{what}{got:>12}{asked:>14}  {verdict.words}")
    return "\n".join(lines)
