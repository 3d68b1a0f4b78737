""" "Deze keer niet", from the reminder of who organises it, in two taps."""

import re
from datetime import date, time

import pytest
from django.test import Client
from django.utils import timezone

from common.kit.storing import store
from common.mail.models import Mail
from common.mail.plain_text import subject_and_text
from initiatives.dates import calling_off
from initiatives.models import DateChange, Membership
from tests.initiatives.dates.ondate import on_date, seen
from tests.kit.factories import (
    change_date,
    make_activity,
    make_organisation,
    make_sign_up,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TUESDAY = date(2026, 11, 10)
DAY_BEFORE = "2026-11-09 12:00+01:00"


@pytest.fixture(autouse=True)
def _the_day_before(time_machine):
    time_machine.move_to(DAY_BEFORE, tick=False)


@pytest.fixture
def amira():
    return make_user(email="amira@example.org")


@pytest.fixture
def coffee(amira):
    huiskamer = make_organisation(name="Huiskamer", owner=amira)
    return make_activity(name="Koffie", slug="koffie", organisation=huiskamer)


@pytest.fixture
def link(coffee, amira):
    url = calling_off.url(coffee, TUESDAY, amira.pk)
    return url.removeprefix("http://127.0.0.1:8000")


def remind():
    return calling_off.remind(timezone.now())


def row_of(activity, on=TUESDAY):
    return activity.occurrences.filter(rule_date=on).first()


def test_owners_and_editors_are_reminded_once_the_day_before(coffee, time_machine):
    bram = make_user(email="bram@example.org")
    Membership.objects.create(
        organisation=coffee.organisation, person=bram, role="editor"
    )
    make_organisation(owner=make_user(email="cas@example.org"))

    assert [remind(), remind()] == [2, 0]

    assert set(Mail.objects.values_list("to", flat=True)) == {
        "amira@example.org",
        "bram@example.org",
    }


@pytest.mark.parametrize(
    "moment", ["2026-11-09 08:59+01:00", "2026-11-10 08:30+01:00", "2026-11-08 12:00"]
)
def test_not_sooner_and_not_when_it_is_too_late(coffee, time_machine, moment):
    time_machine.move_to(moment, tick=False)

    assert remind() == 0


@pytest.mark.parametrize("how", ["inactive", "stopped", "hidden", "called off"])
def test_nobody_is_reminded_who_need_not_be(coffee, amira, how):
    if how == "inactive":
        amira.is_active = False
        amira.save()
    elif how == "stopped":
        Membership.objects.update(wants_reminders=False)
    elif how == "hidden":
        coffee.organisation.state = "suggested"
        store(coffee.organisation)
    else:
        calling_off.call_off(coffee, TUESDAY)

    assert remind() == 0


def test_the_mail_says_how_many_come_and_leads_to_the_page(client, coffee):
    coffee.has_sign_up = True
    store(coffee)
    make_sign_up(coffee, TUESDAY)
    make_sign_up(coffee, TUESDAY)
    remind()

    letter = Mail.objects.get()
    _subject, text = subject_and_text(letter.html)
    assert letter.subject == "Binnenkort: Koffie, 10 november"
    assert "2 mensen hebben zich aangemeld" in text
    link = re.search(r"http://127.0.0.1:8000(/deze-keer-niet/\S+)", text)[1]
    assert client.get(link).status_code == 200
    assert "/mails-stoppen/" in letter.unsubscribe_url


def test_reminding_many_is_a_fixed_number_of_questions(
    coffee, django_assert_num_queries
):
    for _number in range(5):
        make_activity(organisation=make_organisation(owner=make_user()))
    remind()

    with django_assert_num_queries(3):
        remind()


def test_two_taps_call_it_off_at_once_everywhere(client, coffee, link):
    page = client.get(link).content.decode()
    assert not row_of(coffee).is_cancelled  # looking is not acting
    button = re.search(r'<button[^>]*name="do" value="([^"]+)"', page)[1]

    page = on_date(client, link, do=button, reason="Ziek", follow=True)

    assert "Het gaat niet door" in page.content.decode()
    own = client.get("/agenda/koffie/2026-11-10/").content.decode()
    assert "Gaat niet door op" in own
    assert "Ziek" in own
    assert "Gaat niet door" in client.get("/agenda/").content.decode()
    assert b"STATUS:CANCELLED" in client.get("/agenda.ics").content


def test_who_signed_up_hears_of_it_and_of_the_change_of_mind(client, coffee, link):
    make_sign_up(coffee, TUESDAY, email="fatima@example.org")

    on_date(client, link, do="call-off", reason="Ziek")
    on_date(client, link, do="take-back")

    mails = Mail.objects.order_by("pk").values_list("to", "subject")
    assert list(mails) == [
        ("fatima@example.org", "Gaat niet door: Koffie, 10 november"),
        ("fatima@example.org", "Gaat toch door: Koffie, 10 november"),
    ]
    assert not DateChange.objects.exists()
    assert not row_of(coffee).is_cancelled


def test_pressing_twice_is_as_good_as_once(client, coffee, link):
    make_sign_up(coffee, TUESDAY)
    sent = {"do": "call-off", "reason": "Ziek", **seen(client, link)}
    for _time in range(2):
        assert client.post(link, sent).status_code == 302

    assert Mail.objects.count() == 1
    sent = {"do": "take-back", **seen(client, link)}
    for _time in range(2):
        assert client.post(link, sent).status_code == 302
    assert Mail.objects.count() == 2


def test_a_moved_date_is_called_off_and_moved_again(coffee):
    change_date(
        activity=coffee,
        rule_date=TUESDAY,
        kind="move",
        to=date(2026, 11, 11),
        at=time(15),
    )
    calling_off.call_off(coffee, TUESDAY, "Ziek")
    row = row_of(coffee)
    assert (row.is_cancelled, row.day) == (True, date(2026, 11, 11))

    calling_off.take_back(coffee, TUESDAY)
    row = row_of(coffee)
    assert (row.is_cancelled, row.is_moved, row.reason) == (False, True, "")
    assert timezone.localtime(row.starts_at).hour == 15


def test_an_extra_date_is_called_off_and_extra_again(coffee):
    extra = date(2026, 11, 12)
    change_date(activity=coffee, rule_date=extra, kind="extra", at=time(15))
    calling_off.call_off(coffee, extra, "Ziek")
    row = row_of(coffee, extra)
    assert (row.is_cancelled, row.reason) == (True, "Ziek")

    calling_off.take_back(coffee, extra)
    assert not row_of(coffee, extra).is_cancelled
    assert DateChange.objects.get().kind == "extra"


def test_what_was_called_off_is_gone_when_the_rule_has_it_no_more(coffee):
    calling_off.call_off(coffee, TUESDAY)
    coffee.rule = "FREQ=WEEKLY;BYDAY=TH"
    store(coffee)

    assert row_of(coffee) is None


def test_the_link_ends_with_the_activity(client, coffee, link, time_machine):
    time_machine.move_to("2026-11-10 11:59+01:00", tick=False)
    assert client.get(link).status_code == 200

    time_machine.move_to("2026-11-10 12:00+01:00", tick=False)
    assert client.get(link).status_code == 404
    assert client.post(link, {"do": "call-off"}).status_code == 404
    assert not DateChange.objects.exists()


def test_the_link_ends_when_someone_leaves_the_organisation(client, coffee, link):
    Membership.objects.all().delete()

    assert client.post(link, {"do": "call-off"}).status_code == 404
    assert not DateChange.objects.exists()


def test_the_link_is_for_one_date_and_one_activity(client, coffee, link, amira):
    other = make_activity(slug="thee", organisation=coffee.organisation)
    on_date(client, link, do="call-off", rule_date="2026-11-17", activity=other.pk)

    changed = DateChange.objects.get()
    assert (changed.activity, changed.rule_date) == (coffee, TUESDAY)


@pytest.mark.parametrize(
    "made_up", ["1~2026-11-10~1", "1~2026-11-10~1.AAAA", "x", "~~.sig"]
)
def test_a_made_up_link_opens_nothing(client, coffee, made_up):
    assert client.get(f"/deze-keer-niet/{made_up}/").status_code == 404
    assert client.get(f"/aan-de-deur/{made_up}/").status_code == 404
    assert client.get(f"/mails-stoppen/{made_up}/").status_code == 404


def test_a_link_for_one_thing_opens_no_other(client, link):
    token = link.split("/")[2]

    assert client.get(f"/mails-stoppen/{token}/").status_code == 404
    assert client.get(f"/aanmelding/{token}/").status_code == 404


def test_another_site_cannot_press_the_button(coffee, link):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(link, {"do": "call-off"}).status_code == 403


@pytest.mark.parametrize("reason", ["x" * 201, "een\x00twee"])
def test_a_reason_that_does_not_fit_is_refused_and_kept(client, coffee, link, reason):
    page = on_date(client, link, do="call-off", reason=reason)

    assert page.status_code == 200
    assert reason[:3] in page.content.decode()
    assert not DateChange.objects.exists()


def test_a_reason_is_text(client, coffee, link):
    on_date(client, link, do="call-off", reason="<script>alert(1)</script>")

    for path in [link, "/agenda/koffie/2026-11-10/", "/agenda/"]:
        assert "<script>alert" not in client.get(path).content.decode()


def test_reminders_stop_with_a_button_or_by_the_mail_program(client, coffee):
    membership = Membership.objects.get()
    path = calling_off.stop_url(membership).removeprefix("http://127.0.0.1:8000")

    client.get(path)
    membership.refresh_from_db()
    assert membership.wants_reminders

    answer = Client(enforce_csrf_checks=True).post(
        path, {"List-Unsubscribe": "One-Click"}
    )
    membership.refresh_from_db()
    assert (answer.status_code, membership.wants_reminders) == (200, False)

    page = client.post(path, {"do": "start"}, follow=True).content.decode()
    membership.refresh_from_db()
    assert membership.wants_reminders
    assert "op de dag voor elke activiteit" in page
