"""Who changed what when, in words; and putting an earlier version back."""

from datetime import time

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from common.kit.storing import store
from initiatives.dates import series
from initiatives.facts.holidays import KINDS
from initiatives.models import (
    DateChange,
    Host,
    Initiative,
    InitiativePhoto,
)
from places.hours.in_words import in_words
from tests.kit.factories import (
    GROTE_MARKT,
    VALKENBERG,
    kind,
    make_activity,
    make_host,
    make_initiative,
    make_neighbourhood,
    make_organisation,
    make_photo,
    make_place,
    make_place_photo,
    make_staff,
    make_user,
)
from tests.kit.staffpages import staff_page, words_of
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Counted, computed or about people: nobody edits them for the public.
NO_HISTORY = {
    "AlsoKnownAs", "OrganisationImport", "OrganisationKnownAs", "OrganisationRow",
    "ActivityVisits", "AskedStillRight", "Claim", "Confirmation", "Decision",
    "DateSeats", "DeskChange", "DeskDay", "HostRemoval", "SentMessage", "StandInAsk",
    "DoorMessage", "Doubt", "EntryReport", "FreshCount", "InitiativeVisits",
    "ImportRow", "KnownAddress",
    "ImportRun", "Invitation", "LiveChange", "MapChange",
    "MapVersion", "Membership", "Occurrence", "PhotoRemoval", "PlacePhotoRemoval",
    "PlaceReport",
    "PlaceContact", "OrganisationContact", "SeenBatch",
    "PlaceVisits", "Proposal", "Registration", "Remark", "SignUp", "Suggester",
    "ExperimentTie", "GoalSnapshot", "GoalTie", "Junction", "Measurement", "Promise",
    "Proposer", "QuestionTie", "Stop", "TourChange",
    "AnswerSum", "PublishedSum", "Quarter", "Slip", "TallyBatch", "WantsAnswer",
    "VisitorAnswer", "VisitorFact", "Look", "Moment", "Note", "Waited",
}  # fmt: skip
OURS = [app for app in settings.APPS if app != "ontmoeten"]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


@pytest.mark.parametrize(
    "model", [model for app in OURS for model in apps.get_app_config(app).get_models()]
)
def test_everything_that_the_public_sees_has_a_history(model):
    name = model.__name__
    if name.startswith("Historical") or name in NO_HISTORY:
        return
    assert hasattr(model, "history"), name


@pytest.mark.parametrize("name", ["HardWord", "AnswerTemplate"])
def test_texts_of_staff_have_a_history_too(name):
    assert hasattr(apps.get_model("ontmoeten", name), "history")


# --- What it says ------------------------------------------------------------------


def test_it_says_who_changed_which_field_from_what_to_what(client, bo):
    place = make_place(name="Oud", step_free="unknown", lit=None)
    place.name, place.step_free, place.lit = "Nieuw", "yes", False
    place.kind = kind("park")
    place._history_user = bo
    store(place)

    answer = client.get(staff_page(place, "history"))
    text = words_of(answer)

    assert "gewijzigd door Bo" in text
    assert "Naam het was Oud → werd Nieuw" in text
    assert "was onbekend → werd ja" in text  # without steps
    assert "Verlichting het was onbekend → werd nee" in text
    assert f"Soort plek het was {kind()} → werd {kind('park')}" in text
    assert "style=" not in answer.content.decode().split('id="content"')[1]


def test_themes_rules_and_days_are_in_words(client, bo):
    coffee = make_activity()
    coffee.rule, coffee.starts_at = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", time(14)
    store(coffee)
    coffee.themes.set([Theme.objects.get(slug="gezondheid")])

    text = words_of(client.get(staff_page(coffee, "history")))

    assert "was elke dinsdag → werd om de week op dinsdag" in text
    assert "was 10.00 → werd 14.00" in text
    assert f"was – → werd {Theme.objects.get(slug='gezondheid')}" in text
    assert "FREQ" not in text


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("24/7", "altijd toegankelijk"),
        ("Mo,Tu 09:00-17:00; PH off", "maandag, dinsdag 9.00 – 17.00"),
        ('Sa 10:00-12:00 "op afspraak"', "op afspraak"),
        ("Apr-Oct Mo 09:00-12:00", "Apr-Oct Mo 09:00-12:00"),
        ("niet te lezen", "niet te lezen"),
    ],
)
def test_opening_hours_are_in_words(hours, words):
    assert words in in_words(hours)


