"""A text in another language says how sure we are of it; what is not is in Dutch."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from common.duplicates.merging import merge
from common.history import bin
from common.kit.storing import store
from common.translations import languages
from common.translations.giving import give
from common.translations.models import Status, Translation
from common.translations.reading import all_of
from places.models import Place, PlaceKind
from tests.kit.factories import (
    kind,
    made,
    make_activity,
    make_initiative,
    make_neighbourhood,
    make_organisation,
    make_place,
    make_staff,
)
from tests.kit.staffpages import text_of
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ONLY_DUTCH = "This text is only there in Dutch."
AUTOMATIC = "This is an automatic translation."
OUTDATED = "The Dutch text changed after this was translated."
MAKERS = [make_place, make_organisation, make_initiative, make_activity]


@pytest.fixture
def arabic(settings):
    settings.EXTRA_LANGUAGES = ["ar", "tr"]


def page(client, thing, prefix="/en", **asked):
    return text_of(client.get(f"{prefix}{thing.get_absolute_url()}", asked))


def english(thing, text="Come and sit.", state="checked", by=None):
    give(thing, "description", "en", text, state, by)


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_missing_stands_there_in_dutch_and_says_so(client, make):
    told = page(client, make(description="Kom erbij zitten."))

    assert ONLY_DUTCH in told
    assert 'lang="nl">Kom erbij zitten.' in told.replace("<p>", "")


@pytest.mark.parametrize("make", MAKERS)
def test_what_a_person_checked_needs_no_words(client, make):
    thing = make(description="Kom erbij zitten.")
    english(thing)

    told = page(client, thing)

    assert 'lang="en">Come and sit.' in told.replace("<p>", "")
    assert not [each for each in (ONLY_DUTCH, AUTOMATIC, OUTDATED) if each in told]


@pytest.mark.parametrize("make", MAKERS)
def test_an_automatic_text_says_so(client, make):
    thing = make(description="Kom erbij zitten.")
    english(thing, state="automatic")

    assert AUTOMATIC in page(client, thing)


@pytest.mark.parametrize("make", MAKERS)
def test_once_the_dutch_changes_its_translation_is_out_of_date(client, make):
    thing = make(description="Kom erbij zitten.")
    english(thing)
    thing.description = "Kom niet meer."
    store(thing)

    told = page(client, thing)

    assert OUTDATED in told
    assert "Come and sit." in told


def test_english_that_came_by_an_import_is_checked_by_nobody(client):
    place = make_place(description="Een bank.", description_en="A bench.")

    assert AUTOMATIC in page(client, place)


def test_what_an_import_writes_over_a_checked_text_is_not_checked(client):
    place = make_place(description="Een bank.")
    english(place)
    Place.objects.filter(pk=place.pk).update(description_en="A couch.")

    told = page(client, place)

    assert "A couch." in told
    assert AUTOMATIC in told


def test_dutch_pages_say_nothing_of_it(client):
    told = page(client, make_place(description="Een bank."), prefix="")

    assert "alleen in het Nederlands" not in told


def test_the_words_of_kinds_and_themes_that_came_with_us_are_checked():
    for thing in [*PlaceKind.objects.all(), *Theme.objects.all()]:
        given = all_of(thing, ["en"])
        assert {each.status for each in given} == {Status.CHECKED}


def test_a_text_in_an_extra_language_is_offered_where_it_is_there(client, arabic):
    place = make_place(description="Een bank.")
    give(place, "description", "ar", "مقعد.", "checked", None)

    told = page(client, place, prefix="")

    assert 'href="?tekst=ar" lang="ar" dir="rtl"' in told
    assert "Türkçe" not in told


def test_a_language_from_right_to_left_is_marked_so(client, arabic):
    place = make_place(description="Een bank.")
    give(place, "description", "ar", "مقعد.", "automatic", None)

    told = page(client, place, prefix="", tekst="ar")

    assert '<p class="lead" lang="ar" dir="rtl">مقعد.' in told
    assert "Deze vertaling is automatisch gemaakt." in told
    assert f'<link rel="canonical" href="{place.get_absolute_url()}">' in told


def test_what_an_extra_language_misses_is_shown_in_dutch(client, arabic):
    told = page(client, make_place(description="Een bank."), prefix="", tekst="tr")

    assert "Deze tekst is er alleen in het Nederlands." in told
    assert '<p class="lead" lang="nl">Een bank.' in told


def test_the_name_of_the_kind_comes_along(client, arabic):
    give(kind("bankje"), "name", "tr", "bank", "checked", None)

    told = page(client, make_place(), prefix="", tekst="tr")

    assert '<span lang="tr">bank</span>' in told


@pytest.mark.parametrize("nonsense", ["xx", "ar", "<b>", "a" * 5_000, "ar\0"])
@pytest.mark.parametrize("make", MAKERS)
def test_a_language_that_is_not_on_is_refused_in_words(client, make, nonsense):
    thing = make(description="Kom erbij zitten.")

    answer = client.get(thing.get_absolute_url(), {"tekst": nonsense})

    assert answer.status_code == 400
    assert "In die taal hebben we geen teksten." in text_of(answer)
    assert "Kom erbij zitten." in text_of(answer)


def test_a_theme_says_it_too(client, arabic):
    theme = Theme.objects.first()
    give(theme, "line", "ar", "نلتقي", "checked", None)

    told = page(client, theme, prefix="", tekst="ar")

    assert '<h1 class="h-xl" lang="ar" dir="rtl">نلتقي</h1>' in told
    assert "Deze tekst is er alleen in het Nederlands." in told


def test_the_languages_cost_one_query_and_dutch_alone_none(
    client, django_assert_num_queries, settings
):
    place = make_place(description="Een bank.", neighbourhood=make_neighbourhood())
    client.get(place.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(place.get_absolute_url())

    settings.EXTRA_LANGUAGES = ["ar", "tr", "pl", "uk"]
    for code in languages.besides_dutch():
        give(place, "description", code, "x", "checked", None)
    with django_assert_num_queries(12):
        client.get(place.get_absolute_url())
    with django_assert_num_queries(12):
        client.get(f"/en{place.get_absolute_url()}?tekst=uk")


def test_english_of_a_place_is_found_by_the_search_too(client):
    place = make_place(name="Plek", description="Een vijver.")
    english(place, "A pond with ducks.")

    assert "Plek" in text_of(client.get("/en/plekken/", {"q": "ducks"}))


def test_the_history_of_a_place_tells_who_gave_the_english():
    bo, place = make_staff(name="Bo"), make_place(description="Een bank.")
    english(place, by=bo)

    assert place.history.first().history_user == bo
    assert place.history.first().description_en == "Come and sit."


def test_no_text_takes_it_away():
    place = make_place(description="Een bank.")
    english(place)
    english(place, "")

    place.refresh_from_db()
    assert place.description_en == ""
    assert not Translation.objects.filter(key=place.pk, field="description").exists()


def test_translations_go_with_their_thing():
    thing = make_initiative()
    give(thing, "description", "en", "Soup.", "checked", None)
    thing.delete()

    assert not Translation.objects.filter(field="description").exists()


def test_they_come_back_from_the_bin_with_it():
    staff = make_staff()
    thing = made(PlaceKind(slug="hangmat", name="hangmat"))
    give(thing, "name", "en", "hammock", "checked", staff)

    thing = bin.take_back(bin.throw_away(thing, staff), staff)

    assert all_of(thing, ["en"])[0].text == "hammock"


def test_a_merge_keeps_what_stays_and_says_when_its_dutch_is_of_the_other():
    keep, gone = make_place(description="Een bank."), make_place(description="Stoel.")
    english(keep)
    merge(keep, gone, make_staff(), taken=["description"])

    keep.refresh_from_db()
    assert all_of(keep, ["en"])[0].status == Status.OUTDATED


@pytest.mark.parametrize("codes", [["nl"], ["en"], ["ar", "xx"], ["AR"], ["ar-"]])
def test_a_setting_with_an_unknown_language_is_refused_in_words(codes):
    with pytest.raises(ImproperlyConfigured, match="EXTRA_LANGUAGES"):
        languages.checked(codes)


def test_languages_are_called_what_their_speakers_call_them():
    called = [languages.name_of(code) for code in ["ar", "tr", "pl", "uk", "ti"]]

    assert called == ["العربيّة", "Türkçe", "Polski", "Українська", "ትግርኛ"]
