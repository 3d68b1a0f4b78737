"""Real files of CBS, RIVM, the BGT and OpenStreetMap, whole."""

from collections import Counter

import osmium
import pytest

from places.importing.run.areas import import_areas
from places.importing.run.figures import FigureWishes, import_figures
from places.models import Dataset, Figure, Place, PlaceKind

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ERMELO = {"columns": "id=identificatie,x=x,y=y,kind=plus_type", "source": "BGT Ermelo"}


@pytest.fixture
def breda(shared_data):
    import_areas(shared_data / "breda" / "breda_buurten_2020_wgs84.geojson")
    return shared_data


def per_kind(**where):
    return Counter(Place.objects.filter(**where).values_list("kind__slug", flat=True))


def unchanged(done, count):
    assert (done.created, done.updated, done.kept, done.vanished) == (0, 0, 0, 0)
    assert (done.unchanged, done.problems) == (count, 0)


def raw_counts(path):
    """Per kind, counted over the bare tags in the plainest way there is."""
    counts, kinds = Counter(), list(PlaceKind.objects.order_by("order"))
    for thing in osmium.FileProcessor(str(path)):
        tags = dict(thing.tags)
        if tags.get("access") in ("private", "no"):
            continue
        for kind in kinds:
            if any(tags.get(key) == value for key, value in kind.tag_list):
                counts[kind.slug] += 1
                break
    return counts


def test_liechtenstein_has_as_many_of_each_kind_as_its_tags_say(take, shared_data):
    path = shared_data / "osm" / "liechtenstein.osm.pbf"
    done = take(path, anywhere=True)

    assert per_kind() == raw_counts(path)
    assert per_kind()["bankje"] == 53
    assert (done.created, done.problems, done.warnings) == (278, 0, 1)
    (odd,) = Place.objects.exclude(source_raw={})
    assert odd.source_raw == {"opening_hours": "+423 232 48 18"}
    assert odd.opening_hours == ""
    assert Dataset.objects.get().licence == "ODbL 1.0"
    unchanged(take(path, anywhere=True), 278)


def test_liechtenstein_lies_outside_breda(take, breda):
    done = take(breda / "osm" / "liechtenstein.osm.pbf")

    assert done.problems == 278
    assert not Place.objects.exists()


def test_the_picnic_tables_of_breda_come_from_dutch_excel(take, breda):
    path = breda / "import" / "breda_picknicktafels_rd_puntkomma.csv"
    done = take(path, columns="id=nr,x=x_rd,y=y_rd")

    assert (done.created, done.problems, done.warnings) == (63, 0, 0)
    assert per_kind() == {"picknicktafel": 63}
    given = [line.split(";") for line in path.read_text("utf-8-sig").splitlines()[1:]]
    found = dict(Place.objects.values_list("source_id", "neighbourhood__name"))
    assert found == {number: home for number, _kind, _x, _y, home in given}
    assert Place.objects.get(source_id="13").name == "Picknicktafel in Princenhage"
    unchanged(take(path, columns="id=nr,x=x_rd,y=y_rd"), 63)


def test_the_same_tables_in_degrees_lie_on_the_same_spots(take, breda):
    take(breda / "import" / "breda_picknicktafels_rd_puntkomma.csv", source="RD")
    take(breda / "breda" / "bgt_picknicktafels_breda_wgs84.geojson", source="WGS84")

    rd = sorted(
        place.point.coords for place in Place.objects.filter(dataset__slug="rd")
    )
    degrees = Place.objects.filter(dataset__slug="wgs84")
    for one, other in zip(rd, sorted(p.point.coords for p in degrees), strict=True):
        assert one == pytest.approx(other, abs=2e-5)


@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_ermelo_is_refused_at_first_and_taken_anywhere(take, breda, ending):
    path = breda / "import" / f"ermelo_straatmeubilair_rd.{ending}"
    refused = take(path, **ERMELO)

    assert refused.problems == 788
    assert "outside the municipality" in refused.texts("problem")[0]
    assert not Place.objects.exists()

    done = take(path, anywhere=True, **ERMELO)
    assert (done.created, done.problems, done.warnings) == (788, 0, 0)
    assert per_kind() == {"bankje": 351, "picknicktafel": 39, "speelplek": 398}
    assert Place.objects.values("slug").distinct().count() == 788
    unchanged(take(path, anywhere=True, **ERMELO), 788)


def test_table_and_geojson_of_ermelo_are_the_same_places(take, breda):
    path = breda / "import" / "ermelo_straatmeubilair_rd"
    take(path.with_suffix(".csv"), anywhere=True, **ERMELO)

    unchanged(take(path.with_suffix(".geojson"), anywhere=True, **ERMELO), 788)


def test_the_facts_of_breda_need_no_id(take, breda):
    done = take(breda / "breda" / "breda_plekken_feiten.csv")
    problems = [each for each in done.messages if each.level == "problem"]
    assert {each.field for each in problems} == {"type of place"}
    assert {each.text.split("”")[0] for each in problems} == {
        "“gebouw", "“tuin", "“openbaar punt (watertap?)",
    }  # fmt: skip


def figures(path, where=None, **wishes):
    multiply = {"income_per_inhabitant": 1000}
    wish = FigureWishes(multiply=multiply, where=where or {}, **wishes)
    return import_figures(path, wish)


def test_all_neighbourhoods_have_figures_of_both_years(breda):
    path = breda / "breda" / "breda_buurten_kerncijfers_samengevoegd.csv"
    new = {
        "inhabitants": "inwoners_2024",
        "inhabitants_65_plus": "inwoners_65plus_2024",
        "households": "huishoudens_2024",
        "income_per_inhabitant": "inkomen_per_inwoner_2024_x1000",
    }
    old = {
        "one_person_households_pct": "eenpersoonshuishoudens_pct_2020",
        "lonely_18_plus_pct": "eenzaam_18plus_pct_2020",
        "lonely_65_plus_pct": "eenzaam_65plus_pct_2020",
    }
    for _round, created in enumerate([4 * 56, 0]):
        done = figures(path, code="buurtcode", figures=new, year=2024, source="CBS")
        assert (done.created, done.problems) == (created, 0)
    for _round, created in enumerate([3 * 56, 0]):
        done = figures(path, code="buurtcode", figures=old, year=2020, source="RIVM")
        assert (done.created, done.problems) == (created, 0)

    valkenberg = Figure.objects.filter(code="BU07580001")
    assert {each.name: float(each.value) for each in valkenberg} == {
        "inhabitants": 2705, "inhabitants_65_plus": 375, "households": 1960,
        "income_per_inhabitant": 35200, "one_person_households_pct": 67,
        "lonely_18_plus_pct": 50, "lonely_65_plus_pct": 50.6,
    }  # fmt: skip
    unknown = Figure.objects.get(code="BU07580003", name="income_per_inhabitant")
    assert unknown.value is None


def test_cbs_and_rivm_have_figures_of_the_whole_municipality(breda):
    path = breda / "breda" / "cbs_kerncijfers_2024_breda.csv"
    figures(
        path, code="code", figures={"inhabitants": "inwoners"}, year=2024, source="CBS"
    )
    done = figures(
        breda / "breda" / "rivm_gezondheid_2020_breda.csv",
        code="Codering_3",
        figures={"lonely_18_plus_pct": "Eenzaam_28"},
        where={"leeftijdsgroep": "18+"},
        year=2020,
        source="RIVM",
    )

    assert (done.created, done.ignored, done.problems) == (68, 1, 0)  # one is NL01
    city = Figure.objects.filter(code="GM0758").order_by("name")
    assert [float(each.value) for each in city] == [188078, 46.7]
