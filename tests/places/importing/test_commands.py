import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from common.moderation.queue import sources
from ontmoeten.staff.queue.waiting import Queue
from places.importing.run.printing import SHOWN
from places.importing.run.progress import ProgressBar
from places.models import Figure, ImportRun, Neighbourhood, Place
from tests.kit.factories import make_municipality, make_staff
from tests.places.importing.conftest import ROW

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]


@pytest.fixture
def run():
    """Runs a command; gives what it wrote on stdout and stderr."""

    def run(*args, **options):
        out, err = io.StringIO(), io.StringIO()
        call_command(*map(str, args), stdout=out, stderr=err, no_color=True, **options)
        return out.getvalue(), err.getvalue()

    return run


def last_line(text):
    return text.rstrip().splitlines()[-1]


def test_the_last_line_counts(run, table, city):
    out, err = run("import_places", table(ROW, "2;park;51.5887;4.7758;x"), source="A")

    assert last_line(out) == (
        "2 created, 0 updated, 0 unchanged, 0 kept, 0 vanished, 0 skipped, 0 warnings, "
        "0 problems"
    )
    assert err == ""


def test_the_second_time_it_says_that_nothing_changed(run, table, city):
    path = table(ROW)
    run("import_places", path, source="A")
    out, _err = run("import_places", path, source="A")

    assert out.startswith("Nothing changed.")
    assert "0 created, 0 updated, 1 unchanged" in last_line(out)


def test_what_is_not_published_waits_for_staff_as_one(run, table, city, client):
    path = table(ROW, "2;park;51.5887;4.7758;x")
    run("import_places", path, source="A")
    staff = make_staff()
    client.force_login(staff)

    [waits] = Queue(staff).waiting
    page = client.get(sources()[waits.kind].address(ImportRun.objects.get()))
    assert "Publish these 2" in page.content.decode()

    run("import_places", path, source="A")
    client.post(f"/beheer/importeren/{waits.pk}/publiceren/", {"number": "2"})
    assert Place.objects.published().count() == 2
    assert not Queue(staff).waiting
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize("wish", ["publish", "dry_run"])
def test_what_is_published_or_only_tried_is_no_case(run, table, city, wish):
    run("import_places", table(ROW), source="A", **{wish: True})

    assert not ImportRun.objects.exists()


def test_a_problem_ends_the_command_with_the_counts_on_its_last_line(run, table, city):
    with pytest.raises(CommandError) as refused:
        run("import_places", table(ROW, "2;?;51.5887;4.7758;x"), source="A")

    assert str(refused.value).startswith("Nothing was written.")
    assert last_line(str(refused.value)).startswith("0 created")
    assert last_line(str(refused.value)).endswith("1 problems")
    assert not Place.objects.exists()


def test_skip_bad_is_no_failure(run, table, city):
    out, err = run(
        "import_places", table(ROW, "2;?;51.5887;4.7758;x"), source="A", skip_bad=True
    )

    assert "1 created" in out
    assert "1 skipped" in out
    assert "line 3: type of place: “?” is no known type of place" in err


def test_a_dry_run_says_so(run, table, city):
    out, _err = run("import_places", table(ROW), source="A", dry_run=True)

    assert "nothing was written" in out
    assert "1 created" in last_line(out)
    assert not Place.objects.exists()


def test_all_options_reach_the_import(run, table):
    path = table("1;51.5606;5.0913", header="nr;a;b")
    words = "--source=BGT --kind=park --columns=id=nr,lat=a,lon=b --publish --anywhere"
    credit = ["--attribution=Kadaster", "--licence=CC BY 4.0"]
    run("import_places", path, *words.split(), *credit)

    place = Place.objects.published().get()
    assert place.kind.slug == "park"
    assert place.dataset.credit == "Kadaster (CC BY 4.0)"


def test_private_objects_are_mentioned(run, osm, city):
    from tests.places.importing.conftest import node

    path = osm(node(1, amenity="bench"), node(2, amenity="bench", access="private"))
    out, _err = run("import_places", path, source="OSM")

    assert "1 objects are gone, or not there for all" in out


