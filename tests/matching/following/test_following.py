"""What comes back by itself: reminders, questions afterwards, and the alarm."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.facts.safeguarding import Seen
from matching.facts.steps import OFFER, WISH, Move, Step
from matching.facts.vocabulary import Ended, State
from matching.following import afterwards, duty, ending, jobs, still
from matching.models import Pair, Participant, Policy
from matching.pairing.moving import introduce, move
from tests.kit.factories import make_place
from tests.kit.letters import letters
from tests.matching.people import (
    make_offer,
    make_pair,
    make_policy,
    make_wish,
    seen_all,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]
HERE = ZoneInfo("Europe/Amsterdam")
NOW = timezone.now()


def after(**period):
    return NOW + timedelta(**period)


def sent(since=0):
    return [(each.to[0], each.subject) for each in letters()[since:]]


@pytest.fixture
def two():
    make_policy()
    return make_pair(
        make_wish(email="m@example.org"), make_offer(email="s@example.org")
    )


def test_who_does_not_answer_is_reminded_once_after_a_week(two):
    move(two, Move.STILL, NOW, WISH)
    since = len(letters())
    still.remind_pairs(after(days=6))
    assert sent(since) == []
    for _time in range(2):
        still.remind_pairs(after(days=7, hours=1))
    assert sent(since) == [
        ("s@example.org", "Wil je het nog steeds? We vragen het nog één keer")
    ]


def test_after_two_weeks_the_pair_falls_and_who_was_silent_waits_no_longer(two):
    move(two, Move.STILL, NOW, WISH)
    still.remind_pairs(after(days=14, hours=1))

    two.refresh_from_db()
    assert (two.step, two.end_reason) == (Step.ENDED, Ended.SILENT)
    states = dict(Participant.objects.values_list("pk", "state"))
    assert states == {two.wish_id: State.WAITING, two.offer_id: State.SILENT}


def test_the_two_weeks_of_a_proposal_begin_when_it_was_made(two):
    for side in (WISH, OFFER):
        move(two, Move.STILL, after(days=13), side)
    still.remind_pairs(after(days=15))
    two.refresh_from_db()
    assert two.step == Step.PROPOSED
    still.remind_pairs(after(days=27, hours=1))
    two.refresh_from_db()
    assert two.step == Step.ENDED


def test_a_stop_stays_until_the_coordinator_looked(two):
    move(two, Move.STOP, NOW, WISH)
    still.remind_pairs(after(days=40))
    two.refresh_from_db()
    assert two.step == Step.ASKING


def test_every_three_months_it_is_asked_whether_it_is_still_wanted():
    row = make_wish(email="m@example.org")
    since = len(letters())
    still.ask_each_quarter(after(days=90))
    assert sent(since) == []
    for _time in range(2):
        still.ask_each_quarter(after(days=91, hours=1))
    assert sent(since) == [("m@example.org", "Wil je nog wachten?")]

    still.ask_each_quarter(after(days=99))
    assert sent(since)[1:] == [
        ("m@example.org", "Wil je nog wachten? We vragen het nog één keer")
    ]
    still.ask_each_quarter(after(days=106))
    row.refresh_from_db()
    assert row.state == State.SILENT


def test_who_answers_waits_on_in_the_same_turn():
    row = make_wish(days=200)
    still.ask_each_quarter(NOW)
    still.still_wanted(row, after(days=1))
    still.ask_each_quarter(after(days=30))

    again = Participant.objects.get()
    assert (again.state, again.waits_since) == (State.WAITING, row.waits_since)


def introduced(pair):
    for kind in (Move.STILL, Move.YES):
        for side in (WISH, OFFER):
            move(pair, kind, NOW, side)
    return introduce(pair, make_place(), NOW, NOW)


def test_after_two_weeks_both_are_asked_whether_they_met(two):
    introduced(two)
    since = len(letters())
    afterwards.ask(after(days=13))
    assert sent(since) == []
    for _time in range(2):
        afterwards.ask(after(days=14, hours=1))
    assert {to for to, _subject in sent(since)} == {"m@example.org", "s@example.org"}
    assert len(sent(since)) == 2


def test_after_six_weeks_both_are_asked_how_it_goes(two):
    afterwards.have_met(introduced(two), NOW)
    since = len(letters())
    for _time in range(2):
        afterwards.ask(after(days=42, hours=1))
    assert [subject for _to, subject in sent(since)] == ["Hoe gaat het?"] * 2


def test_who_never_met_within_thirty_days_is_free_and_first_in_line(two):
    introduced(two)
    afterwards.ask(after(days=30, hours=1))

    two.refresh_from_db()
    assert (two.step, two.end_reason) == (Step.ENDED, Ended.NEVER_MET)
    assert Participant.objects.waiting().filter(goes_first=True).count() == 2
    make_wish(days=400)
    assert Participant.objects.wishes().in_turn().first().pk == two.wish_id


def test_who_met_is_not_first_in_line_any_more(two):
    Participant.objects.update(goes_first=True)
    afterwards.have_met(introduced(two), NOW)
    assert not Participant.objects.filter(goes_first=True).exists()


def test_whether_it_helped_is_kept_for_each(two):
    pair = introduced(two)
    afterwards.end(pair, Ended.DONE, NOW)
    afterwards.say_whether_it_helped(pair, WISH, "yes")
    again = Pair.objects.get()
    assert (again.wish_helped, again.offer_helped) == ("yes", "")
    with pytest.raises(ValueError, match="perhaps"):
        afterwards.say_whether_it_helped(pair, WISH, "perhaps")


@pytest.mark.parametrize(
    ("opened", "asked", "is_unattended"),
    [
        (datetime(2026, 11, 30, 9), datetime(2026, 12, 3, 23), False),  # Monday, Thu
        (datetime(2026, 11, 30, 9), datetime(2026, 12, 4, 0, 30), True),  # Friday
        (
            datetime(2026, 11, 27, 16),
            datetime(2026, 12, 2, 12),
            False,
        ),  # over a weekend
        (datetime(2026, 12, 24, 9), datetime(2026, 12, 30, 12), False),  # Christmas
        (datetime(2026, 12, 24, 9), datetime(2026, 12, 31, 12), True),
    ],
)
def test_three_working_days_without_a_look_are_too_many(opened, asked, is_unattended):
    policy = make_policy(opened_at=opened.replace(tzinfo=HERE))
    now = asked.replace(tzinfo=HERE)
    assert duty.is_unattended(policy, now) == is_unattended
    assert duty.takes_in(policy, now) != is_unattended


def test_the_alarm_goes_off_once_and_is_off_again_when_someone_looks(settings):
    settings.ON_DUTY = ["dienst@example.org"]
    policy = make_policy(opened_at=NOW - timedelta(days=10))
    assert duty.alarm(NOW) == 0  # nobody waits for anything
    make_wish()
    for _time in range(2):
        duty.alarm(NOW)
    alarms = [to for to, subject in sent() if "Niemand keek" in subject]
    assert sorted(alarms) == sorted(
        ["dienst@example.org", policy.coordinator.email, policy.deputy.email]
    )

    Policy.was_opened(policy.coordinator, NOW)
    assert duty.takes_in(Policy.now(), NOW)
    assert Policy.now().alarmed_at is None


def test_a_month_before_the_end_someone_hears_it_once():
    row = make_wish(email="m@example.org")
    since = len(letters())
    ending.tell_last_month(after(days=300))
    assert sent(since) == []
    for _time in range(2):
        ending.tell_last_month(after(days=340))
    assert sent(since) == [
        ("m@example.org", "Over een maand wissen we wat je vertelde")
    ]
    assert row.state == State.WAITING


def test_staff_are_warned_of_a_statement_that_ends_and_by_no_name():
    make_policy(conduct_months=12)
    issued = timezone.localdate() - timedelta(days=350)
    seen = Seen(**vars(seen_all()) | {"conduct_issued_on": issued})
    row = make_offer(seen=seen, first_name="Sperwer")
    make_offer()

    assert ending.ending_soon(NOW) == [row]
    for _time in range(2):
        ending.warn_staff(NOW)
    warned = [each for each in letters() if "VOG" in each.subject]
    assert len(warned) == 2
    assert not any("Sperwer" in each.body for each in warned)


def test_nothing_is_asked_of_anyone_while_it_is_off(settings, two):
    settings.MATCHING = False
    since = len(letters())
    for job in jobs.JOBS:
        job.work(after(days=15))
    assert sent(since) == []
    assert two.step == Step.ASKING


def test_erasing_goes_on_while_it_is_off(settings):
    settings.MATCHING = False
    make_wish()
    for job in jobs.JOBS:
        job.work(after(days=370))
    assert not Participant.objects.exists()
