"""The dates of activities are rows that follow from the rule."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from common.kit.storing import remove, store
from common.moderation.states import State
from initiatives.dates import sync
from initiatives.models import Activity, Occurrence
from tests.kit.factories import change_date, make_activity, make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
NOW = "2026-11-04 12:00+01:00"


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


def coming(activity, many=3):
    rows = activity.occurrences.not_over(timezone.now())[:many]
    return [f"{timezone.localtime(each.starts_at):%d-%m %H:%M}" for each in rows]


def test_an_activity_has_its_dates_as_soon_as_it_is_saved():
    assert coming(make_activity()) == ["10-11 10:00", "17-11 10:00", "24-11 10:00"]


def test_its_dates_follow_when_the_rule_changes():
    activity = make_activity()

    activity.rule, activity.starts_at = "FREQ=WEEKLY;BYDAY=TH", time(14)
    activity.first_on = date(2026, 11, 5)
    store(activity)

    assert coming(activity) == ["05-11 14:00", "12-11 14:00", "19-11 14:00"]


def test_dates_that_stay_keep_their_rows():
    activity = make_activity()
    before = set(activity.occurrences.values_list("pk", flat=True))

    activity.minutes = 60
    store(activity)

    assert set(activity.occurrences.values_list("pk", flat=True)) == before
    first = activity.occurrences.first()
    assert first.ends_at - first.starts_at == timedelta(hours=1)


def test_a_date_that_is_called_off_stays_and_says_why():
    activity = make_activity()

    change_date(
        activity=activity, rule_date=date(2026, 11, 10), kind="cancel", reason="Ziek"
    )

    row = activity.occurrences.get(rule_date=date(2026, 11, 10))
    assert (row.is_cancelled, row.reason) == (True, "Ziek")


def test_a_change_that_is_taken_back_leaves_the_date_as_it_was():
    activity = make_activity()
    change = change_date(activity=activity, rule_date=date(2026, 11, 10), kind="skip")
    assert coming(activity)[0] == "17-11 10:00"

    remove(change)

    assert coming(activity)[0] == "10-11 10:00"


def test_every_night_the_dates_go_further_ahead(time_machine):
    activity = make_activity()
    last = activity.occurrences.last().rule_date

    time_machine.move_to("2026-12-04 12:00+01:00")
    changed = sync.sync_all()

    assert activity.occurrences.last().rule_date > last
    assert changed > 0
    assert sync.sync_all() == 0


def test_settling_asks_as_much_for_many_dates_as_for_one(django_assert_num_queries):
    activity = make_activity()
    once = make_activity(rule="", first_on=date(2026, 11, 10))

    with django_assert_num_queries(5) as many:
        sync.sync_occurrences(activity)
    with django_assert_num_queries(len(many)):
        sync.sync_occurrences(once)


def test_only_what_is_published_and_of_someone_published_is_seen():
    seen = make_activity(organisation=make_organisation())
    loose = make_activity()
    make_activity(state=State.SUGGESTED)
    make_activity(organisation=make_organisation(state=State.SUGGESTED))

    assert set(Activity.objects.published()) == {seen, loose}
    shown = Occurrence.objects.published().values_list("activity", flat=True)
    assert set(shown) == {seen.pk, loose.pk}


def test_people_are_there_now_while_it_goes_on(time_machine):
    activity = make_activity()
    for moment, is_on in [("09:59", 0), ("10:00", 1), ("11:59", 1), ("12:00", 0)]:
        time_machine.move_to(f"2026-11-10 {moment}+01:00")
        assert Occurrence.objects.going_on(timezone.now()).count() == is_on

    change_date(activity=activity, rule_date=date(2026, 11, 10), kind="cancel")
    time_machine.move_to("2026-11-10 11:00+01:00")
    assert Occurrence.objects.going_on(timezone.now()).count() == 0


def test_a_day_begins_at_midnight_here(time_machine):
    make_activity(rule="", first_on=date(2026, 11, 10), starts_at=time(0))

    on_the_day = Occurrence.objects.on_days(date(2026, 11, 10), date(2026, 11, 11))

    assert on_the_day.count() == 1
    assert not Occurrence.objects.on_days(date(2026, 11, 9), date(2026, 11, 10))


def test_the_next_times_of_many_activities_are_one_question(django_assert_num_queries):
    activities = [make_activity() for _number in range(3)]

    with django_assert_num_queries(1):
        found = sync.next_of(activities, timezone.now(), many=2)

    assert [len(found[each.pk]) for each in activities] == [2, 2, 2]
