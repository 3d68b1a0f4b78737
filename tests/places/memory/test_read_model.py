"""What lists find in memory is what the database, the tiles and the exports find."""

import csv
import io

import numpy as np
import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from common.kit.storing import remove_each, store
from common.moderation.states import State
from places.finding.filters import PlaceFilterSet
from places.memory import found as reading
from places.memory.clusters import ZOrder
from places.memory.columns import NEVER, Columns, PlaceRow
from places.memory.find import find
from places.memory.selection import DEFAULT, Selection
from places.memory.snapshot import current
from places.models import MapChange, MapVersion, Place, PlaceKind
from tests.kit.factories import make_neighbourhood, make_place
from tests.places.memory.questions import PLACES, QUESTIONS, encoded

pytestmark = [pytest.mark.django_db, pytest.mark.both("read model")]


def row(number, name="Bank", order=10, **facts):
    usual = {
        "facets": 0, "possible": 0, "kind": 1, "neighbourhood": 0, "dataset": 0,
        "x": number, "y": 0, "hours": "", "expires": NEVER,
    }  # fmt: skip
    return PlaceRow(id=number, name=name, order=order, **(usual | facts))


def in_zorder(zorder, columns):
    """Key, position and id of each, in order."""
    ids = columns.ids[zorder.rows]
    return list(zip(zorder.keys, zorder.x, zorder.y, ids, strict=True))


def test_places_are_in_order_of_kind_then_name_as_people_sort():
    rows = [
        row(1, "Zaal"), row(2, "bank 10"), row(3, "Bank 2"), row(4, "Énorm"),
        row(5, "Aula", order=5),
    ]  # fmt: skip

    columns = Columns.of(rows)

    assert columns.ids.tolist() == [5, 3, 2, 4, 1]


def test_names_that_are_alike_for_long_are_in_order_of_their_ids():
    rows = [row(2, "Bank " * 20 + "a"), row(1, "Bank " * 20 + "b")]

    assert Columns.of(rows).ids.tolist() == [1, 2]


