"""/mijn/: what an organisation sees of itself, and changes."""

from datetime import date, time

import pytest
from django.forms import CheckboxInput
from django.utils import timezone

from common.kit.storing import store
from common.moderation.states import Move, State
from initiatives.deciding import decisions
from initiatives.models import Activity, DateChange, Initiative, Proposal
from tests.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.initiatives.dates.ondate import as_usual, on_date
from tests.kit.choosing import chosen_on

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MINE = "/mijn/"
FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)
REFUSED = {"criterion": "open", "answer": "Het is alleen voor leden."}


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


@pytest.fixture
def coffee(club):
    return make_activity(
        name="Koffie", organisation=club, first_on=FIRST, starts_at=time(10)
    )


@pytest.fixture
def visitor(logged_in, amira):
    return logged_in(amira)


def trust(club):
    club.is_trusted = True
    store(club)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def typed(form) -> dict:
    """What the browser would send of a form as it is shown."""
    sent = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, CheckboxInput):
            sent |= {bound.name: "on"} if value else {}
        elif isinstance(value, list | tuple):
            sent[bound.name] = [getattr(each, "pk", each) for each in value]
        elif value is None:
            continue
        else:
            shown = bound.field.widget.format_value(value)
            sent[bound.name] = "" if shown is None else shown
    return sent


def change(visitor, path, **changes):
    form = visitor.get(path).context["form"]
    return visitor.post(path, {**typed(form), **changes})


def path_of(entry) -> str:
    kinds = {"Activity": "activiteit", "Initiative": "initiatief"}
    return f"/mijn/{kinds.get(type(entry).__name__, 'organisatie')}/{entry.pk}/"


def test_who_is_in_no_organisation_is_told_what_to_do(logged_in):
    page = text_of(logged_in(make_user()).get(MINE))

    assert "Je hoort nog bij geen organisatie" in page
    assert "/organisaties/aanmelden/" in page


def test_everything_of_the_organisation_is_on_one_page(visitor, club, coffee):
    make_initiative(name="Moestuin", organisation=club)
    make_activity(name="Van een ander")

    page = text_of(visitor.get(MINE))

    for words in ["De Huiskamer", "Koffie", "Moestuin", "Dinsdag 1 december, 10:00"]:
        assert words in page
    assert "Van een ander" not in page


def test_a_refusal_says_why_and_a_second_person_can_look(visitor, club):
    activity = make_activity(organisation=club, state=State.SUGGESTED)
    decisions.decide(activity, Move.REFUSE, make_staff(), **REFUSED)

    page = text_of(visitor.get(MINE))
    assert "Het is alleen voor leden." in page
    assert "Open voor nieuwe mensen" in page or "nieuw" in page
    visitor.post(f"/mijn/activiteit/{activity.pk}/opnieuw/")

    activity.refresh_from_db()
    assert activity.state == State.SUGGESTED


def test_a_question_is_shown_and_answered_by_changing_it(visitor, club):
    activity = make_activity(organisation=club, state=State.SUGGESTED)
    decisions.decide(activity, Move.RETURN, make_staff(), answer="Waar is het precies?")
    assert "Waar is het precies?" in text_of(visitor.get(MINE))

    change(visitor, path_of(activity), where="Kerkstraat 5")
    visitor.post(f"/mijn/activiteit/{activity.pk}/opnieuw/")

    activity.refresh_from_db()
    assert (activity.state, activity.where) == (State.SUGGESTED, "Kerkstraat 5")


def test_sending_in_again_what_waits_already_does_nothing(visitor, club):
    club.state = State.SUGGESTED
    store(club)

    answer = visitor.post(f"/mijn/organisatie/{club.pk}/opnieuw/", follow=True)

    assert "Dit wacht al" in text_of(answer)


def test_what_gets_old_is_asked_about_and_one_tap_says_it_is_right(
    visitor, coffee, time_machine
):
    assert "Klopt het nog?" not in text_of(visitor.get(MINE))
    time_machine.move_to("2027-03-01 12:00+01:00")
    visitor = visitor.__class__()
    visitor.force_login(coffee.organisation.people.get())
    assert "Klopt het nog?" in text_of(visitor.get(MINE))

    visitor.post(f"/mijn/activiteit/{coffee.pk}/klopt-nog/")

    coffee.refresh_from_db()
    assert coffee.checked_on == timezone.localdate()
    assert "Klopt het nog?" not in text_of(visitor.get(MINE))


