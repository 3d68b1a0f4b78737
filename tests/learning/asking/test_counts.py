"""Of a choice nothing is told that leads to few people."""

import itertools
from datetime import timedelta

import pytest

from learning.asking import archive, counting
from tests.kit.staffpages import text_of
from tests.learning.asking.hands import make_chosen

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def told(question, days=8):
    return counting.heard(question, question.opens_on + timedelta(days=days))


def counts(found):
    return {each.title.text: each.count for each in found.groups}


def test_from_ten_on_and_rounded_to_fives():
    found = told(make_chosen([24, 12, 17, 4]))

    assert counts(found) == {
        "Keuze 1": 25, "Keuze 3": 15, "Keuze 2": 10, "Keuze 4": None,
    }  # fmt: skip
    assert (found.total, found.together) == (50, 0)


def test_small_ones_together_are_told_once_they_are_ten():
    found = told(make_chosen([24, 6, 7]))

    assert counts(found) == {"Keuze 1": 25, "Keuze 2": None, "Keuze 3": None}
    assert (found.total, found.together) == (40, 15)


def test_while_people_can_answer_nothing_is_told(client):
    question = make_chosen([24, 12], slug="buiten")

    assert told(question, 7).total is None
    page = text_of(client.get("/vragen/buiten/"))
    assert "keer</p>" not in page
    assert "als het voorbij is" in page


def test_no_sum_of_what_is_told_gives_a_small_group(client):
    """Whoever subtracts every number told from every other finds whole blocks only."""
    real = [24, 3, 12, 9, 4]
    found = told(make_chosen(real))
    shown = [each.count for each in found.groups if each.count] + [found.together]

    assert found.total == sum(shown)
    for size in range(len(shown) + 1):
        for some in itertools.combinations(shown, size):
            assert found.total - sum(some) == 0 or found.total - sum(some) >= 10


def test_files_and_archive_tell_no_more_than_the_page(client):
    question = make_chosen([24, 4], slug="buiten", opened=8)
    csv = b"".join(client.get("/vragen/buiten/antwoorden.csv")).decode()
    archived = archive.whole(question, question.open_until.replace(year=2099), "")

    assert csv.splitlines()[1:] == ["Keuze 1,25", "Keuze 2,"]
    assert [each["aantal"] for each in archived["groepen"]] == [25, None]
    assert archived["aantal_antwoorden"] == 25
    assert [*archived["antwoorden"]] == []
