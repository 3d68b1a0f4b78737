"""Every feed of the corpus means what is written above it, and nothing else; its dates
are those of an independent expansion."""

import pytest
from django.utils import translation

from common.protect.contact_details import MAIL, PHONE
from harvesting.facts.dates import dates
from harvesting.facts.result import Kind
from harvesting.reading.feed import read
from tests.harvesting.feeds import Meant, all_feeds
from tests.harvesting.independent import begins

FEEDS = all_feeds()
READ = {}
EACH = pytest.mark.parametrize("feed", FEEDS, ids=str)


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.SITE_URL = "https://ontmoeten.example"
    with translation.override("en"):
        yield


def read_of(feed):
    """Each is read once, and then looked at in several ways."""
    if feed.name not in READ:
        url = "https://dekring.example/agenda"
        READ[feed.name] = read(feed.content, feed.content_type, url)
    return READ[feed.name]


def test_there_are_many_feeds_and_each_has_a_name_of_its_own():
    assert len({feed.name for feed in FEEDS}) == len(FEEDS) >= 120


def as_meant(each):
    return Meant(each.starts_at, each.ends_at, each.is_cancelled, each.event.title)


@EACH
def test_its_events_have_the_dates_that_it_means(feed):
    found = [
        (event.title, [*map(as_meant, dates(event, feed.first, feed.last))])
        for event in read_of(feed).events
    ]

    assert found == [
        (event.title, sorted(event.dates, key=lambda each: each.begin))
        for event in feed.events
    ]


@EACH
def test_what_does_not_come_in_is_told(feed):
    found = read_of(feed)

    assert len(found.refused) == len(feed.refused), found.refused
    for told, words in zip(found.refused, feed.refused, strict=True):
        assert words in told.why
    assert (len(found.opted_out), len(found.private)) == (feed.opted_out, feed.private)
    assert feed.problem in found.problem
    assert bool(feed.problem) == bool(found.problem)


@EACH
def test_it_says_whether_all_was_seen_and_all_has_numbers(feed):
    found = read_of(feed)

    assert found.is_whole == (feed.is_whole and not feed.problem)
    assert found.has_fixed_ids == feed.has_fixed_ids


@EACH
def test_its_events_have_the_facts_that_it_says(feed):
    for meant, event in zip(feed.events, read_of(feed).events, strict=True):
        said = {name: str(getattr(event, name)) for name in meant.facts}
        assert said == meant.facts


@EACH
def test_nothing_in_it_reaches_a_person(feed):
    for event in read_of(feed).events:
        for each in (event, *event.changed):
            for text in (each.title, each.text, each.place_name, each.address):
                assert not MAIL.search(text)
                assert not PHONE.search(text)


@EACH
def test_every_event_has_an_identity_of_its_own(feed):
    known = [(event.uid, event.recurrence_id) for event in read_of(feed).events]

    assert len(set(known)) == len(known)
    assert all(uid for uid, _on in known)


@EACH
def test_its_rules_have_the_dates_of_an_independent_expansion(feed):
    found = read_of(feed)
    if found.kind is not Kind.ICALENDAR:
        return
    by_rule = {event.uid: event for event in found.events if event.rules}
    theirs = begins(feed.content, feed.first, feed.last) if by_rule else {}
    for uid, event in by_rule.items():
        ours = [each.starts_at for each in dates(event, feed.first, feed.last)]
        assert ours == theirs[uid if event.has_own_uid else ""]