def test_of_many_problems_the_first_are_shown_and_the_report_has_them_all(
    run, table, city, tmp_path
):
    rows = [f"{i};?;51.5887;4.7758;é" for i in range(SHOWN + 7)]
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError):
        call_command(
            "import_places", str(table(*rows)), source="A", stdout=out, stderr=err,
            no_color=True, report=tmp_path / "alles.csv",
        )  # fmt: skip

    lines = err.getvalue().splitlines()
    assert len(lines) == SHOWN + 1
    assert "7 more" in lines[-1]
    with (tmp_path / "alles.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    assert written[0] == ["sort", "where", "field", "message"]
    assert len(written) == 1 + SHOWN + 7
    assert written[-1][:3] == ["problem", f"line {SHOWN + 8}", "type of place"]


def test_a_report_that_can_not_be_written_stops_before_anything_is(
    run, table, city, tmp_path
):
    with pytest.raises(CommandError, match="Can't write"):
        run("import_places", table(ROW), source="A", report=tmp_path / "weg" / "a.csv")

    assert not Place.objects.exists()


def test_areas_come_in_by_command(run, tmp_path):
    ring = [[4.77, 51.58], [4.78, 51.58], [4.78, 51.6], [4.77, 51.6], [4.77, 51.58]]
    one = {
        "type": "Feature",
        "properties": {"BU_CODE": "BU07580001", "BU_NAAM": "City"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = tmp_path / "buurten.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [one]}))

    out, _err = run("import_areas", path)
    assert last_line(out).startswith("3 areas created")
    out, _err = run("import_areas", path)
    assert out.startswith("Nothing changed.")
    out, _err = run("import_areas", path, dry_run=True)
    assert "nothing was written" in out
    assert Neighbourhood.objects.get().name == "City"
    with pytest.raises(CommandError, match="Nothing was written"):
        run("import_areas", path, municipality="GM0855")


def test_figures_come_in_by_command(run, tmp_path):
    make_municipality()
    path = tmp_path / "cijfers.csv"
    path.write_text("gebied,inkomen,jaar\nGM0758,37.3,2024\nGM0758,36,2023\n")
    options = {
        "code": "gebied",
        "figures": "income_per_inhabitant=inkomen",
        "multiply": "income_per_inhabitant=1000",
        "where": "jaar=2024",
        "year": 2024,
        "source": "CBS",
    }

    out, _err = run("import_figures", path, **options)
    assert last_line(out).startswith("1 figures created")
    out, _err = run("import_figures", path, **options)
    assert out.startswith("Nothing changed.")
    assert Figure.objects.get().value == 37300
    with pytest.raises(CommandError, match="Nothing was written"):
        run("import_figures", path, **options | {"code": "weg"})


@pytest.mark.parametrize(
    ("option", "text"),
    [("figures", "inhabitants"), ("where", "=x"), ("multiply", "households=veel")],
)
def test_an_option_that_is_not_well_written_is_refused(run, tmp_path, option, text):
    options = {"code": "c", "figures": "households=b", "year": 2024, "source": "CBS"}

    with pytest.raises(CommandError, match=f"--{option}"):
        run("import_figures", tmp_path / "x.csv", **options | {option: text})


# --- Progress -------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_gets_a_bar_with_a_count():
    terminal = Terminal()
    ProgressBar(terminal)(12_000, 0.5)

    assert terminal.getvalue() == f"\r[{'#' * 15}{'.' * 15}] 12 000"


def test_where_nobody_knows_how_far_it_is_only_the_count_is_shown():
    terminal = Terminal()
    bar = ProgressBar(terminal)
    bar(2000, None)

    assert "#" not in terminal.getvalue()
    bar.finish()
    assert terminal.getvalue().endswith("\r\033[K")


def test_a_pipe_gets_nothing():
    pipe = io.StringIO()
    bar = ProgressBar(pipe)
    bar(2000, 0.5)
    bar.finish()

    assert pipe.getvalue() == ""
