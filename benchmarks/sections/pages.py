"""Pages of visitors and of staff, through a real server."""

from urllib.parse import urlencode

from benchmarks.lib.bench import Bench
from benchmarks.lib.load import Subject, measure
from benchmarks.lib.servers import site

BIJ = "bij=51.589,4.776"
ADMIN = "/beheer/places/place/"


def subjects(plan: dict) -> list[Subject]:
    visitors = {
        "a page of text": "/privacy/",
        "home": "/",
        "list": "/plekken/",
        "list: without steps": "/plekken/?drempelvrij=ja",
        "list: open now": "/plekken/?open=nu",
        "list: open now, without steps, backrest, near": (
            f"/plekken/?open=nu&drempelvrij=ja&voorziening=rugleuning&{BIJ}"
        ),
        "list: near": f"/plekken/?{BIJ}",
        "list: one neighbourhood": "/plekken/?buurt=belcrum",
        "list: one kind": "/plekken/?soort=bankje",
        "list: what is not sure too": "/plekken/?drempelvrij=ja&onbekend=mee",
        "list: nothing found": "/plekken/?soort=cafe&drempelvrij=ja",
        "list: a word": f"/plekken/?{urlencode({'q': plan['word']})}",
        "list: a word with a typo": f"/plekken/?{urlencode({'q': plan['typo']})}",
        "suggestions for the search field": f"/zoek/?q={plan['word'][:4]}",
        "one place": f"/plekken/{plan['slug']}/",
    }
    staff = {
        "admin list": ADMIN,
        "admin list, second page": f"{ADMIN}?p=2",
        "admin search, many found": f"{ADMIN}?q=bankje",
        "admin search, few found": f"{ADMIN}?q={plan['word']}",
    }
    found = []
    for name, path in visitors.items():
        json = {"Accept": "application/json"} if path.startswith("/zoek/") else {}
        found.append(Subject(name, (path,), json))
    found += [
        Subject(name, (path,), {"Cookie": plan["cookie"]})
        for name, path in staff.items()
    ]
    town = plan["tiles"]["a town, z12"]
    asked_before = {"If-None-Match": f'"{plan["version"]}"'}
    found.append(Subject("tile that did not change", (town,), asked_before, status=304))
    return found


def run(bench: Bench) -> dict:
    asked = subjects(bench.plan)
    counts = small = bench.queries(asked)
    if bench.small is not bench.full:
        plan = bench.plans[bench.small.places]
        small = bench.queries(subjects(plan), bench.small)
    with site(bench.full) as server:
        rows = measure(server, asked, bench.postgres, is_quick=bench.is_quick)
    for name, row in rows.items():
        row["queries"], row["queries_small"] = counts[name], small[name]
    bench.show("pages", rows)
    return {"rows": rows}
