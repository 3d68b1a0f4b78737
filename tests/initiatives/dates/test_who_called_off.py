"""Who called a date off: staff and who organises it see that, nobody else does."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from initiatives.dates import calling_off, series
from initiatives.models import DateChange
from places.hours import clock
from tests.initiatives.dates.ondate import on_date
from tests.kit.factories import (
    change_date,
    make_activity,
    make_organisation,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TUESDAY = date(2026, 11, 10)
EXTRA = date(2026, 11, 12)
BY_ANS = "afgezegd door Ans, 4 november"
BY_MAIL = "afgezegd via de link in de mail, 4 november"


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


@pytest.fixture
def ans():
    return make_user(name="Ans", email="ans@example.org")


@pytest.fixture
def coffee(ans):
    club = make_organisation(owner=ans, editor=make_user(email="bram@example.org"))
    return make_activity(name="Koffie", slug="koffie", organisation=club)


def change_of(activity, on=TUESDAY):
    return DateChange.objects.get(activity=activity, rule_date=on)


def pages_of(coffee):
    """The pages under /mijn/ that show this date."""
    return [
        "/mijn/",
        f"/mijn/activiteit/{coffee.pk}/datums/",
        f"/mijn/activiteit/{coffee.pk}/{TUESDAY}/",
    ]


def test_who_pressed_the_button_stands_in_mijn_and_nowhere_public(
    client, logged_in, coffee, ans
):
    path = f"/mijn/activiteit/{coffee.pk}/{TUESDAY}/"
    on_date(logged_in(ans), path, reason="Ziek")

    change = change_of(coffee)
    assert (change.called_off_by, change.called_off_by_mail) == (ans, False)
    bram = logged_in(coffee.organisation.memberships.get(role="editor").person)
    for page in pages_of(coffee):
        assert BY_ANS in bram.get(page).content.decode(), page
    place, one = coffee.place.get_absolute_url(), f"/agenda/koffie/{TUESDAY}/"
    public = ["/agenda/", "/agenda/koffie/", one, "/agenda.ics", place]
    for page in [*public, f"{place}straks.json"]:
        text = client.get(page).content.decode()
        assert "Ans" not in text, page
        assert "afgezegd" not in text, page


def test_the_link_in_a_mail_says_so_and_staff_see_to_whom_it_went(
    client, logged_in, coffee, ans
):
    url = calling_off.url(coffee, TUESDAY, ans.pk)
    on_date(client, url.removeprefix("http://127.0.0.1:8000"), do="call-off")

    assert change_of(coffee).called_off_by_mail
    page = logged_in(ans).get(pages_of(coffee)[1]).content.decode()
    assert BY_MAIL in page
    staff = logged_in(make_staff())
    page = staff.get(reverse("admin:initiatives_activity_change", args=[coffee.pk]))
    club = coffee.organisation
    words = f"afgezegd via de link in de mail aan organisatie {club}, 4 november"
    assert words in page.content.decode()
    assert "Ans" not in client.get(f"/agenda/koffie/{TUESDAY}/").content.decode()


def test_a_colleague_of_the_municipality_has_no_name_in_mijn(logged_in, coffee, ans):
    staff = make_staff(name="Sjaak van de Gemeente")
    series.cancel(coffee, TUESDAY, "Storm", by=staff)

    page = logged_in(ans).get(pages_of(coffee)[1]).content.decode()

    assert "afgezegd door de gemeente, 4 november" in page
    assert "Sjaak" not in page


def test_who_called_off_in_the_administration_is_kept(logged_in, coffee):
    staff = make_staff(name="Sjaak")
    url = reverse("admin:initiatives_activity_change", args=[coffee.pk])
    client = logged_in(staff)
    page = client.get(url)
    data = {
        bound.html_name: bound.field.prepare_value(bound.value())
        for bound in page.context["adminform"].form
    }
    data = {name: value for name, value in data.items() if value not in (None, [])}
    data |= {"first_on": "03-11-2026", "starts_at": "10:00"}
    data |= {
        "changes-TOTAL_FORMS": 1, "changes-INITIAL_FORMS": 0,
        "changes-0-activity": coffee.pk, "changes-0-rule_date": f"{TUESDAY}",
        "changes-0-kind": "cancel",
    }  # fmt: skip

    response = client.post(url, data)

    assert response.status_code == 302, response.context["errors"]
    assert change_of(coffee).called_off_by == staff
    assert "afgezegd door Sjaak" in client.get(url).content.decode()


def test_the_first_who_calls_off_counts_and_taking_back_forgets_it(coffee, ans):
    series.cancel(coffee, TUESDAY, "Ziek", by=ans)
    series.cancel(coffee, TUESDAY, "Sneeuw", by=make_user())
    change = change_of(coffee)
    assert (change.called_off_by, change.reason) == (ans, "Sneeuw")

    series.move(coffee, TUESDAY, TUESDAY + timedelta(days=1), coffee.starts_at, 60)

    change = change_of(coffee)
    assert (change.called_off_by, change.called_off_at) == (None, None)


def test_an_extra_date_is_called_off_and_extra_again_from_mijn(coffee, ans):
    change_date(activity=coffee, rule_date=EXTRA, kind="extra")
    series.cancel(coffee, EXTRA, "Ziek", by=ans)

    series.take_back(coffee, EXTRA)

    assert change_of(coffee, EXTRA).kind == "extra"
    assert change_of(coffee, EXTRA).called_off_by is None
    assert not coffee.occurrences.get(rule_date=EXTRA).is_cancelled


def test_who_leaves_us_leaves_the_day_only(coffee, ans):
    series.cancel(coffee, TUESDAY, "Ziek", by=ans)
    ans.delete()

    words = calling_off.who_in_words(change_of(coffee))

    assert words == "afgezegd op 4 november"


def test_what_was_called_off_before_we_kept_it_says_nothing(coffee):
    change = change_date(activity=coffee, rule_date=TUESDAY, kind="cancel")

    assert calling_off.who_in_words(change) == ""


def test_the_overview_asks_as_much_for_many_dates_as_for_one(
    logged_in, coffee, ans, django_assert_num_queries, django_assert_max_num_queries
):
    series.cancel(coffee, TUESDAY, "Ziek", by=ans)
    client = logged_in(ans)
    clock.position()  # asked once in ten minutes
    client.get("/mijn/")  # the kinds of what lies in the bin are asked once
    with django_assert_max_num_queries(33) as one:
        client.get("/mijn/")
    for _number in range(5):
        other = make_activity(organisation=coffee.organisation)
        series.cancel(other, TUESDAY, "Ziek", by=ans)

    with django_assert_num_queries(len(one)):
        client.get("/mijn/")
