from decimal import Decimal

import pytest

from places.importing.run.figures import FigureWishes, import_figures
from places.models import Figure
from tests.kit.factories import make_district, make_municipality, make_neighbourhood
from tests.places.importing.conftest import Imported

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]
CODE = "BU07580001"


@pytest.fixture(autouse=True)
def _areas():
    make_district(code="WK075800", municipality=make_municipality())
    make_neighbourhood(code=CODE)


@pytest.fixture
def take():
    def take(path, dry_run=False, **wishes):
        messages = []
        wishes.setdefault("code", "code")
        wishes.setdefault("figures", {"inhabitants": "inwoners"})
        wishes.setdefault("year", 2024)
        wishes.setdefault("source", "CBS")
        report = import_figures(
            path, FigureWishes(**wishes), dry_run=dry_run, on_message=messages.append
        )
        return Imported(report, messages)

    return take


@pytest.fixture
def table(tmp_path):
    def write(*lines, header="code;inwoners"):
        path = tmp_path / "cijfers.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return path

    return write


def value():
    return Figure.objects.get().value


def test_a_figure_is_stored_with_year_and_source(take, table):
    done = take(table(f"{CODE};2705"))

    assert (done.created, done.is_written) == (1, True)
    one = Figure.objects.get()
    assert (one.code, one.name, one.year, one.source) == (
        CODE,
        "inhabitants",
        2024,
        "CBS",
    )
    assert one.value == 2705


def test_the_same_file_again_changes_nothing(take, table):
    path = table(f"{CODE};2705")
    take(path)
    done = take(path)

    assert (done.created, done.updated, done.unchanged) == (0, 0, 1)


def test_a_new_value_replaces_the_old_of_that_year_only(take, table):
    take(table(f"{CODE};2600"), year=2020)
    take(table(f"{CODE};2705"))
    assert take(table(f"{CODE};2710")).updated == 1

    figures = Figure.objects.order_by("year").values_list("year", "value")
    assert list(figures) == [(2020, 2600), (2024, 2710)]


@pytest.mark.parametrize(
    "nothing", ["", " ", ".", "-99999999", "-99999999.0", "-99997"]
)
def test_what_is_missing_or_secret_is_unknown_and_no_number(take, table, nothing):
    take(table(f"{CODE};{nothing}"))

    assert value() is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("35,2", "35.2"), ("35.2", "35.2"), ("1.234,5", "1234.5"), ("7,005", "7.01")],
)
def test_decimal_commas_and_points_are_read(take, table, text, number):
    take(table(f"{CODE};{text}"))

    assert value() == Decimal(number)


def test_a_figure_may_be_multiplied(take, table):
    take(
        table(f"{CODE};35,2"),
        figures={"income_per_inhabitant": "inwoners"},
        multiply={"income_per_inhabitant": Decimal(1000)},
    )

    assert value() == 35200


def test_municipality_and_district_have_figures_too(take, table):
    assert take(table("GM0758;1", "WK075800;2", f" {CODE} ;3")).created == 3


def test_rows_about_elsewhere_are_skipped_and_counted(take, table):
    done = take(table("NL01;17000000", "GM0855;220000", f"{CODE};1"))

    assert (done.created, done.ignored, done.problems) == (1, 2, 0)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("BU07589999;1", "BU07589999 is no area"),
        (";1", "no code"),
        (f"{CODE};veel", "no number"),
        (f"{CODE};-5", "can't be right"),
        (f"{CODE};1e99", "can't be right"),
        (f"{CODE};NaN", "can't be right"),
        (CODE, "instead of 2"),
    ],
)
def test_what_is_wrong_in_a_row_is_a_problem_and_nothing_is_written(
    take, table, line, words
):
    done = take(table("GM0758;1", line))

    assert words in done.only_problem
    assert "line 3" in done.only_problem
    assert not Figure.objects.exists()


@pytest.mark.parametrize("share", ["-1", "100,1", "460"])
def test_a_percentage_lies_between_0_and_100(take, table, share):
    done = take(table(f"{CODE};{share}"), figures={"lonely_18_plus_pct": "inwoners"})

    assert "percentage" in done.only_problem


def test_an_area_that_comes_twice_is_a_problem_that_names_the_other_line(take, table):
    problem = take(table(f"{CODE};1", f"{CODE};2")).only_problem

    assert "line 3" in problem
    assert "line 2" in problem


def test_where_chooses_among_rows_of_one_area(take, table):
    path = table(f"{CODE};1;18+", f"{CODE};2;65+", header="code;inwoners;leeftijd")
    take(path, where={"leeftijd": "65+"})

    assert value() == 2


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"code": "gebied"}, "“gebied”"),
        ({"figures": {"inhabitants": "mensen"}}, "“mensen”"),
        ({"figures": {"happiness": "inwoners"}}, "inhabitants_65_plus"),
        ({"figures": {}}, "--figures"),
        ({"multiply": {"happiness": Decimal(2)}}, "“happiness”"),
        ({"where": {"leeftijd": "65+"}}, "“leeftijd”"),
        ({"source": " "}, "--source"),
        ({"year": 24}, "--year"),
    ],
)
def test_a_wish_that_can_not_be_is_explained(take, table, wishes, words):
    assert words in take(table(f"{CODE};1"), **wishes).only_problem


def test_a_file_about_elsewhere_only_is_a_problem(take, table):
    assert "No row" in take(table("GM0855;1")).only_problem


def test_a_dry_run_leaves_nothing(take, table):
    path = table(f"{CODE};1")

    assert take(path, dry_run=True).created == 1
    assert not Figure.objects.exists()
