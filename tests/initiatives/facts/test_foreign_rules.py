"""Rules as other programs write them: read as what they mean, or refused in words."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from initiatives.facts.foreign_rules import CannotSay, read
from initiatives.facts.rules import LAST, Rule

MO, TU, WE, TH, FR, SA, SU = range(7)
START = datetime(2026, 11, 3, 10, 0)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("RRULE:FREQ=WEEKLY", Rule((TU,))),
        ("freq=weekly;byday=tu,th", Rule((TU, TH))),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU", Rule((TU,), 2)),
        ("FREQ=WEEKLY;BYDAY=TU;WKST=SU", Rule((TU,))),
        ("FREQ=DAILY", Rule(daily=True)),
        ("FREQ=DAILY;INTERVAL=10", Rule(daily=True, every=10)),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", Rule((0, 1, 2, 3, 4))),
        ("FREQ=MONTHLY", Rule(month_days=(3,))),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", Rule(month_days=(LAST,))),
        ("FREQ=MONTHLY;BYDAY=1MO", Rule((MO,), weeks=(1,))),
        ("FREQ=MONTHLY;BYDAY=1MO,3TH", Rule(also=((1, MO), (3, TH)))),
        # Positions, as Outlook and Google write them
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", Rule((TU,), weeks=(2,))),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,3", Rule((TU,), weeks=(1, 3))),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", Rule((FR,), weeks=(LAST,))),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1", Rule(month_days=(-1,))),
        ("FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=1", Rule(month_days=(1,))),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", Rule(month_days=(-1,))),
        ("FREQ=MONTHLY;BYDAY=TU", Rule((TU,))),
        ("FREQ=YEARLY", Rule(month_days=(3,), months=(11,))),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=4", Rule(month_days=(4,), months=(5,))),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", Rule((SU,), weeks=(LAST,), months=(3,))),
        ("FREQ=WEEKLY;BYDAY=WE;BYMONTH=9,10,11", Rule((WE,), months=(9, 10, 11))),
        # When it ends
        ("FREQ=WEEKLY;COUNT=3", Rule((TU,), until=date(2026, 11, 17))),
        ("FREQ=WEEKLY;UNTIL=20261117", Rule((TU,), until=date(2026, 11, 17))),
        ("FREQ=WEEKLY;UNTIL=20261117T090000Z", Rule((TU,), until=date(2026, 11, 17))),
        ("FREQ=WEEKLY;UNTIL=20261117T085959Z", Rule((TU,), until=date(2026, 11, 16))),
        ("FREQ=WEEKLY;UNTIL=20261117T235959", Rule((TU,), until=date(2026, 11, 17))),
    ],
)  # fmt: skip
def test_a_foreign_rule_is_read_as_what_it_means(text, rule):
    assert read(text, START) == rule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "“BYSETPOS”"),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1", "“BYSETPOS”"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "“BYMONTHDAY”"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15;BYSETPOS=1", "“BYSETPOS”"),
        ("FREQ=MONTHLY;BYDAY=-2TU", "put this rule into words"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-2", "put this rule into words"),
        ("FREQ=MONTHLY;BYDAY=TU,2TH", "“BYDAY”"),
        ("FREQ=YEARLY;BYDAY=20MO", "“BYDAY”"),
        ("FREQ=YEARLY;INTERVAL=2", "“INTERVAL”"),
        ("FREQ=YEARLY;BYWEEKNO=20", "“BYWEEKNO”"),
        ("FREQ=YEARLY;BYMONTH=5,6;BYDAY=MO;BYSETPOS=1", "“BYSETPOS”"),
        ("FREQ=HOURLY", "“HOURLY”"),
        ("FREQ=DAILY;BYHOUR=9", "“BYHOUR”"),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO", "“BYDAY”"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU", "“WKST”"),
        ("FREQ=WEEKLY;INTERVAL=many", "“MANY”"),
        ("FREQ=WEEKLY;INTERVAL=0", "put this rule into words"),
        ("FREQ=WEEKLY;INTERVAL=40", "put this rule into words"),
        ("FREQ=WEEKLY;BYDAY=DI", "“DI”"),
        ("FREQ=WEEKLY;UNTIL=2026-11-17", "“2026-11-17”"),
        ("FREQ=WEEKLY;COUNT=0", "“COUNT”"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20261117", "“COUNT”"),
        ("", "by the day"),
        ("elke dinsdag", "“ELKE DINSDAG”"),
    ],
)
def test_what_cannot_be_said_is_refused_in_words(text, words):
    with translation.override("en"), pytest.raises(CannotSay, match=words):
        read(text, START)


days = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
a_number = st.sampled_from(["", "1", "2", "3", "4", "5", "-1", "-2"])
by_day = st.builds(str.__add__, a_number, days)
parts = {
    "INTERVAL": st.integers(1, 4).map(str),
    "BYDAY": st.lists(days | by_day, min_size=1, max_size=7, unique=True).map(",".join),
    "BYMONTHDAY": st.lists(
        st.sampled_from([1, 15, 28, 29, 30, 31, -1]).map(str), min_size=1, max_size=4
    ).map(",".join),
    "BYMONTH": st.lists(st.integers(1, 12).map(str), min_size=1, max_size=5).map(
        ",".join
    ),
    "BYSETPOS": st.sampled_from(["1", "2", "-1", "1,3"]),
    "WKST": days,
    "COUNT": st.integers(1, 9).map(str),
}
texts = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])}, optional=parts
).map(lambda found: ";".join(f"{name}={value}" for name, value in found.items()))


@given(texts, st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_what_is_read_has_the_dates_of_dateutil_for_years(text, first):
    start = datetime.combine(first, time(10))
    try:
        rule = read(text, start)
    except CannotSay:
        return
    after = first + timedelta(days=800)
    theirs = rrulestr(text, dtstart=start).between(
        start, datetime.combine(after, time()), inc=True
    )

    assert rule.dates(first, first, after) == [each.date() for each in theirs]
