"""The index changes with what it is made of, at once and in the same transaction."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from common.kit.storing import remove, store
from places import search
from places.deciding.upkeep import places_changed, places_gone
from places.importing.run import writing
from places.models import Neighbourhood, Place, Synonym
from places.search import staff, upkeep
from places.textindex import index, postgresql
from tests.kit.factories import (
    kind,
    made,
    make_district,
    make_neighbourhood,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("search")]


def found(question):
    ids = search.matches(search.words_of(question)).ids.tolist()
    places = Place.objects.filter(pk__in=ids).order_by("name")
    return list(places.values_list("name", flat=True))


def right():
    return not len(upkeep.differences())


def test_a_new_name_is_found_and_the_old_one_no_more():
    place = make_place(name="Lindehof")
    place.name = "Eikenhof"
    store(place)

    assert found("eikenhof") == ["Eikenhof"]
    assert found("lindehof") == []
    assert right()


def test_saving_one_field_writes_what_the_database_holds():
    place = make_place(name="Lindehof")
    place.name = "Eikenhof"
    store(place, update_fields=["state"])

    assert found("lindehof") == ["Lindehof"]
    assert right()


def test_what_is_gone_or_hidden_is_not_found():
    gone, hidden = make_place(name="Lindehof"), make_place(name="Lindelaan")
    remove(gone)
    hidden.state = Place.State.SUGGESTED
    store(hidden)

    assert found("linde") == []
    assert right()


def test_many_at_once_change_as_one_does():
    for number in range(3):
        make_place(name=f"Lindehof {number}")
    everything = Place.objects.all()
    ids = list(everything.values_list("pk", flat=True))

    def update(**fields):
        everything.update(**fields)
        places_changed(ids)

    update(description="Met een fontein.")
    assert len(found("fontein")) == 3
    update(state=Place.State.CLOSED)
    assert found("fontein") == []
    update(state=Place.State.PUBLISHED)
    assert len(found("fontein")) == 3
    everything.delete()
    places_gone(ids)
    assert found("fontein") == []
    assert right()


def test_an_import_writes_the_index():
    place = make_place(name="Lindehof")
    again = Place.objects.prefetch_related("themes").get(pk=place.pk)
    again.name = "Eikenhof"
    new = Place(name="Kastanjehof", slug="kastanje", kind=kind(), point=place.point)
    new.state = Place.State.PUBLISHED

    writing.update([again], "test")
    writing.create([new], "test")

    assert found("eikenhof kastanjehof") == []
    assert found("eikenhof") == ["Eikenhof"]
    assert found("kastanjehof") == ["Kastanjehof"]
    assert right()


def test_a_kind_is_found_by_its_new_name_at_once():
    make_place(name="Plek 7", kind="overig")
    assert found("hangplek") == []

    other = kind("overig")
    other.name = "Hangplek"
    store(other)

    assert found("hangplek") == ["Plek 7"]
    assert right()


def test_a_word_for_imports_is_no_name_of_the_kind():
    make_place(name="Al-Fath", kind="gebedshuis")
    make_place(name="Grote Kerk", kind="gebedshuis")

    assert found("moskee") == []
    assert found("kerk") == ["Grote Kerk"]
    assert found("gebedshuis") == found("place of worship") == ["Al-Fath", "Grote Kerk"]
    assert found("worship") == []


def test_a_kind_that_always_has_something_tells_so_of_its_places():
    make_place(name="Plek 7", kind="overig")
    other = kind("overig")
    other.facilities = "tafel"
    store(other)

    assert found("tafel") == ["Plek 7"]
    assert right()


def test_an_area_is_found_by_its_new_name_at_once():
    area = make_neighbourhood(name="Belcrum", district=make_district(name="Noord"))
    make_place(name="Plek 7", neighbourhood=area)
    assert found("belcrum") == found("noord") == ["Plek 7"]

    area.name = "Krogten"
    store(area)
    area.district.name = "Bovenstad"
    store(area.district)

    assert found("krogten") == found("bovenstad") == ["Plek 7"]
    assert found("belcrum noord") == []


def test_a_place_forgets_an_area_that_is_gone():
    area = make_neighbourhood(name="Belcrum")
    make_place(name="Plek 7", neighbourhood=area)
    remove(Neighbourhood.objects.get(pk=area.pk))

    assert found("belcrum") == []
    assert right()


def test_synonyms_work_at_once_and_stop_at_once():
    make_place(name="Lindehof")
    assert found("groenhoek") == []

    pair = made(Synonym(words="groenhoek, Lindehof"))
    assert found("groenhoek") == ["Lindehof"]
    pair.words = "stadshoek, Lindehof"
    store(pair)
    assert found("groenhoek") == []
    remove(pair)
    assert found("stadshoek") == []


def test_one_way_is_one_way():
    make_place(name="Lindehof")
    make_place(name="Rozenhof")
    made(Synonym(words="geurhoek", finds="lindehof, rozenhof"))
    made(Synonym(words="lindehof", finds="geurhoek"))

    assert found("geurhoek") == ["Lindehof", "Rozenhof"]
    assert found("rozenhof") == ["Rozenhof"]


def test_a_change_that_is_undone_is_undone_in_the_index_too():
    place = make_place(name="Lindehof")
    with transaction.atomic():
        place.name = "Eikenhof"
        store(place)
        assert found("eikenhof") == ["Eikenhof"]
        transaction.set_rollback(True)

    assert found("eikenhof") == []
    assert found("lindehof") == ["Lindehof"]


def test_what_an_emptied_table_left_matches_no_new_place():
    old = make_place(name="Lindehof")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM places_place_themes")
        cursor.execute("DELETE FROM places_place")
    make_place(pk=old.pk, name="Eikenhof")
    make_place(pk=old.pk + 1, name="Verborgen", state=Place.State.SUGGESTED)

    assert found("lindehof") == []
    assert right()


def test_check_search_tells_what_is_wrong_and_repairs_it(capsys):
    missing, wrong = make_place(name="Lindehof"), make_place(name="Eikenhof")
    left_over = make_place(name="Rozenhof")
    index.remove([missing.pk])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE places_place SET name = 'Beukenhof' WHERE id = %s", [wrong.pk]
        )
        cursor.execute("DELETE FROM places_place WHERE id = %s", [left_over.pk])

    with pytest.raises(CommandError, match=r"1.*1.*1"):
        call_command("check_search")
    call_command("check_search", "--repair")
    call_command("check_search")

    assert found("lindehof") == ["Lindehof"]
    assert found("beukenhof") == ["Beukenhof"]


def test_bad_synonyms_are_refused_in_words():
    from django.core.exceptions import ValidationError

    for words, finds in [("bieb", ""), ("bieb, !?", ""), ("de", "het"), ("", "bank")]:
        with pytest.raises(ValidationError):
            Synonym(words=words, finds=finds).full_clean()
    Synonym(words="voetbal", finds="sportplek").full_clean()


def test_synonyms_that_staff_took_out_stay_out():
    from places.models.first_rows import fill_synonyms

    assert Synonym.objects.count() > 20
    remove(Synonym.objects.first())
    left = Synonym.objects.count()
    fill_synonyms()

    assert Synonym.objects.count() == left


def test_an_older_site_keeps_what_was_found_by_a_word_of_a_kind():
    older = import_module("places.migrations.0002_synonyms_of_kinds").change
    Synonym.objects.all().delete()
    older(apps, connection.schema_editor())
    assert not Synonym.objects.exists()  # those from the start come later

    for words in ["bankje, zitplek, zitplaats", "kerk, gebedshuis, kapel", "a, b"]:
        made(Synonym(words=words))
    older(apps, connection.schema_editor())

    rows = set(Synonym.objects.values_list("words", "finds"))
    assert rows > {("bankje, zitplek, zitplaats, zitbank", ""), ("kerk, kapel", "")}
    assert rows > {("a, b", ""), ("sportveld", "sportplek")}


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_emptied_leaves_nothing_behind():
    make_place(name="Lindehof")

    call_command("flush", interactive=False, verbosity=0)

    assert right()


@pytest.mark.parametrize("row", [0, 10**9], ids=["passing rows", "by the index"])
def test_some_of_what_fits_is_found_either_way(monkeypatch, row):
    monkeypatch.setattr(postgresql, "ROW", row)
    fits = {make_place(name=f"Bank {number}").pk for number in range(4)}
    make_place(name="Fontein", kind="park")
    asked = tuple(staff._groups("bank"))

    assert set(index.some(asked, 9)) == fits == set(index.ranks(asked).ids.tolist())
    assert len(index.some(asked, 2)) == 2
