"""What a source says against a place is never shown as sure: the table of docs/data.md,
line by line, in every format and for every kind."""

import csv
import json
import re
from pathlib import Path

import pytest

from places.importing.fields.against import LIFECYCLE, RULES, Means
from places.importing.run.places import import_places
from places.models import Place, PlaceKind
from tests.kit.factories import make_place
from tests.places.importing.conftest import feature, node

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DOCS = Path(__file__).parents[3] / "docs" / "data.md"
LINE = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ANY = {"*": "ja", "<past>": "2019-05", "<future>": "2999-05-01"}
LINES = LINE.findall(
    DOCS.read_text(encoding="utf-8")
    .partition("## What a source says against a place")[2]
    .partition("\n## ")[0]
)


class Listener:
    """The places as they would be."""

    def __init__(self):
        self.places, self.wrong_ones = [], []

    def wrong(self, record):
        self.wrong_ones.append(record)

    def fits(self, record, place, before):
        self.places.append(place)


def tagged(number, kind, tags):
    """An object of OpenStreetMap of this kind, and with these tags."""
    own = dict(kind.tag_list[:1])
    return node(number, **own | tags)


def osm(path, things):
    path = path / "a.osm"
    body = "".join(
        tagged(number, kind, tags) for number, (kind, tags) in enumerate(things, 1)
    )
    path.write_text(f'<osm version="0.6">{body}</osm>', encoding="utf-8")
    return path


def geojson(path, things):
    path = path / "a.geojson"
    features = [
        feature(id=str(number), soort="", **dict(kind.tag_list[:1]) | tags)
        for number, (kind, tags) in enumerate(things)
    ]
    whole = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def table(path, things):
    path = path / "a.csv"
    keys = list(dict.fromkeys(key for _kind, tags in things for key in tags))
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["id", "soort", "lat", "lon", *keys])
        for number, (kind, tags) in enumerate(things):
            cells = [tags.get(key, "") for key in keys]
            rows.writerow([number, kind.slug, 51.5887, 4.7758, *cells])
    return path


FORMATS = [osm, geojson, table]


def read(path):
    listener = Listener()
    report = import_places(path, source="Proef", anywhere=True, dry_run=True,
                           watch=listener)  # fmt: skip
    assert not report.problems
    return report, listener.places


def things_of(tags, kinds):
    """Each kind with each of the tags that a line stands for."""
    known = [kind for kind in PlaceKind.objects.all() if kind.tag_list]
    known = [kind for kind in known if kinds == "all" or kind.slug in kinds.split(", ")]
    key, is_equal, values = tags.partition("=")
    things = []
    for kind in known:
        if not is_equal:
            own, value = kind.tag_list[0]
            things += [(kind, {key.replace("*", own): each}) for each in (value, "yes")]
        for value in values.split(", ") if is_equal else ():
            things.append((kind, {key: ANY.get(value, value)}))
    assert things
    return things


def test_the_table_of_the_documentation_is_that_of_the_code():
    ours = [(rule.tags, ", ".join(rule.kinds) or "all", rule.means.value)
            for rule in RULES]  # fmt: skip

    assert ours == LINES


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize("line", LINES, ids=[line[0][:40] for line in LINES])
def test_a_line_holds_for_every_kind_and_in_every_format(tmp_path, write, line):
    tags, kinds, words = line
    things = things_of(tags, kinds)
    if Means(words) is Means.NO_TOILET:
        things = [(kind, tags | {"toilets": "yes"}) for kind, tags in things]

    report, places = read(write(tmp_path, things))

    if Means(words) is Means.NOT_READ:
        assert (report.ignored, places) == (len(things), [])
        return
    assert (report.ignored, len(places)) == (0, len(things))
    for place in places:
        usual = (place.kind.cost, place.kind.opening_hours)
        so = (place.actual_cost, place.actual_hours)
        assert so == {
            Means.NOTHING: usual,
            Means.DOUBT: (usual[0], ""),
            Means.DOUBT_COST: ("unknown", usual[1]),
            Means.CUSTOMERS: ("consumption", ""),
            Means.PAID: ("paid", usual[1]),
            Means.NO_TOILET: usual,
        }[Means(words)] or (Means(words) is Means.CUSTOMERS and tags.startswith("fee"))
        if Means(words) is Means.NO_TOILET:
            assert place.toilets is None


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize(
    ("tags", "facts"),
    [
        # What says nothing against it.
        ({"access": ""}, {"actual_hours": "24/7", "actual_cost": "free"}),
        ({"disused": "no"}, {"actual_hours": "24/7"}),
        ({"charge": "0"}, {"actual_cost": "free"}),
        ({"end_date": "2999"}, {"actual_hours": "24/7"}),
        ({"start_date": "1990-01-01"}, {"actual_hours": "24/7"}),
        ({"end_date": "nooit"}, {"actual_hours": "24/7"}),
        ({"was:amenity": "cafe"}, {"actual_hours": "24/7"}),
        ({"access": "no", "foot": "yes"}, {"actual_hours": "24/7"}),
        # Several values, and capital letters.
        ({"access": "private;customers"}, {"actual_hours": "", "cost": "consumption"}),
        ({"access": "yes;private"}, {"actual_hours": "", "actual_cost": "free"}),
        ({"access": "Customers"}, {"actual_hours": "", "cost": "consumption"}),
        # What the source says itself.
        ({"access": "customers", "opening_hours": "Mo-Fr 09:00-17:00"},
         {"actual_hours": "Mo-Fr 09:00-17:00", "cost": "consumption"}),
        ({"access": "customers", "opening_hours": "24/7"}, {"actual_hours": ""}),
        ({"access": "customers", "fee": "no"}, {"cost": "consumption"}),
        ({"access": "customers", "fee": "yes"}, {"cost": "paid"}),
        ({"charge": "2 EUR", "fee": "no"}, {"cost": "free"}),
        ({"fee": "Mo-Fr 08:00-18:00"}, {"cost": "unknown"}),
        ({"fee": "donation"}, {"cost": "unknown"}),
        # Closed.
        ({"opening_hours": "closed"}, {"actual_hours": "off", "is_always_open": False}),
        ({"opening_hours": "Gesloten"}, {"actual_hours": "off"}),
        ({"opening_hours": "24/7 off"}, {"is_always_open": False}),
        ({"opening_hours": "onbekend"}, {"actual_hours": ""}),
        ({"opening_hours": "vraag de beheerder"}, {"actual_hours": ""}),
        # Facilities that are gone.
        ({"disused:toilets": "yes"}, {"toilets": False}),
        ({"abandoned:drinking_water": "yes"}, {"drinking_water": False}),
        ({"construction:lit": "yes"}, {"lit": False}),
        ({"table": "no"}, {"table": False}),
    ],
)  # fmt: skip
def test_of_a_bench_nothing_is_sure_that_its_source_denies(
    tmp_path, write, tags, facts
):
    bench = PlaceKind.objects.get(slug="bankje")
    _report, [place] = read(write(tmp_path, [(bench, tags)]))

    assert {name: getattr(place, name) for name in facts} == facts