hours = st.sampled_from(["", "24/7", "Mo-Fr 09:00-17:00"])
rows_of = st.dictionaries(
    st.integers(1, 30),
    st.tuples(
        st.text("abcé12", max_size=3),
        st.integers(1, 3),
        hours,
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=20,
).map(
    lambda made: [
        row(pk, name, order, hours=at, x=x, y=y)
        for pk, (name, order, at, x, y) in made.items()
    ]
)


@given(rows_of, rows_of, st.sets(st.integers(1, 30)))
def test_a_change_gives_the_same_as_reading_all_anew(before, after, gone):
    fresh = {each.id: each for each in after}
    touched = gone | fresh.keys()
    kept = [each for each in before if each.id not in touched]

    columns = Columns.of(before)
    changed, splice = columns.with_changes(touched, after)
    anew = Columns.of([*kept, *after])

    assert changed.ids.tolist() == anew.ids.tolist()
    assert changed.keys.tolist() == anew.keys.tolist()
    assert [changed.texts[i] for i in changed.hours] == [
        anew.texts[i] for i in anew.hours
    ]
    assert np.array_equal(changed.x, anew.x)
    zorder = ZOrder.of(columns.x, columns.y)
    zorder = zorder.with_changes(splice, changed.x, changed.y)
    assert in_zorder(zorder, changed) == in_zorder(ZOrder.of(anew.x, anew.y), anew)


def test_an_empty_site_finds_nothing():
    found = find(Columns.of([]), DEFAULT, today=1)

    assert (len(found.sure), len(found.maybe), len(found.left_out)) == (0, 0, 0)
    assert found.box(with_maybe=True) is None


def found_names(**query):
    return [place.name for place in reading.FoundPlaces(Selection(**query))[:100]]


def test_every_change_is_seen_by_the_next_question():
    place = make_place(name="Bank")
    assert found_names() == ["Bank"]

    place.name = "Andere bank"
    store(place)
    make_place(name="Nieuwe bank")
    assert found_names() == ["Andere bank", "Nieuwe bank"]

    other = Place.objects.get(name="Nieuwe bank")
    other.name = "Z-bank"
    store(other)
    assert found_names() == ["Andere bank", "Z-bank"]

    place.state = State.CLOSED
    store(place, update_fields=["state"])
    assert found_names() == ["Z-bank"]

    remove_each(Place.objects.all())
    assert found_names() == []


def test_a_change_of_one_place_does_not_read_all_of_them(django_assert_max_num_queries):
    for _number in range(5):
        make_place()
    before = current().columns
    make_place(name="Nieuw")

    with django_assert_max_num_queries(4):
        after = current().columns

    assert len(after.ids) == len(before.ids) + 1
    assert MapChange.since((0, 0)) is None


def test_a_change_that_was_undone_leaves_nothing_behind():
    make_place(name="Bank")
    found_names()
    try:
        with transaction.atomic():
            make_place(name="Toch niet")
            assert "Toch niet" in found_names()
            raise RuntimeError
    except RuntimeError:
        pass

    assert found_names() == ["Bank"]
    make_place(name="Wel")
    assert found_names() == ["Bank", "Wel"]


def test_a_kind_that_changes_its_order_changes_the_list():
    make_place(name="Bank", kind="bankje")
    make_place(name="Zaal", kind="buurthuis")
    assert found_names() == ["Zaal", "Bank"]

    kind = PlaceKind.objects.get(slug="buurthuis")
    kind.order = 900
    store(kind)

    assert found_names() == ["Bank", "Zaal"]


def test_who_is_far_behind_reads_all_anew():
    make_place()
    stamp = MapVersion.stamp()
    MapChange.objects.all().delete()
    make_place()

    assert MapChange.since(stamp) is None


def test_many_changes_at_once_are_one_note_that_anything_may_have_changed():
    MapVersion.bump(range(5_000))

    assert MapChange.objects.latest("pk").place is None


class TestEverythingAgrees(TestCase):
    @given(PLACES, st.lists(QUESTIONS, min_size=3, max_size=3))
    @settings(max_examples=40)
    def test_list_count_tiles_and_exports_agree_under_every_filter(self, made, asked):
        make_neighbourhood(name="Midden")
        for facts in made:
            make_place(**facts)
        for question in asked:
            self.check(encoded(question))

    def check(self, query):
        filter_set = PlaceFilterSet(query)
        assert filter_set.is_valid(), filter_set.errors
        in_sql = {place.pk: getattr(place, "is_sure", True) for place in filter_set.qs}
        in_list = {place.pk: place.is_sure for place in filter_set.found[:100]}
        assert in_list == in_sql
        address = f"?{query.urlencode()}"
        page = self.client.get(f"/plekken/{address}", follow=True)
        assert page.context["page"].paginator.count == len(in_sql)
        counted = self.client.get(f"/plekken/aantal.json{address}").json()
        assert counted["sure"] == sum(in_sql.values())
        shown = counted["sure"]
        shown += counted["maybe"] if "onbekend" in query else 0
        shown += counted["left_out"] if "verouderd" in query else 0
        assert shown == len(in_sql)
        tile = self.client.get(f"/plekken/kaart/0/0/0.json{address}").json()
        on_map = (each["properties"] for each in tile["features"])
        assert sum(each.get("point_count", 1) for each in on_map) == len(in_sql)
        table = self.client.get(f"/plekken/plekken.csv{address}")
        text = b"".join(table.streaming_content).decode("utf-8-sig")
        assert {int(line["id"]) for line in csv.DictReader(io.StringIO(text))} == set(
            in_sql
        )
        features = self.client.get(f"/plekken/plekken.geojson{address}")
        geojson = b"".join(features.streaming_content).decode()
        assert geojson.count('"type": "Feature",') == len(in_sql)
