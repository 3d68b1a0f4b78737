"""What has to be seen of who offers, and for how long it counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching.facts.safeguarding import (
    CONDUCT,
    NAMES,
    Seen,
    Standing,
    Terms,
    blocks,
    checks,
    conduct_until,
    may_meet,
)

TODAY = date(2026, 12, 1)
TERMS = Terms(conduct_months=36, profile="85")
ALL = Seen(
    talk_on=date(2026, 3, 1),
    conduct_issued_on=date(2026, 3, 2),
    conduct_profile="85",
    conduct_seen_on=date(2026, 3, 9),
    training_on=date(2026, 4, 1),
    references_on=date(2026, 3, 20),
)


def conduct(seen, terms=TERMS, today=TODAY):
    return next(each for each in checks(seen, terms, today) if each.name == CONDUCT)


def test_who_has_all_that_is_asked_may_meet():
    assert may_meet(ALL, TERMS, TODAY)


def test_who_was_never_seen_lacks_everything():
    assert blocks(checks(None, TERMS, TODAY)) == [*NAMES]


@pytest.mark.parametrize(
    ("lacks", "name"),
    [
        ({"talk_on": None}, "talk"),
        ({"conduct_issued_on": None}, "conduct"),
        ({"conduct_seen_on": None}, "conduct"),
        ({"training_on": None}, "training"),
        ({"references_on": None}, "references"),
    ],
)
def test_each_thing_that_lacks_blocks_by_itself(lacks, name):
    found = checks(replace(ALL, **lacks), TERMS, TODAY)
    assert blocks(found) == [name]


def test_what_the_municipality_does_not_ask_blocks_nobody():
    terms = replace(TERMS, asks_training=False, asks_references=False)
    seen = replace(ALL, training_on=None, references_on=None)
    assert may_meet(seen, terms, TODAY)


def test_the_statement_counts_from_the_day_it_was_issued():
    assert conduct_until(ALL, TERMS) == date(2029, 3, 1)


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2029, 1, 30), Standing.VALID),
        (date(2029, 1, 31), Standing.ENDING),
        (date(2029, 3, 1), Standing.ENDING),
        (date(2029, 3, 2), Standing.ENDED),
    ],
)
def test_it_warns_thirty_days_before_and_ends_on_the_day(today, standing):
    found = conduct(ALL, today=today)
    assert (found.standing, found.until) == (standing, date(2029, 3, 1))
    assert may_meet(ALL, TERMS, today) == (standing != Standing.ENDED)


def test_a_leap_day_has_its_last_day():
    seen = replace(ALL, conduct_issued_on=date(2024, 2, 29))
    assert conduct_until(seen, Terms(12, "85")) == date(2025, 2, 27)


def test_a_statement_for_other_work_is_none():
    assert conduct(replace(ALL, conduct_profile="45")).standing == Standing.ABSENT
    assert may_meet(
        replace(ALL, conduct_profile="45"), replace(TERMS, profile=""), TODAY
    )


@pytest.mark.parametrize(
    "field", ["talk_on", "conduct_issued_on", "training_on", "references_on"]
)
def test_what_is_still_to_come_does_not_count(field):
    tomorrow = TODAY + timedelta(days=1)
    assert not may_meet(replace(ALL, **{field: tomorrow}), TERMS, TODAY)
