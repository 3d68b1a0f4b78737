"""The words of the site: read anew when they change, and bounded in what they cost."""

import pytest

from places.models import MapVersion, version
from places.search import vocabulary
from places.search.things import Things
from places.search.vocabulary import MOST_COMPOUNDS, Vocabulary
from places.textindex import index
from tests.kit.factories import make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both("search")]


def test_a_new_word_is_known_without_reading_the_whole_index(monkeypatch):
    make_place(name="Lindehof")
    assert vocabulary.current().knows("lindehof")

    monkeypatch.setattr(index, "counts", lambda: pytest.fail("read it all"))
    make_place(name="Eikenhof")

    assert vocabulary.current().knows("eikenhof")
    assert not vocabulary.current().knows("kastanjehof")


def test_nothing_is_read_twice_while_nothing_changed():
    make_place(name="Lindehof")

    assert vocabulary.current() is vocabulary.current()
    before = vocabulary.current()
    MapVersion.bump()
    assert vocabulary.current() is not before


def test_what_was_computed_from_the_words_is_kept_while_they_stay_the_same():
    make_place(name="Lindehof")
    before = vocabulary.current()
    assert before.repair("lindehfo", "lindehfo") == "lindehof"
    make_place(name="Lindehof")

    after = vocabulary.current()

    assert after is not before
    assert vars(after)["_repairer"] is vars(before)["_repairer"]


def test_what_is_not_published_is_no_word_of_the_site():
    make_place(name="Geheimhof", state="suggested")

    assert not vocabulary.current().knows("geheimhof")


def test_a_part_of_very_many_words_stands_for_the_most_used():
    letters = "bcdfghklmnpqrstvwz"
    heads = [f"{a}o{b}{c}" for a in letters for b in letters for c in "kt"]
    counts = {f"{head}tuin": number for number, head in enumerate(heads)}
    site = Vocabulary((0, 0), 0, counts | dict.fromkeys(heads, 1), Things(), [])

    found = site.compounds_of("tuin")

    assert len(found) == MOST_COMPOUNDS < len(heads)
    assert f"{heads[-1]}tuin" in found
    assert f"{heads[0]}tuin" not in found


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_all_words_are_read_anew(monkeypatch):
    make_place(name="Lindehof")
    before = vocabulary.refresh()
    with monkeypatch.context() as elsewhere:  # another process changes something
        elsewhere.setattr(version, "_listeners", [])
        MapVersion.bump()

    with vocabulary._lock:  # whoever reads now gets no further
        assert vocabulary.current() is before

    vocabulary._following.wait()
    assert vocabulary.current() is not before
