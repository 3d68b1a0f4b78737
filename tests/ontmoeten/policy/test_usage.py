"""Is what there is used, and is it right? By month, each number with its rows."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from initiatives.models import SignUp
from learning.models import Tally
from ontmoeten.accounts.roles import POLICY
from ontmoeten.staff.policy import usage
from places.deciding import freshness_counts
from places.models import PlaceReport
from tests.kit.factories import make_activity, make_place, make_sign_up, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]
PAGE = "/beheer/beleid/gebruik/"
NOVEMBER = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00+01:00", tick=False)


@pytest.fixture
def policy(client):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=POLICY))
    client.force_login(person)
    return client


def report(place, came, handled=None, **facts):
    row = PlaceReport(
        place=place, reason="gone", created_at=_at(came), handled_at=handled and
        _at(handled), state="handled" if handled else "open", **facts,
    )  # fmt: skip
    row.save()
    return row


def _at(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def month(first=NOVEMBER):
    return {each.first: each for each in usage.months(timezone.now())}[first]


def rows(client, what, first="2026-11"):
    return client.get(f"{PAGE}{what}/{first}/").context["rows"]


def test_a_report_counts_once_its_term_is_over_or_it_is_answered(policy):
    place = make_place()
    report(place, date(2026, 11, 2), date(2026, 11, 10))
    report(place, date(2026, 11, 2), date(2026, 11, 20))
    report(place, date(2026, 11, 3))
    report(place, date(2026, 11, 20))

    found = month()

    assert (found.answered, found.in_time, found.percent_in_time) == (3, 1, 33)
    shown = rows(policy, "meldingen")
    assert [in_time for _report, in_time in shown].count(True) == found.in_time
    assert len(shown) == found.answered


def test_of_who_reports_nothing_is_shown(policy):
    facts = {"email": "kanarie@example.org", "text": "Kanarie zegt"}
    report(make_place(), date(2026, 11, 2), date(2026, 11, 3), **facts)

    for address in [PAGE, f"{PAGE}meldingen/2026-11/"]:
        assert "anarie" not in policy.get(address).content.decode()


def test_who_was_counted_is_the_sum_of_its_rows(policy):
    activity = make_activity()
    for day, first, more in [(3, 4, 6), (10, 1, 2)]:
        when = date(2026, 11, day)
        Tally.objects.create(
            activity=activity, rule_date=when, first_times=first, more_often=more
        )

    assert month().counted == 13
    assert sum(count for _name, _day, count in rows(policy, "geturfd")) == 13
    assert month(date(2026, 10, 1)).counted is None


def test_sign_ups_are_told_of_months_that_are_whole(policy):
    activity = make_activity()
    make_sign_up(activity, date(2026, 11, 24), first_name="Kanarie")
    left = {"first_name": "", "email": "", "state": SignUp.State.CANCELLED}
    make_sign_up(activity, date(2026, 11, 24), **left)

    assert month().sign_ups == 1
    assert month(date(2026, 9, 1)).sign_ups is None
    page = policy.get(f"{PAGE}aangemeld/2026-11/")
    assert [count for _name, _day, count in page.context["rows"]] == [1]
    assert "Kanarie" not in page.content.decode()


def test_freshness_is_that_of_the_last_day_of_the_month(policy):
    make_place(checked_on=date(2026, 11, 1))
    make_place()
    freshness_counts.record(date(2026, 11, 20))

    assert month().percent_fresh == 50
    assert policy.get(PAGE).context["whole"].total == 2


@pytest.mark.parametrize("address", ["huis/2026-11/", "meldingen/2026-13/"])
def test_what_is_not_there_is_not_found(policy, address):
    assert policy.get(PAGE + address).status_code == 404


def test_more_rows_cost_no_more_queries(policy, django_assert_max_num_queries):
    place = make_place()
    policy.get(PAGE)
    with django_assert_max_num_queries(60) as few:
        policy.get(PAGE)
    before = len(few)
    for number in range(5):
        report(place, date(2026, 11, 2) - timedelta(days=40 * number))
    with django_assert_max_num_queries(60) as many:
        policy.get(PAGE)
    after = len(many)

    assert after == before
