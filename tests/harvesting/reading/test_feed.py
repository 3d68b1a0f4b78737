"""A feed of any kind: known by its bytes, within limits, and never an error."""

import logging
from datetime import date

import pytest
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from harvesting.facts.as_ours import as_rule
from harvesting.facts.dates import dates
from harvesting.facts.event import Refusal
from harvesting.facts.result import Kind
from harvesting.reading import read
from harvesting.reading.ical import one_event
from harvesting.reading.jsonld import blocks
from tests.harvesting.feeds import all_feeds

TODAY = date(2026, 10, 1)
LINES = ["BEGIN:VEVENT", "UID:{n}", "DTSTART:20261103T120000", "SUMMARY:Soep",
         "END:VEVENT", ""]  # fmt: skip
EVENT = "\r\n".join(LINES)
TABLE = b"wat;dag\nSoep;3-11-2026\n"
PAGE = b'<script type="application/ld+json">{"@type":"Event","name":"Soep",'
PAGE += b'"startDate":"2026-11-03"}</script>'


def calendar(many=1, event=EVENT):
    events = "".join(event.format(n=n) for n in range(many))
    return f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n".encode()


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("content", "content_type", "kind"),
    [
        (calendar(), "text/html", Kind.ICALENDAR),
        (b"\xef\xbb\xbf\r\n\r\n" + calendar(), "", Kind.ICALENDAR),
        (PAGE, "text/calendar", Kind.JSON_LD),
        (b'{"@type": "Event"}', "text/plain", Kind.JSON_LD),
        (TABLE, "text/plain", Kind.TABLE),
        (TABLE, "text/csv; charset=utf-8", Kind.TABLE),
        (b"a;b\n1;2\n", "text/csv", Kind.TABLE),
        (b"a;b\n1;2\n", "text/plain", Kind.UNKNOWN),
        (b"hello", "text/calendar", Kind.UNKNOWN),
        (b"", "text/calendar", Kind.UNKNOWN),
    ],
)
def test_its_kind_follows_from_its_bytes_and_then_from_its_type(
    content, content_type, kind
):
    assert read(content, content_type).kind is kind


def test_a_calendar_is_called_as_it_calls_itself():
    named = calendar().replace(
        b"CALENDAR\r\n", b"CALENDAR\r\nX-WR-CALNAME:Kring\\, 2\r\n", 1
    )

    assert read(named).name == "Kring, 2"
    assert read(calendar()).name == ""


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Europe/London", 13), ("GMT Standard Time", 13), ("Nergens", 12)],
)
def test_times_without_a_zone_are_in_that_of_the_feed(zone, hour):
    (event,) = read(calendar(), zone=zone).events

    assert [each.starts_at.hour for each in dates(event, TODAY, date.max)] == [hour]


def test_reasons_are_told_in_dutch():
    with translation.override("nl"):
        (told,) = read(calendar(event=EVENT.replace("SUMMARY:Soep", "X:"))).refused

    assert str(told) == "regel 2: Er staat geen titel bij."


def test_ten_thousand_events_are_two_thousand_and_a_sentence(english):
    found = read(calendar(10_000))

    assert len(found.events) == 2_000
    assert [each.why for each in found.refused] == [
        "There are 10000 events; we take the first 2000."
    ]
    assert not found.is_whole


@pytest.mark.parametrize(
    ("content", "most"),
    [
        (calendar(3), 2),
        (b"wat;dag\nSoep;3-11-2026\nSla;3-11-2026\nEi;3-11-2026\n", 2),
        (b'[{"@type":"Event","name":"a","startDate":"2026-11-03"},' * 2 + b"1]]", 1),
        (
            b'[{"@type":"Event","name":"a","startDate":"2026-11-03"},'
            b'{"@type":"Event","name":"b","startDate":"2026-11-03"}]',
            1,
        ),
    ],
)
def test_of_every_kind_no_more_come_in_than_was_agreed(content, most):
    found = read(content, most_events=most)

    assert len(found.events) <= most
    assert not found.is_whole


def test_what_is_larger_than_agreed_is_not_read(english):
    content = calendar()

    assert read(content, most_bytes=len(content)).events
    found = read(content, most_bytes=len(content) - 1)

    assert found.events == ()
    assert "larger than" in found.problem
    assert not found.is_whole


