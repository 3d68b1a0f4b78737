"""/mijn/: what an organisation changes of what it does."""

from datetime import date

import pytest

from common.kit.storing import store
from common.moderation.states import State
from initiatives.models import Activity, Initiative, Proposal
from tests.initiatives.views.mine.pages import (
    FIRST,
    MINE,
    change,
    path_of,
    text_of,
    trust,
    typed,
)
from tests.kit.choosing import chosen_on
from tests.kit.factories import (
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# What is changed: at once, or as a proposal.


def test_what_waits_is_changed_at_once(visitor, club):
    club.state = State.SUGGESTED
    store(club)

    answer = change(visitor, path_of(club), phone="076 123 45 67")

    assert answer.url == MINE
    club.refresh_from_db()
    assert (club.phone, club.state) == ("076 123 45 67", State.SUGGESTED)


def test_what_is_live_stays_until_staff_agree(visitor, club):
    change(visitor, path_of(club), name="De Woonkamer")

    club.refresh_from_db()
    assert club.name == "De Huiskamer"
    proposal = Proposal.objects.get()
    assert proposal.changes == {"name": ["De Huiskamer", "De Woonkamer"]}
    assert "Je wijziging wacht op ons" in text_of(visitor.get(MINE))


def test_who_goes_on_changing_sees_what_was_proposed(visitor, club):
    change(visitor, path_of(club), name="De Woonkamer")

    form = visitor.get(path_of(club)).context["form"]
    assert form["name"].value() == "De Woonkamer"
    change(visitor, path_of(club), phone="076 1")

    assert Proposal.objects.get().changes == {
        "name": ["De Huiskamer", "De Woonkamer"], "phone": ["", "076 1"],
    }  # fmt: skip


def test_a_proposed_change_can_be_taken_back(visitor, club):
    change(visitor, path_of(club), name="De Woonkamer")

    visitor.post(f"/mijn/voorstel/{Proposal.objects.get().pk}/intrekken/")

    assert Proposal.objects.get().state == Proposal.State.WITHDRAWN
    assert "Je wijziging wacht" not in text_of(visitor.get(MINE))


def test_what_a_trusted_organisation_changes_is_live_at_once(visitor, club):
    trust(club)

    change(visitor, path_of(club), name="De Woonkamer")

    club.refresh_from_db()
    assert club.name == "De Woonkamer"
    assert club.is_trusted
    assert not Proposal.objects.exists()


def test_what_someone_else_changed_meanwhile_is_seen_first(visitor, club):
    trust(club)
    form = typed(visitor.get(path_of(club)).context["form"])
    club.phone = "076 999"
    store(club)

    answer = visitor.post(path_of(club), {**form, "name": "De Woonkamer"})
    assert "Iemand anders wijzigde dit intussen" in text_of(answer)
    assert "De Woonkamer" in text_of(answer)
    club.refresh_from_db()
    assert club.name == "De Huiskamer"
    assert "076 999" in text_of(answer)
    visitor.post(path_of(club), chosen_on(answer))

    club.refresh_from_db()
    assert (club.name, club.phone) == ("De Woonkamer", "076 999")


def test_an_initiative_is_added_and_changed(visitor, club):
    new = f"/mijn/organisatie/{club.pk}/initiatief/"
    change(visitor, new, name="Moestuin", description="Samen tuinieren.")
    initiative = Initiative.objects.get()
    assert (initiative.organisation, initiative.state) == (club, State.SUGGESTED)

    change(visitor, path_of(initiative), for_whom="iedereen met groene vingers")

    initiative.refresh_from_db()
    assert initiative.for_whom == "iedereen met groene vingers"


# The form of an activity.


def new_activity(visitor, club, **changes):
    usual = {
        "name": "Soep", "description": "Samen soep koken.", "where": "De keuken",
        "first_on": f"{FIRST}", "starts_at": "12:00", "ends_at": "13:30",
        "repeat": "weekly",
    }  # fmt: skip
    path = f"/mijn/organisatie/{club.pk}/activiteit/"
    return change(visitor, path, **{**usual, **changes})


@pytest.mark.parametrize(
    ("chosen", "rule"),
    [
        ({"repeat": "once"}, ""),
        ({}, "FREQ=WEEKLY;BYDAY=TU"),
        ({"days": ["1", "3"]}, "FREQ=WEEKLY;BYDAY=TU,TH"),
        ({"every": "3"}, "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"),
        ({"repeat": "monthly"}, "FREQ=MONTHLY;BYDAY=1TU"),
        ({"repeat": "monthly", "weeks": ["1", "-1"], "days": ["5"]},
         "FREQ=MONTHLY;BYDAY=1SA,-1SA"),
        ({"until": "2026-12-22"}, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222"),
    ],
)  # fmt: skip
def test_when_is_chosen_in_plain_words(visitor, club, chosen, rule):
    new_activity(visitor, club, **chosen)

    activity = Activity.objects.get()
    assert activity.rule == rule
    assert (activity.state, activity.minutes) == (State.SUGGESTED, 90)
    assert activity.created_by == club.people.get()


def test_a_first_day_that_is_no_day_of_the_rule_moves_to_the_first_that_is(
    visitor, club
):
    new_activity(
        visitor, club, first_on="2026-11-30", days=["3"]
    )  # a Monday, Thursdays

    assert Activity.objects.get().first_on == date(2026, 12, 3)


def test_holidays_are_skipped_by_ticking(visitor, club):
    new_activity(visitor, club, skip=["school", "ramadan"])

    activity = Activity.objects.get()
    skipped = activity.changes.values_list("rule_date", flat=True)
    assert date(2026, 12, 22) in skipped
    assert date(2027, 2, 9) in skipped
    assert not activity.occurrences.filter(rule_date=date(2026, 12, 22)).exists()


def test_what_a_trusted_organisation_adds_is_on_the_site(visitor, club, client):
    trust(club)

    new_activity(visitor, club)

    assert client.get(Activity.objects.get().get_absolute_url()).status_code == 200


def test_a_series_without_one_time_is_refused(visitor, club):
    answer = new_activity(visitor, club, until="2026-11-24")

    assert "geen enkele keer" in text_of(answer)
    assert "Samen soep koken." in text_of(answer)
    assert not Activity.objects.exists()


def test_the_form_shows_an_activity_as_it_is(visitor, coffee):
    place = coffee.place
    coffee.where, coffee.rule = "zaal 2", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU"
    store(coffee)

    form = visitor.get(path_of(coffee)).context["form"]

    assert form["where"].value() == f"{place.name}, zaal 2"
    assert (form["repeat"].value(), form["every"].value()) == ("monthly", 2)
    assert form["weeks"].value() == [1]
    assert "skip" not in form.fields


def test_saving_what_is_shown_changes_nothing(visitor, club, coffee):
    trust(club)
    before = Activity.history.count()

    answer = change(visitor, path_of(coffee))

    assert answer.url == MINE
    assert Activity.history.count() == before
    assert not Proposal.objects.exists()


def test_another_place_is_proposed_by_its_name(visitor, coffee):
    place = make_place(name="De Linde")

    change(visitor, path_of(coffee), where="de linde, zaal 1", scope="alle")

    changes = Proposal.objects.get().changes
    assert changes["place"][1] == place.pk
    assert changes["where"][1] == "zaal 1"


def test_what_has_stopped_leaves_the_site(visitor, coffee, client):
    visitor.post(f"/mijn/activiteit/{coffee.pk}/stoppen/")

    assert client.get(coffee.get_absolute_url()).status_code == 404
    assert "Koffie" not in text_of(visitor.get(MINE))
