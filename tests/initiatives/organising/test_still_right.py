"""Who looks after entries is asked in time whether they are still right."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from common.mail.models import Mail
from common.moderation.states import State
from initiatives.models import Activity, Membership
from initiatives.organising import still_right
from places.models import PlaceReport
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_user,
)
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]

CHECKED = date(2026, 8, 24)  # of an activity: until 24 November
DAY_14_BEFORE = "2026-11-10 09:00+01:00"


@pytest.fixture(autouse=True)
def _two_weeks_before(time_machine):
    time_machine.move_to(DAY_14_BEFORE, tick=False)


@pytest.fixture
def amira():
    return make_user(email="amira@example.org")


@pytest.fixture
def huiskamer(amira):
    return make_organisation(name="Huiskamer", owner=amira)


@pytest.fixture
def coffee(huiskamer):
    return make_activity(name="Koffie", organisation=huiskamer, checked_on=CHECKED)


@pytest.fixture
def link(coffee, amira):
    return path_of(still_right.url("activiteit", coffee, amira.pk))


def path_of(url):
    return re.sub(r"^https?://[^/]+", "", url)


def ask():
    return still_right.ask(timezone.now())


def test_two_weeks_before_the_end_comes_one_mail(coffee, time_machine):
    time_machine.move_to("2026-11-09 09:00+01:00")
    assert ask() == 0
    time_machine.move_to(DAY_14_BEFORE)
    assert (ask(), ask()) == (1, 0)

    (letter,) = letters()
    assert letter.to == ["amira@example.org"]
    assert letter.subject == "Klopt dit nog?"
    assert "Koffie" in letter.body
    assert "24 november 2026" in letter.body


def test_and_again_at_the_end_and_then_no_more(coffee, time_machine):
    sent = []
    start = timezone.now()
    for day in range(60):
        time_machine.move_to(start + timedelta(days=day))
        sent += [day] * ask()

    assert sent == [0, 14]


def test_all_entries_of_a_person_come_in_one_mail_a_week(huiskamer, time_machine):
    make_activity(name="Koffie", organisation=huiskamer, checked_on=CHECKED)
    make_activity(
        name="Thee", organisation=huiskamer, checked_on=CHECKED + timedelta(days=1)
    )
    make_initiative(name="Huis", organisation=huiskamer, checked_on=date(2025, 11, 24))
    assert ask() == 1
    assert letters()[0].subject == "Kloppen deze 2 pagina's nog?"

    start = timezone.now()
    for day in range(1, 7):
        time_machine.move_to(start + timedelta(days=day))
        assert ask() == 0
    time_machine.move_to(start + timedelta(days=7))
    assert ask() == 1
    body = letters()[1].body
    assert all(name in body for name in ["Koffie", "Thee", "Huis"])


def test_a_late_run_asks_once(coffee, time_machine):
    time_machine.move_to("2026-12-20 09:00+01:00")
    assert (ask(), ask()) == (1, 0)


def test_a_new_check_begins_anew(coffee, time_machine):
    ask()
    Activity.objects.update(checked_on=date(2026, 11, 10))
    time_machine.move_to("2027-01-26 09:00+01:00")
    assert ask() == 0
    time_machine.move_to("2027-01-27 09:00+01:00")
    assert ask() == 1


def test_what_was_never_checked_counts_from_the_day_it_was_added(
    huiskamer, time_machine
):
    make_activity(organisation=huiskamer)
    assert ask() == 0
    time_machine.move_to("2027-01-28 09:00+01:00")
    assert ask() == 1


def test_a_place_belongs_to_the_only_organisation_there(huiskamer, amira):
    place = make_place(name="Zaal", checked_on=date(2024, 11, 24))
    make_activity(place=place, organisation=huiskamer)
    assert ask() == 1
    assert "Zaal" in letters()[0].body

    Mail.objects.all().delete()
    still_right.AskedStillRight.objects.all().delete()
    make_activity(place=place, organisation=make_organisation(owner=make_user()))
    assert ask() == 0
    assert still_right.asked_by(
        still_right.tokens.make("still-right", "plek", place.pk, amira.pk)
    ) == (None, None, None)


def test_a_resident_is_asked_about_what_is_hers(coffee):
    bram = make_user(email="bram@example.org")
    make_initiative(name="Moestuin", created_by=bram, checked_on=date(2025, 11, 20))
    assert ask() == 2
    assert {letter.to[0] for letter in letters()} == {
        "amira@example.org", "bram@example.org",
    }  # fmt: skip


def test_who_stopped_the_reminders_gets_none(coffee):
    Membership.objects.update(wants_reminders=False)

    assert ask() == 0


def test_the_mail_can_be_stopped_with_the_same_link_as_reminders(coffee, client):
    ask()
    stop = path_of(Mail.objects.get().unsubscribe_url)
    client.post(stop, {"do": "stop"})

    assert not Membership.objects.get().wants_reminders


def test_who_is_of_two_organisations_can_stop_each(coffee, amira):
    other = make_organisation(name="Buurthuis", owner=amira)
    make_activity(organisation=other, checked_on=CHECKED)

    assert ask() == 1

    body = letters()[0].body
    assert "Huiskamer" in body
    assert "Buurthuis" in body
    assert body.count("/mails-stoppen/") == 2


def test_looking_at_the_link_changes_nothing(client, link, coffee):
    for _time in range(2):
        page = client.get(link)
    client.head(link)

    assert page.status_code == 200
    assert page.content.decode().count('type="submit" name="do"') == 3
    coffee.refresh_from_db()
    assert (coffee.checked_on, coffee.state) == (CHECKED, State.PUBLISHED)


def test_still_right_is_a_check_of_today(client, link, coffee):
    done = client.post(link, {"do": "right"}, follow=True)

    coffee.refresh_from_db()
    assert coffee.checked_on == date(2026, 11, 10)
    assert "vandaag" in done.content.decode()


def test_changed_leads_to_logging_in_and_then_to_the_entry(client, link, coffee, amira):
    done = client.post(link, {"do": "changed"})
    edit = f"/mijn/activiteit/{coffee.pk}/"
    assert done.url == edit
    assert client.get(edit).status_code == 302

    client.force_login(amira)
    assert client.get(edit).status_code == 200


def test_stopped_takes_it_off_the_site_and_twice_is_as_good(client, link, coffee):
    for _time in range(2):
        done = client.post(link, {"do": "stopped"}, follow=True)
        assert done.status_code == 200
    coffee.refresh_from_db()

    assert coffee.state == State.CLOSED
    client.post(link, {"do": "right"})
    coffee.refresh_from_db()
    assert coffee.checked_on == CHECKED


def test_of_a_place_that_stopped_staff_get_one_report(client, huiskamer, amira):
    place = make_place(slug="zaal", checked_on=date(2024, 11, 24))
    make_activity(place=place, organisation=huiskamer)
    link = path_of(still_right.url("plek", place, amira.pk))
    for _time in range(2):
        done = client.post(link, {"do": "stopped"})
    assert done.url == "/plekken/zaal/bedankt/melding/"
    assert [report.reason for report in PlaceReport.objects.all()] == ["gone"]

    client.post(link, {"do": "right"})
    place.refresh_from_db()
    assert (place.checked_on, place.checked_by) == (date(2026, 11, 10), amira)
    page = client.get("/plekken/zaal/").content.decode()
    assert "door wie er voor zorgt" in page


def test_a_link_is_of_one_person_and_one_entry(client, coffee, amira, huiskamer):
    bram = make_user()
    tokens = [
        still_right.tokens.make("still-right", "activiteit", coffee.pk, bram.pk),
        still_right.tokens.make("call-off", "activiteit", coffee.pk, amira.pk),
        still_right.tokens.make("still-right", "huis", coffee.pk, amira.pk),
        "activiteit~1~1.verzonnen",
    ]
    for token in tokens:
        assert client.post(f"/klopt-nog/{token}/", {"do": "right"}).status_code == 404
    coffee.refresh_from_db()
    assert coffee.checked_on == CHECKED


def test_who_left_the_organisation_cannot_answer_any_more(client, link, coffee):
    Membership.objects.all().delete()

    assert client.post(link, {"do": "right"}).status_code == 404


def test_many_entries_cost_as_many_queries_as_few(
    huiskamer, django_assert_max_num_queries
):
    for _number in range(20):
        make_activity(organisation=huiskamer, checked_on=CHECKED)
    ask()
    with django_assert_max_num_queries(20):
        ask()