MUCH = 500_000
OPEN = '<script type="application/ld+json">'


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VEVENT\n", "BEGIN:A\n", "END:VEVENT\n", "A:\n", "x\n", "\n ",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDESCRIPTION:\nx\n",
    ],
)  # fmt: skip
def test_half_a_megabyte_of_calendar_is_gone_through_once(text):
    content = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n" + text.encode() * MUCH

    assert read(content[:MUCH]).kind is Kind.ICALENDAR


@pytest.mark.parametrize(
    "text",
    ["<a ", "<!--", "<!-- -->", "<script>", "<script ", "</script", "<![CDATA[", "<!",
     OPEN, f"{OPEN}[</script>"],
)  # fmt: skip
def test_half_a_megabyte_of_page_is_gone_through_once(text):
    assert read((text.encode() * MUCH)[:MUCH]).kind is Kind.JSON_LD


@pytest.mark.parametrize("text", ["[", '"\\', '["', '{"a":', "1,", "[],", '"a",'])
def test_half_a_megabyte_of_data_is_gone_through_once(text):
    assert read(("[" + text * MUCH)[:MUCH].encode()).events == ()


def test_a_page_has_no_more_blocks_than_anyone_needs():
    assert len(blocks.of_page(PAGE.decode() * 500)) == blocks.MOST_BLOCKS


def test_what_goes_wrong_in_us_is_a_sentence_and_in_the_log(
    monkeypatch, caplog, english
):
    monkeypatch.setattr("harvesting.reading.feed._read", lambda *args: 1 / 0)

    found = read(calendar(), source_url="https://dekring.example/geheim-7/agenda.ics")

    assert found.problem == "We can’t read this."
    assert not found.is_whole
    assert "dekring.example" in caplog.text
    assert "geheim-7" not in caplog.text


def test_what_goes_wrong_with_one_event_leaves_the_others_alone(
    monkeypatch, caplog, english
):
    meant = one_event.read

    def fail(part, source, *, uid, title):
        return 1 / 0 if uid == "1" else meant(part, source, uid=uid, title=title)

    monkeypatch.setattr(one_event, "read", fail)

    found = read(calendar(3))

    assert [event.uid for event in found.events] == ["0", "2"]
    assert [(each.uid, each.why) for each in found.refused] == [
        ("1", "We can’t read this.")
    ]
    assert "ZeroDivisionError" in caplog.text


# --- Never an error -----------------------------------------------------------------

SMALL = [feed for feed in all_feeds() if len(feed.content) < 6_000]
SIGNS = [b"\0", b"\xff", b"\n", b" ", b";", b":", b",", b'"', b"\\", b"9", b"-", b"Z",
         b"{", b"[", b"RRULE:FREQ=DAILY\r\n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n",
         b"RECURRENCE-ID:20261110T120000\r\n", b"20261231", b"null",
         b"1e999"]  # fmt: skip


@st.composite
def mutated(draw):
    feed = draw(st.sampled_from(SMALL))
    content = feed.content
    for _time in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        until = min(at + draw(st.integers(0, 40)), len(content))
        way = draw(st.sampled_from(["cut", "twice", "sign", "other", "turn"]))
        middle = content[at:until]
        if way == "cut":
            middle = b""
        elif way == "twice":
            middle *= 2
        elif way == "sign":
            middle = draw(st.sampled_from(SIGNS)) + middle
        elif way == "other":
            other = draw(st.sampled_from(SMALL)).content
            from_ = draw(st.integers(0, len(other)))
            middle = other[from_ : from_ + 200]
        else:
            middle = middle[::-1]
        content = content[:at] + middle + content[until:]
    return content, feed.content_type


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
@example((b"", ""))
def test_no_bytes_are_an_error(found):
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    logger = logging.getLogger("harvesting.reading")
    logger.addHandler(handler)
    try:
        result = read(*found, source_url="https://dekring.example/agenda")
    finally:
        logger.removeHandler(handler)

    assert [record.exc_info for record in records] == []
    for event in result.events:
        try:
            dates(event, TODAY, date(2028, 10, 1))
        except Refusal:
            continue
        as_rule(event, TODAY)
