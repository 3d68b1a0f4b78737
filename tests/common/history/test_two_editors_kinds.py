"""Two editors of what is more than a text: themes, spots, rows, times, proposals."""

from datetime import time

import pytest

from common.history import bin
from common.kit.storing import store
from common.moderation.states import State
from initiatives.models import DateChange, Organisation, Proposal
from places.models import Place, PlaceKind
from tests.kit.choosing import asked_on, chosen_on, sent_of
from tests.kit.factories import (
    GROTE_MARKT,
    change_date,
    make_activity,
    make_initiative,
    make_neighbourhood,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.staffpages import MINE, as_, form_page, text_of
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
ASKED = "Iemand anders wijzigde dit intussen"


@pytest.fixture
def amira():
    return make_staff(name="Amira")


@pytest.fixture
def bo():
    return make_staff(name="Bo")


def test_themes_and_the_spot_of_a_place_are_chosen_like_texts(amira, bo):
    place = make_place(themes=[Theme.objects.get(slug="gezondheid")])
    url = form_page(place)
    opened = sent_of(as_(bo).get(url))
    place.point = "SRID=4326;POINT(4.7806 51.5937)"
    store(place)
    place.themes.set([Theme.objects.get(slug="leefomgeving")])
    both = [str(each.pk) for each in Theme.objects.order_by("pk")[:2]]

    answer = as_(bo).post(url, opened | {"themes": both, "name": "Anders"})

    assert asked_on(answer) == {"point", "themes", "name"}
    assert as_(bo).post(url, chosen_on(answer, themes="mine")).status_code == 302
    place = Place.objects.get(pk=place.pk)
    assert {str(each.pk) for each in place.themes.all()} == set(both)
    assert round(place.point.y, 4) == 51.5937
    assert place.name == "Anders"


def test_a_neighbourhood_that_a_colleague_chose_stays_when_their_version_is_chosen(
    amira, bo
):
    make_neighbourhood(centre=GROTE_MARKT)
    chosen = make_neighbourhood()
    place = make_place()
    url = form_page(place)
    opened = sent_of(as_(bo).get(url))
    as_(amira).post(url, sent_of(as_(amira).get(url), neighbourhood=chosen.pk))

    answer = as_(bo).post(url, opened | {"name": "Anders"})
    as_(bo).post(url, chosen_on(answer))

    place.refresh_from_db()
    assert (place.name, place.neighbourhood) == ("Anders", chosen)
    assert str(chosen) in text_of(answer)


@pytest.mark.parametrize("model", [PlaceKind, Theme])
def test_things_without_a_date_of_change_are_guarded_too(amira, bo, model):
    entry = model.objects.first()
    field = "name" if model is PlaceKind else "title"
    url = form_page(entry)
    opened = sent_of(as_(bo).get(url))
    as_(amira).post(url, sent_of(as_(amira).get(url), **{field: "Van Amira"}))

    answer = as_(bo).post(url, opened | {field: "Van Bo"})

    assert ASKED in text_of(answer)
    assert "Amira" in text_of(answer)
    entry.refresh_from_db()
    assert getattr(entry, field) == "Van Amira"


def test_a_decision_of_a_colleague_is_no_conflict_with_another_text(amira, bo):
    club = make_organisation(state=State.SUGGESTED)
    url = form_page(club)
    opened = sent_of(as_(bo).get(url))
    club.state = State.PUBLISHED
    store(club)

    assert as_(bo).post(url, opened | {"name": "Anders"}).status_code == 302

    club.refresh_from_db()
    assert (club.name, club.state) == ("Anders", State.PUBLISHED)


def test_who_saves_what_a_colleague_threw_away_keeps_what_they_typed(amira, bo):
    place = make_place()
    url = form_page(place)
    opened = sent_of(as_(bo).get(url))
    bin.throw_away(place, amira)

    answer = as_(bo).post(url, opened | {"description": "Lang <b>getypt</b>"})

    assert answer.status_code == 200
    assert "gooide dit intussen weg" in text_of(answer)
    assert "Lang &lt;b&gt;getypt" in text_of(answer)
    place.refresh_from_db()
    assert place.description == ""


# --- Rows below the form -----------------------------------------------------------


@pytest.fixture
def coffee():
    activity = make_activity()
    change_date(activity=activity, rule_date="2026-12-08", kind="cancel", reason="Ziek")
    return activity


def test_a_row_that_a_colleague_changed_is_told_and_kept_until_pressed_again(
    bo, coffee
):
    url, row = form_page(coffee), coffee.changes.get()
    opened = sent_of(as_(bo).get(url))
    row.reason = "Sneeuw"
    store(row)

    answer = as_(bo).post(url, opened | {"changes-0-reason": "Storm"})

    row.refresh_from_db()
    assert row.reason == "Sneeuw"
    assert "Nu staat er Reden: Sneeuw" in text_of(answer).replace("reden", "Reden")
    assert "Storm" in text_of(answer)
    assert as_(bo).post(url, sent_of(answer)).status_code == 302
    row.refresh_from_db()
    assert row.reason == "Storm"


def test_of_a_row_each_keeps_what_they_alone_changed(bo, coffee):
    url, row = form_page(coffee), coffee.changes.get()
    opened = sent_of(as_(bo).get(url))
    row.reason, row.minutes = "Sneeuw", 30
    store(row)
    typed = {"changes-0-reason": "Storm", "changes-0-at": "14:00"}

    answer = as_(bo).post(url, opened | typed)
    as_(bo).post(url, sent_of(answer))

    row.refresh_from_db()
    assert (row.reason, row.minutes, row.at) == ("Storm", 30, time(14))


def test_a_row_that_only_a_colleague_changed_stays_as_they_left_it(bo, coffee):
    url, row = form_page(coffee), coffee.changes.get()
    opened = sent_of(as_(bo).get(url))
    row.reason = "Sneeuw"
    store(row)

    as_(bo).post(url, opened | {"name": "Thee"})

    row.refresh_from_db()
    coffee.refresh_from_db()
    assert (row.reason, coffee.name) == ("Sneeuw", "Thee")


def test_a_row_that_a_colleague_changed_is_not_erased_unseen(bo, coffee):
    url, row = form_page(coffee), coffee.changes.get()
    opened = sent_of(as_(bo).get(url))
    row.reason = "Sneeuw"
    store(row)

    answer = as_(bo).post(url, opened | {"changes-0-DELETE": "on"})

    assert DateChange.objects.filter(pk=row.pk).exists()
    assert "is niet gewist" in text_of(answer)


# --- /mijn/ ------------------------------------------------------------------------


def test_two_of_one_organisation_do_not_overwrite_each_others_proposal():
    amira, bo = make_user(name="Amira"), make_user(name="Bo")
    club = make_organisation(name="De Huiskamer", owner=amira, editor=bo)
    url = form_page(club, MINE)
    opened = sent_of(as_(bo).get(url))
    as_(amira).post(url, sent_of(as_(amira).get(url), name="Van Amira"))

    answer = as_(bo).post(url, opened | {"name": "Van Bo", "phone": "076 1"})

    assert ASKED in text_of(answer)
    assert "door Amira" in text_of(answer)
    assert Proposal.objects.get().changes == {"name": ["De Huiskamer", "Van Amira"]}
    as_(bo).post(url, chosen_on(answer, name="theirs"))
    assert Proposal.objects.get().changes == {
        "name": ["De Huiskamer", "Van Amira"], "phone": ["", "076 1"]
    }  # fmt: skip


def test_when_an_activity_is_is_chosen_as_a_whole():
    amira = make_user()
    club = make_organisation(owner=amira, is_trusted=True)
    coffee = make_activity(organisation=club)
    url = form_page(coffee, MINE)
    opened = sent_of(as_(amira).get(url))
    coffee.starts_at, coffee.minutes = time(14), 60
    store(coffee)

    answer = as_(amira).post(
        url, opened | {"starts_at": "11:00", "ends_at": "13:00", "scope": "alle"}
    )

    assert asked_on(answer) == {"first_on"}
    assert "elke dinsdag" in text_of(answer)
    done = as_(amira).post(url, chosen_on(answer, first_on="mine"))
    assert done.status_code == 302
    coffee.refresh_from_db()
    assert (f"{coffee.starts_at:%H:%M}", coffee.minutes) == ("11:00", 120)


def test_where_an_activity_is_is_taken_from_who_changed_it():
    amira = make_user()
    club = make_organisation(owner=amira, is_trusted=True)
    coffee = make_activity(organisation=club)
    url = form_page(coffee, MINE)
    opened = sent_of(as_(amira).get(url))
    library = make_place(name="Nieuwe Veste", kind="bibliotheek")
    coffee.place, coffee.where = library, "zaal 2"
    store(coffee)

    answer = as_(amira).post(url, opened | {"name": "Thee", "scope": "alle"})
    as_(amira).post(url, chosen_on(answer))

    coffee.refresh_from_db()
    assert (coffee.name, coffee.place, coffee.where) == ("Thee", library, "zaal 2")


def test_an_initiative_of_an_organisation_is_guarded_with_its_themes():
    amira = make_user()
    club = make_organisation(owner=amira, is_trusted=True)
    garden = make_initiative(organisation=club)
    url = form_page(garden, MINE)
    opened = sent_of(as_(amira).get(url))
    garden.themes.set([Theme.objects.get(slug="gezondheid")])
    mine = str(Theme.objects.get(slug="leefomgeving").pk)

    answer = as_(amira).post(url, opened | {"themes": [mine]})

    assert asked_on(answer) == {"themes"}
    as_(amira).post(url, chosen_on(answer, themes="theirs"))
    assert [each.slug for each in garden.themes.all()] == ["gezondheid"]


def test_a_colleague_of_the_municipality_has_no_name_on_the_page_in_mijn():
    amira, sjaak = make_user(), make_staff(name="Sjaak")
    club = make_organisation(owner=amira, is_trusted=True)
    url = form_page(club, MINE)
    opened = sent_of(as_(amira).get(url))
    as_(sjaak).post(
        form_page(club), sent_of(as_(sjaak).get(form_page(club)), name="Nieuw")
    )

    answer = as_(amira).post(url, opened | {"name": "Anders"})

    assert "Sjaak" not in text_of(answer)
    assert "door de gemeente" in text_of(answer)
    assert Organisation.objects.get(pk=club.pk).name == "Nieuw"
