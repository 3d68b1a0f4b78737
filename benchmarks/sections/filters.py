"""A filter that this process never saw, all places in one tile, beside the SQL grid."""

from benchmarks.lib.bench import Bench

ROUNDS = 5


def measured(rounds: int) -> dict:
    from benchmarks.lib.timing import compare, timed
    from benchmarks.rivals import cells_by_sql
    from places.facts.derived import FREE, STEP_FREE
    from places.memory.found import map_sums
    from places.memory.selection import DEFAULT, Selection
    from places.memory.snapshot import Snapshot, current
    from places.models import Place

    first, _cpu = timed(current)
    kept = current()
    asked = {
        "free": Selection(facets=FREE),
        "everything": Selection(),
        "without steps, or not known": Selection(facets=STEP_FREE, with_unknown=True),
        "25 km around Breda": Selection(near=(51.589, 4.776, 25_000)),
    }
    rows = {}
    for name, selection in asked.items():
        places = Place.objects.published().selected(selection)

        def anew(selection=selection):
            fresh = Snapshot(kept.stamp, kept.columns, kept.zorder)
            map_sums(fresh, selection).cells(0, 0, 0)

        subjects = {
            name: anew,
            f"{name}: SQL grid": lambda places=places: cells_by_sql(places, 0, 0, 0),
        }
        rows |= compare(subjects, rounds)
    sums = map_sums(current(), DEFAULT)
    columns = vars(kept.columns).values()
    arrays = sum(each.nbytes for each in columns if hasattr(each, "nbytes"))
    return {
        "rows": rows,
        "first reading": first,
        "arrays": arrays / 2**20,
        "one filter": sums.nbytes / 2**20,
    }


def run(bench: Bench) -> dict:
    found = bench.step(
        "benchmarks.sections.filters:measured", rounds=1 if bench.is_quick else ROUNDS
    )
    bench.show("a filter never seen before, all places in one tile", found["rows"])
    print(
        f"  first reading {found['first reading']:,.0f} ms; arrays "
        f"{found['arrays']:.0f} MB besides names, {found['one filter']:.1f} MB a filter"
    )
    return found