@pytest.mark.parametrize("prefix", LIFECYCLE)
def test_something_else_that_was_here_is_no_reason_to_leave_it_out(tmp_path, prefix):
    bench = PlaceKind.objects.get(slug="bankje")
    report, places = read(osm(tmp_path, [(bench, {f"{prefix}:amenity": "cafe"})]))

    assert (report.ignored, len(places)) == (0, 1)


@pytest.mark.parametrize(
    ("heading", "text", "is_read"),
    [
        ("toegang", "besloten", False), ("Toegang", "openbaar", True),
        ("objecteindtijd", "2020-02-16T16:03:13Z", False), ("status", "plan", False),
        ("Status", "bestaand", True), ("buiten gebruik", "ja", False),
        ("buiten gebruik", "nee", True),
    ],
)  # fmt: skip
def test_a_table_says_it_in_dutch(tmp_path, heading, text, is_read):
    bench = PlaceKind.objects.get(slug="bankje")
    report, places = read(table(tmp_path, [(bench, {heading: text})]))

    assert (report.ignored, len(places)) == (int(not is_read), int(is_read))


def test_what_became_private_is_told_to_be_gone(take, tmp_path):
    bench = PlaceKind.objects.get(slug="bankje")
    take(osm(tmp_path, [(bench, {}), (bench, {})]), anywhere=True)

    done = take(osm(tmp_path, [(bench, {}), (bench, {"access": "no"})]), anywhere=True)

    assert (done.unchanged, done.ignored, done.vanished) == (1, 1, 1)


def test_what_is_no_longer_for_customers_is_as_usual_again(take, tmp_path):
    bench = PlaceKind.objects.get(slug="bankje")
    take(table(tmp_path, [(bench, {"access": "customers"})]), anywhere=True)
    assert Place.objects.get().actual_cost == "consumption"

    take(table(tmp_path, [(bench, {"access": "yes"})]), anywhere=True)

    place = Place.objects.get()
    assert (place.actual_cost, place.actual_hours) == ("free", "24/7")


@pytest.mark.parametrize("write", FORMATS)
def test_the_page_of_a_bench_shows_no_customers_toilet(client, take, tmp_path, write):
    bench, toilet = (PlaceKind.objects.get(slug=slug) for slug in ["bankje", "toilet"])
    tags = {"access": "customers"}
    things = [(bench, tags), (toilet, tags)]
    take(write(tmp_path, things), anywhere=True, publish=True)

    place = Place.objects.get(kind=bench)
    response = client.get(place.get_absolute_url())

    page = response.content.decode().casefold()
    assert "always accessible" not in page
    assert "expected to order something" in page
    *_words, there = response.context["toilet"]
    assert there is None


@pytest.mark.parametrize(
    ("facts", "is_found"),
    [
        ({"kind": "toilet"}, True),
        ({"kind": "toilet", "cost": "paid"}, True),
        ({"kind": "toilet", "cost": "consumption"}, False),
        ({"kind": "bibliotheek", "toilets": True}, True),
        ({"kind": "buurthuis", "toilets": True}, True),
        ({"kind": "cafe", "toilets": True}, False),
        ({"kind": "park", "toilets": True, "cost": "consumption"}, False),
    ],
)
def test_the_nearest_toilet_is_one_where_nothing_has_to_be_bought(facts, is_found):
    from places.finding.nearby import nearest_toilet

    place = make_place()
    toilet = make_place(**facts)

    assert nearest_toilet(place) == (toilet if is_found else None)
