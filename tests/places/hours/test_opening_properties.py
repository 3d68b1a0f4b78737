"""Whatever the hours: the answers about a moment, a week and a change agree."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from places.hours import Calendar, next_change, problem_with, status_at, week_ahead
from places.hours.evaluation import midnight

CALENDAR = Calendar(good_friday=True, closing_days=frozenset([date(2026, 11, 23)]))
DAYS = ["", "Mo", "Tu-Th ", "Sa,Su ", "Fr-Mo ", "PH ", "SH ", "Su[-1] ", "Mo,PH "]
WIDE = ["", "", "Nov-Feb ", "Mar 28-30 ", "week 10-20/2 ", "2026 ", "Dec 24-Jan 2 "]
STATES = ["", "", "", " off", " unknown", ' "bel aan"', ' open "bel aan"']
SEPARATORS = ["; ", ", ", " || "]

clock = st.builds(
    "{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30])
)
span = st.one_of(
    st.builds("{}-{}".format, clock, clock),
    st.builds("{}-26:00".format, clock),
    st.builds("{}+".format, clock),
    st.sampled_from(["sunrise-sunset", "00:00-24:00", "02:30-03:30", "22:00-02:30"]),
)
times = st.lists(span, min_size=1, max_size=2).map(",".join)
rule = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(WIDE),
    st.sampled_from(DAYS).map(lambda day: day and day.strip() + " "),
    times,
    st.sampled_from(STATES),
)


@st.composite
def hours(draw) -> str:
    found = draw(rule)
    for more in draw(st.lists(rule, max_size=3)):
        found += draw(st.sampled_from(SEPARATORS)) + more
    return found


understood = hours().filter(lambda text: problem_with(text) is None)
# Around both changes of the clock, holidays, new year, and a day like any other.
moments = st.builds(
    lambda start, minutes: start.astimezone(UTC) + timedelta(minutes=minutes),
    st.sampled_from(
        [
            datetime(2026, 3, 28, tzinfo=UTC),
            datetime(2026, 4, 4, tzinfo=UTC),
            datetime(2026, 10, 24, tzinfo=UTC),
            datetime(2026, 11, 22, tzinfo=UTC),
            datetime(2026, 12, 30, tzinfo=UTC),
            datetime(2031, 2, 27, tzinfo=UTC),
        ]
    ),
    st.integers(0, 3 * 1440),
)
few = settings(max_examples=150, deadline=None, derandomize=True)


@few
@given(understood, moments)
def test_nothing_changes_before_the_next_change_and_then_it_does(text, at):
    status, change = status_at(text, at, CALENDAR), next_change(text, at, CALENDAR)

    assert status.until == change
    if change is None:
        return
    change = change.astimezone(UTC)
    assert change > at
    almost = status_at(text, change - timedelta(seconds=1), CALENDAR)
    halfway = status_at(text, at + (change - at) / 2, CALENDAR)
    after = status_at(text, change, CALENDAR)
    assert (almost.state, almost.comment) == (status.state, status.comment)
    assert (halfway.state, halfway.comment) == (status.state, status.comment)
    assert (after.state, after.comment) != (status.state, status.comment)


@few
@given(understood, moments)
def test_the_week_ahead_and_the_moment_agree(text, at):
    """Last night counts; where the clock shows a time twice, unknown is right."""
    yesterday = at.date() - timedelta(days=2)
    intervals = [
        each
        for day in week_ahead(text, yesterday, CALENDAR, days=4)
        for each in day.intervals
        if each.start.astimezone(UTC) <= at < each.end.astimezone(UTC)
    ]
    said = {each.state.value for each in intervals}
    best = next((state for state in ("open", "unknown") if state in said), "closed")

    state = status_at(text, at, CALENDAR).state
    twice = (
        datetime(2026, 10, 25, 0, tzinfo=UTC)
        <= at
        < datetime(2026, 10, 25, 2, tzinfo=UTC)
    )
    assert state == best or (twice and "unknown" in (state, best))


@few
@given(understood, st.dates(date(2025, 1, 1), date(2032, 1, 1)))
def test_a_day_has_words_and_its_intervals_are_in_order(text, first):
    (day,) = week_ahead(text, first, CALENDAR, days=1)

    assert day.words
    edges = [edge.astimezone(UTC) for each in day.intervals for edge in each[:2]]
    assert edges == sorted(edges)
    assert all(edge >= midnight(first) for edge in edges)


@few
@given(st.text('MoTuFr[]-+,;|/:0123456789 "PHSHweek()sunrise', max_size=30))
def test_any_text_is_understood_or_refused_but_never_a_mistake_of_ours(text):
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    if problem_with(text) is not None:
        assert status_at(text, at, CALENDAR).state == "unknown"
    else:
        status_at(text, at, CALENDAR)
        assert len(week_ahead(text, at.date(), CALENDAR)) == 7