def test_what_is_gone_by_now_is_said_so(client, bo):
    area = make_neighbourhood(centre=GROTE_MARKT)
    place = make_place(neighbourhood=area)
    other = make_neighbourhood(centre=VALKENBERG)
    place.neighbourhood = other
    store(place)
    area.delete()

    assert "(bestaat niet meer)" in words_of(client.get(staff_page(place, "history")))


def test_the_newest_comes_first_and_pages_follow(client, bo):
    club = make_organisation()
    for number in range(60):
        club.phone = f"076 {number}"
        store(club)

    first = client.get(staff_page(club, "history")).context["rows"]
    last = client.get(staff_page(club, "history"), {"p": 3}).context["rows"]
    beyond = client.get(staff_page(club, "history"), {"p": "onzin"}).context["rows"]

    assert first[0]["changes"][0].after == "076 59"
    assert [len(first), len(last), len(beyond)] == [25, 11, 25]
    assert all(row["changes"] for row in first)


def test_a_page_costs_as_many_queries_for_many_versions(
    client, bo, django_assert_max_num_queries
):
    themes = list(Theme.objects.all())
    place = make_place()
    for number in range(30):
        place.kind = kind("park" if number % 2 else "plein")
        store(place)
        place.themes.set(themes[: number % 4])
    client.get(staff_page(place, "history"))

    with django_assert_max_num_queries(11):
        client.get(staff_page(place, "history"))


def test_a_text_with_tags_stands_there_as_text(client, bo):
    club = make_organisation(description="<script>kwaad</script>")
    club.description = "goed"
    store(club)

    assert (
        "<script>kwaad" not in client.get(staff_page(club, "history")).content.decode()
    )


@pytest.mark.parametrize(
    "make", [make_place, make_organisation, make_initiative, make_activity]
)
def test_only_who_may_see_a_thing_sees_its_history(client, make):
    entry = make()
    client.force_login(make_user(is_staff=True))
    record = entry.history.first()

    assert client.get(staff_page(entry, "history")).status_code == 403
    url = staff_page(entry, "simple_history", record.pk)
    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403


def test_the_rows_below_a_thing_are_told_on_its_page(client, bo):
    coffee = make_activity()
    row = DateChange(
        activity=coffee, rule_date="2026-12-08", kind="cancel", reason="Ziek"
    )
    store(row)
    row.reason = "Sneeuw"
    row._history_user = bo
    store(row)
    row.delete()

    text = words_of(client.get(staff_page(coffee, "history")))

    assert "gewijzigde datum gewijzigd door Bo Reden het was Ziek → werd Sneeuw" in text
    assert "gewijzigde datum gewist" in text
    assert "Dag het was – → werd 8 december 2026" in text


def test_a_photo_of_a_place_is_told_on_its_page(client, bo):
    place = make_place()
    photo = make_place_photo(place)
    photo.alt = "Een stoel"
    store(photo)

    text = words_of(client.get(staff_page(place, "history")))

    assert "Wat je erop ziet het was Een bank → werd Een stoel" in text
    assert ".jpg" not in text


def test_dates_that_are_skipped_at_once_have_a_history(bo):
    coffee = make_activity()

    count = series.skip(coffee, list(KINDS))

    assert count
    assert DateChange.history.count() == count


# --- What must not be remembered ---------------------------------------------------


def test_nothing_personal_of_a_host_stands_in_the_history():
    host = make_host(
        make_initiative(), first_name="Fatima", name_consent_on="2026-01-01",
        languages=["tr"], languages_consent_on="2026-01-01",
    )  # fmt: skip
    host.first_name, host.name_consent_on = "", None
    store(host)

    assert "Fatima" not in str(list(Host.history.values()))
    columns = {field.name for field in Host.history.model._meta.fields}
    assert not columns & {"first_name", "languages", "photo"}


def test_the_history_of_a_photo_goes_with_it():
    photo = make_photo(make_initiative(), credit="Fatima")
    assert InitiativePhoto.history.count() == 1

    photo.delete()

    assert not InitiativePhoto.history.exists()


def test_a_photo_has_a_history_and_no_way_back(client, bo):
    photo = make_photo(make_initiative(), alt="Een tafel")
    record = photo.history.first()
    photo.alt = "Een stoel"
    store(photo)

    page = words_of(client.get(staff_page(photo, "history")))
    assert "was Een tafel → werd Een stoel" in page
    url = staff_page(photo, "simple_history", record.pk)
    assert client.post(url).status_code == 403


def test_the_link_to_it_stands_on_the_page_of_a_thing(bo):
    client = Client()
    client.force_login(bo)
    garden = Initiative.objects.get(pk=make_initiative().pk)

    page = client.get(staff_page(garden, "change")).content.decode()

    assert staff_page(garden, "history") in page
