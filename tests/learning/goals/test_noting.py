"""Numbers are only ever added: by staff, from a table, and by the site once a month."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning.goals import noting
from learning.goals.readings import of_indicators
from learning.models import Measurement
from tests.kit.factories import make_goal, make_indicator, make_initiative

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2026, 11, 1)
TODAY = date(2026, 11, 30)


@pytest.fixture
def indicator():
    return make_indicator()


def readings(indicator):
    [(_same, measured)] = of_indicators([indicator], TODAY)
    return measured.readings


def test_a_second_number_of_a_day_puts_the_first_right_and_says_so(indicator):
    first = noting.note(indicator, DAY, Decimal(12), "geteld")
    second = noting.note(indicator, DAY, Decimal("9.5"), "geteld", "Dubbel geteld.")

    assert second.corrects == first
    [shown] = readings(indicator)
    assert shown.value == Decimal("9.5")
    assert shown.note == "Verbeterd: eerst stond er 12. Dubbel geteld."


def test_a_number_is_never_changed(indicator):
    noted = noting.note(indicator, DAY, Decimal(12), "geteld")
    noted.value = 13

    with pytest.raises(ValidationError):
        noted.save()


# --- By the site ----------------------------------------------------------------------


def test_once_a_month_the_site_notes_what_it_counts():
    counted = make_indicator(counter="initiatieven")
    make_indicator()  # by hand
    make_indicator(make_goal(state="closed"), counter="initiatieven")
    make_initiative()

    with time_machine.travel("2026-11-30 12:00+01:00"):
        assert [noting.note_all(timezone.now()) for _ in range(2)] == [1, 0]
    make_initiative()
    with time_machine.travel("2026-12-01 12:00+01:00"):
        assert noting.note_all(timezone.now()) == 1

    noted = counted.measurements.values_list("value", "source")
    assert list(noted) == [(1, "geteld door deze site"), (2, "geteld door deze site")]


# --- From a table ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("24", 24),
        ("1.234,5", Decimal("1234.5")),
        ("1234.5", Decimal("1234.5")),
        ("1 234", 1234),
        ("-3", -3),
        ("\u22123", -3),
        ("0,25", Decimal("0.25")),
        ("1.234.567", None),
        ("1.234", None),
        ("veel", None),
        ("", None),
        ("NaN", None),
        ("1e400", None),
        ("999999999999999", None),
        ("0,125", None),
        ("१२", None),
    ],
)
def test_a_number_is_read_as_one_writes_it_or_refused(text, number):
    if number is None:
        with pytest.raises(ValidationError):
            noting.number_of(text)
    else:
        assert noting.number_of(text) == number


TABLE = """Dag;Waarde;Bron;Toelichting
2024-11-15;24;eigen telling;met de hand
15-11-2025;"16,5";eigen telling;
nooit;9;eigen telling;
2026-11-15;negen;eigen telling;
2026-11-16;9;;
2099-01-01;9;eigen telling;
2024-11-15;25;eigen telling;
"""


def test_a_table_is_refused_line_by_line(indicator):
    table = noting.read(TABLE, TODAY)

    assert [number for number, _words in table.wrong] == [4, 5, 6, 7, 8]
    assert "“nooit” is geen dag" in table.wrong[0][1]
    assert table.wrong[-1][1] == "Regel 2 heeft dezelfde dag."
    assert noting.note_table(indicator, table, None) == 2
    assert [each.value for each in readings(indicator)] == [24, Decimal("16.5")]


def test_the_same_table_again_adds_nothing(indicator):
    for added in [2, 0]:
        assert noting.note_table(indicator, noting.read(TABLE, TODAY), None) == added
    assert Measurement.objects.count() == 2


@pytest.mark.parametrize("text", ["", "dag,waarde\n2026-11-01,3", "hallo", "\x00"])
def test_a_table_without_its_heading_is_refused(text):
    with pytest.raises(ValidationError, match="eerste regel"):
        noting.read(text, TODAY)


def test_a_table_that_is_too_long_says_where_it_stopped(monkeypatch):
    monkeypatch.setattr(noting, "MOST_ROWS", 3)
    days = [TODAY - timedelta(days=n) for n in range(5)]
    text = "dag,waarde,bron\n" + "".join(f"{day},1,x\n" for day in days)

    table = noting.read(text, TODAY)

    assert len(table.rows) == 3
    assert [number for number, _words in table.wrong] == [5]
