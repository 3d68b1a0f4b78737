"""The verdicts on a run: nothing softened, and what was not measured says so."""

import pytest

from benchmarks import targets
from benchmarks.targets import Verdict


def judged(database="postgis", **sections):
    verdicts = targets.judge({"databases": {database: sections}})
    return {verdict.what: verdict for verdict in verdicts}


def rows(column, **values):
    return {"rows": {name: {column: value} for name, value in values.items()}}


@pytest.mark.parametrize(
    ("got", "wanted", "is_most", "words"),
    [
        (1.4, 1.4, True, "held"),
        (1.5, 1.4, True, "missed by 1.07 times"),
        (15, 15, False, "held"),
        (5, 15, False, "missed by 3 times"),
        (3, 0, True, "missed by 3"),
        (None, 1.4, True, "not measured"),
    ],
)
def test_a_target_is_held_or_missed_by_so_much(got, wanted, is_most, words):
    assert Verdict("x", "", got, wanted, is_most).words == words


def test_a_run_without_numbers_holds_nothing():
    for database in ("spatialite", "postgis"):
        verdicts = judged(database).values()

        assert verdicts
        assert {verdict.words for verdict in verdicts} == {"not measured"}


def test_the_processor_for_a_viewport_is_asked_more_of_on_spatialite():
    view = "the map of 500 places"
    tiles = rows("cpu", **{f"tiles, {view}": 1.0, f"DRF, {view}": 50.0})
    what = "processor for 500 places, of DRF's"

    assert judged("postgis", tiles=tiles)[what].is_held
    assert judged("spatialite", tiles=tiles)[what].words == "missed by 1.6 times"


def test_the_tile_that_grows_most_decides():
    growth = rows("growth", **{"z0": 1.0, "z12": 1.5, "z12: the cells alone": 9.0})

    assert judged(growth=growth)["growth of any tile's cost from 2,000"].got == 1.5


def test_a_change_that_nobody_sees_is_late():
    row = {"usual": 1.0, "slowest": 12.0, "delay": None}
    verdicts = judged(changes={"rows": {"one place": row}})

    assert not verdicts["a change is visible in every process"].is_held
    assert verdicts["slowest request after a change, above the usual"].got == 11.0


def test_better_recall_is_more_than_as_good():
    quality = rows("recall", **{"ours": 0.9, "pg_trgm, nearest names": 0.9})
    verdicts = judged(search={"quality": quality, "rows": {}})

    assert verdicts["recall of the search, of pg_trgm's nearest"].is_held is False


def test_the_browser_is_judged_where_it_was_measured_only():
    row = {"drawn": 80.0, "longest task": 40.0, "heap": 3.0}
    row["bytes"] = {"first view": 3000, "tiles": 0, "whole page": 90_000}
    browser = {
        "rows": {
            "ours, 2,000 places": row,
            "markercluster, 2,000 places": {"drawn": 100},
        }
    }
    verdicts = judged("spatialite", browser=browser)

    assert verdicts["first view drawn at 2,000, of markercluster's"].is_held
    assert verdicts["first view drawn at 100,000, of markercluster's"].got is None
    assert not any("first view" in what for what in judged("postgis", browser=None))


def test_the_least_mark_of_lighthouse_decides():
    marks = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
    rows = {"list": marks, "home": {**marks, "performance": 100}}
    verdicts = judged("spatialite", lighthouse={"rows": rows})

    assert verdicts["Lighthouse of home, the least of four"].is_held
    assert verdicts["Lighthouse of list, the least of four"].is_held is False
    assert not any("Lighthouse" in what for what in judged("spatialite"))


def test_memory_of_an_export_must_not_follow_its_size():
    part = {"bytes": 1_000_000, "growth": 5.0}
    what = "export's extra memory, of its extra bytes"

    flat = {"bytes": 101_000_000, "growth": 7.0, "part": part}
    assert judged(export=flat)[what].is_held
    assert judged(export=flat | {"growth": 105.0})[what].got == 1.0


def test_the_table_names_each_target_and_what_came_of_it():
    verdicts = [
        Verdict("a thing", "postgis", 2.0, 1.0),
        Verdict("another", "", None, 1),
    ]
    table = targets.table(verdicts, 100_000)

    assert "missed by 2 times" in table
    assert "not measured" in table
    assert "PLACES=1000000" in table
    assert "PLACES=1000000" not in targets.table(verdicts, 1_000_000)


def test_an_order_that_is_not_the_best_of_all_is_seen():
    best = {"late": 0, "wait": 3, "metres": 9000, "slowest": 900.0}
    ours = {**best, "metres": 9004}
    tours = {"rows": {"ours, 8 stops": ours, "every order, 8 stops": best}}

    verdict = judged(tours=tours)["order of 8 stops, off the best of all"]

    assert verdict.words == "missed by 4"
