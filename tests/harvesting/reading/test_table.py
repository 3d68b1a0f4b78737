"""Tables by a mapping that someone saved."""

import pytest
from django.utils import translation

from harvesting.reading import read, table

ODD = b"A;B;C;D\r\nSoep;3-11-2026;12:00;De Kring\r\n"
COLUMNS = {"title": "A", "day": "B", "from": "C", "place_name": "D"}


def test_a_saved_mapping_says_which_column_is_what():
    (event,) = read(ODD, columns=COLUMNS).events

    assert (event.title, event.place_name) == ("Soep", "De Kring")
    assert f"{event.starts_at:%d %H:%M}" == "03 12:00"


def test_what_a_mapping_leaves_out_is_not_read():
    content = b"naam;datum;omschrijving\nSoep;3-11-2026;Geheim\n"

    (event,) = read(content, columns={"title": "naam", "day": "datum"}).events

    assert event.text == ""


@pytest.mark.parametrize("gone", ["title", "day"])
def test_a_mapping_to_a_column_that_is_gone_is_told(gone):
    columns = COLUMNS | {gone: "Weg"}

    with translation.override("en"):
        found = read(ODD, columns=columns)

    assert "There are: A, B, C, D." in found.problem
    assert not found.is_whole


def test_an_event_that_changes_has_another_number_when_the_table_gives_none():
    numbers = {
        read(ODD.replace(b"12:00", at), columns=COLUMNS).events[0].uid
        for at in (b"12:00", b"12:00", b"13:00")
    }

    assert len(numbers) == 2


def test_its_headings_can_be_asked():
    assert table.headings(ODD) == ["A", "B", "C", "D"]


def test_of_two_columns_that_could_be_it_the_first_is():
    assert table.recognised(["Naam", "Titel", "Datum"]) == {
        "title": "Naam",
        "day": "Datum",
    }