def test_ten_organisations_cost_as_many_queries_as_one(
    logged_in, django_assert_max_num_queries
):
    few, many = make_user(), make_user()
    for person, count in [(few, 1), (many, 10)]:
        for _number in range(count):
            club = make_organisation(owner=person)
            make_activity(organisation=club, state=State.SUGGESTED)
            make_initiative(organisation=club)
            change_ = decisions.propose(
                club, {"name": club.name}, {"name": "Anders"}, person
            )
            decisions.answer_proposal(
                change_, Move.RETURN, make_staff(), answer="Waarom?"
            )
    counts = []
    for person in (few, many):
        visitor = logged_in(person)
        visitor.get(MINE)
        with django_assert_max_num_queries(40) as queries:
            assert visitor.get(MINE).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


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
    skipped = activity.changes.values_list("on", flat=True)
    assert date(2026, 12, 22) in skipped
    assert date(2027, 2, 9) in skipped
    assert not activity.occurrences.filter(on=date(2026, 12, 22)).exists()


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


def test_changing_when_asks_for_which_times(visitor, club, coffee):
    trust(club)

    answer = change(visitor, path_of(coffee), starts_at="11:00")

    assert answer.status_code == 200
    assert "voor welke keren dit geldt" in text_of(answer)
    coffee.refresh_from_db()
    assert coffee.starts_at == time(10)


def test_for_all_times(visitor, club, coffee):
    trust(club)

    change(visitor, path_of(coffee), starts_at="11:00", scope="alle")

    coffee.refresh_from_db()
    assert coffee.starts_at == time(11)
    assert Activity.objects.count() == 1


def test_from_one_time_on(visitor, club, coffee):
    trust(club)

    change(
        visitor, path_of(coffee), starts_at="11:00", days=["2"], scope="vanaf",
        on=f"{SECOND}",
    )  # fmt: skip

    coffee.refresh_from_db()
    earlier = Activity.objects.exclude(pk=coffee.pk).get()
    assert [each.on for each in earlier.occurrences.all()] == [FIRST]
    assert earlier.starts_at == time(10)
    assert (coffee.starts_at, coffee.first_on) == (time(11), date(2026, 12, 9))


def test_only_one_time(visitor, coffee):
    change(
        visitor, path_of(coffee), starts_at="11:00", ends_at="13:00", scope="een",
        on=f"{SECOND}",
    )  # fmt: skip

    moved = DateChange.objects.get()
    assert (moved.on, moved.at, moved.kind) == (SECOND, time(11), "move")
    coffee.refresh_from_db()
    assert coffee.starts_at == time(10)
    assert not Proposal.objects.exists()


def test_for_one_time_the_rest_can_not_change(visitor, coffee):
    answer = change(
        visitor, path_of(coffee), starts_at="11:00", name="Thee", scope="een",
        on=f"{SECOND}",
    )  # fmt: skip

    assert "Voor één keer" in text_of(answer)
    assert "Thee" in text_of(answer)
    assert not DateChange.objects.exists()


@pytest.mark.parametrize("on", ["", "onzin", "2026-12-02", "2030-01-01"])
def test_only_a_date_that_was_offered_can_be_chosen(visitor, club, coffee, on):
    trust(club)

    answer = change(visitor, path_of(coffee), starts_at="11:00", scope="vanaf", on=on)

    assert answer.status_code == 200
    assert Activity.objects.count() == 1


def test_from_one_time_on_waits_for_staff_too(visitor, coffee):
    change(
        visitor, path_of(coffee), starts_at="11:00", ends_at="13:00", name="Thee",
        scope="vanaf", on=f"{SECOND}",
    )  # fmt: skip
    proposal = Proposal.objects.get()
    coffee.refresh_from_db()
    assert (coffee.name, coffee.starts_at) == ("Koffie", time(10))
    assert (proposal.starting_on, set(proposal.changes)) == (
        SECOND, {"name", "starts_at"},
    )  # fmt: skip

    decisions.accept(proposal, make_staff())

    coffee.refresh_from_db()
    earlier = Activity.objects.exclude(pk=coffee.pk).get()
    assert (earlier.name, earlier.starts_at) == ("Koffie", time(10))
    assert [each.on for each in earlier.occurrences.all()] == [FIRST]
    assert (coffee.name, coffee.first_on, coffee.starts_at) == (
        "Thee",
        SECOND,
        time(11),
    )


def test_another_rule_from_one_time_on_waits_and_begins_on_its_own_day(visitor, coffee):
    change(visitor, path_of(coffee), days=["3"], scope="vanaf", on=f"{SECOND}")

    decisions.accept(Proposal.objects.get(), make_staff())

    coffee.refresh_from_db()
    assert (coffee.first_on, coffee.rule) == (
        date(2026, 12, 10), "FREQ=WEEKLY;BYDAY=TH",
    )  # fmt: skip


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


# One date.


def test_not_this_time_is_two_taps(visitor, coffee, client):
    path = f"/mijn/activiteit/{coffee.pk}/{FIRST}/"
    assert path in text_of(visitor.get(MINE))  # the first tap
    assert "gastvrouw of gastheer is ziek" in text_of(visitor.get(path))

    answer = on_date(visitor, path, quick="ziek")  # the second

    assert answer.status_code == 302
    page = text_of(client.get(f"/agenda/{coffee.slug}/{FIRST}/"))
    assert "gastvrouw of gastheer is ziek" in page
    assert "Gaat niet door" in text_of(client.get("/agenda/?dag=2026-12-01"))
    as_usual(visitor, path)
    assert not DateChange.objects.exists()


def test_looking_at_a_date_changes_nothing(visitor, coffee):
    visitor.get(f"/mijn/activiteit/{coffee.pk}/{FIRST}/", {"quick": "ziek"})
    visitor.get(f"/mijn/activiteit/{coffee.pk}/{FIRST}/terug/")

    assert not DateChange.objects.exists()


def test_a_reason_of_ones_own_is_kept(visitor, coffee):
    path = f"/mijn/activiteit/{coffee.pk}/{FIRST}/"
    on_date(visitor, path, reason="Het sneeuwt.")

    assert DateChange.objects.get().reason == "Het sneeuwt."


def test_one_time_is_moved(visitor, coffee):
    path = f"/mijn/activiteit/{coffee.pk}/{FIRST}/"
    moved = {"do": "move", "to": "2026-12-02", "at": "14:00", "until": "15:00"}

    on_date(visitor, path, **moved)

    row = coffee.occurrences.get(on=FIRST)
    assert (row.day, row.is_moved) == (date(2026, 12, 2), True)


@pytest.mark.parametrize(
    "wrong", [{"to": "morgen"}, {"to": "2090-01-01"}, {"until": "14:00"}, {"at": ""}]
)
def test_a_move_that_is_wrong_is_refused_and_stays(visitor, coffee, wrong):
    path = f"/mijn/activiteit/{coffee.pk}/{FIRST}/"
    moved = {"do": "move", "to": "2026-12-02", "at": "14:00", "until": "15:00",
             "why": "Het sneeuwt."}  # fmt: skip

    answer = on_date(visitor, path, **{**moved, **wrong})

    assert answer.status_code == 200
    assert "Het sneeuwt." in text_of(answer)
    assert not DateChange.objects.exists()


@pytest.mark.parametrize("day", ["2026-12-02", "2026-11-17", "2026-02-31"])
def test_a_day_on_which_it_is_not_or_that_is_over_has_no_page(visitor, coffee, day):
    assert visitor.get(f"/mijn/activiteit/{coffee.pk}/{day}/").status_code == 404


def test_holidays_are_skipped_with_one_click_later_too(visitor, coffee):
    path = f"/mijn/activiteit/{coffee.pk}/datums/"
    assert "22 december" in text_of(visitor.get(path))

    visitor.post(f"/mijn/activiteit/{coffee.pk}/overslaan/", {"kind": "school"})

    page = text_of(visitor.get(path))
    assert "Deze sla je over" in page
    assert coffee.changes.filter(on=date(2026, 12, 22), kind="skip").exists()
    skipped = visitor.get(path).context["skipped"]
    seen = next(each.seen for each in skipped if each.on == date(2026, 12, 22))
    visitor.post(f"/mijn/activiteit/{coffee.pk}/2026-12-22/terug/", {"seen": seen})
    assert coffee.occurrences.filter(on=date(2026, 12, 22)).exists()
