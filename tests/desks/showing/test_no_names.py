"""The name of a host stands on pages for people and nowhere else: in no feed, calendar,
JSON-LD, export, title, log or mail to others, whatever the address."""

import logging
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from desks.days import away, reminding
from desks.models import DeskDay, DeskHost
from initiatives.joining.reminding import remind_from
from tests.kit.addresses import EXAMPLES, TOMORROW, build
from tests.kit.factories import make_user
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FACE, STAND_IN = "Zonnestraaltje", "Maneschijntje"
# Where people read it, on a screen and kept from search engines.
PAGES = {"desks:desks", "desks:desk", "desks:time"}
OWN = {"desks:my-face"}  # of herself, behind a link that only she has


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def town():
    build()
    since = timezone.localdate() - timedelta(days=1)
    agreed = {"name_consent_on": since, "languages_consent_on": since}
    for pk, name in ((1, FACE), (2, STAND_IN)):
        DeskHost.objects.filter(pk=pk).update(
            first_name=name, languages=["fa"], user=make_user(), **agreed
        )


class Kept(HTMLParser):
    """The text of a page but for what stands inside an element that search engines
    leave out and that is for a screen only; with all attributes."""

    VOID = {"meta", "link", "img", "input", "br", "hr", "use"}

    def __init__(self):
        super().__init__()
        self.seen, self.open = [], []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.seen += [value or "" for value in known.values()]
        if tag not in self.VOID:
            is_kept = "data-nosnippet" in known
            is_screen = "screen" in (known.get("class") or "").split()
            self.open.append((tag, is_kept, is_screen))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        is_kept = any(kept for _tag, kept, _screen in self.open)
        is_screen = any(screen for _tag, _kept, screen in self.open)
        if not (is_kept and is_screen):
            self.seen.append(data)


def outside(page: str) -> str:
    parser = Kept()
    parser.feed(page)
    return "\n".join(parser.seen)


def answer_of(client, name, prefix="") -> str:
    path = prefix + reverse(name, kwargs=EXAMPLES[name])
    answer = client.get(path, follow=True)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(answer.headers.values())
    return body.decode(errors="replace") + headers


def test_no_address_says_a_name_but_the_pages_of_desks(client, town, caplog):
    caplog.set_level(logging.DEBUG)
    DeskDay.objects.update(stand_in=2)
    on_pages = 0
    for name in EXAMPLES.keys() - OWN:
        text = answer_of(client, name)
        if name in PAGES:
            on_pages += STAND_IN in text or FACE in text
            text = outside(text)
        assert FACE not in text, name
        assert STAND_IN not in text, name
    assert on_pages == len(PAGES)
    assert FACE not in caplog.text
    assert STAND_IN not in caplog.text


def test_no_mail_says_a_name(client, town, settings):
    settings.ON_DUTY = ["dienst@example.org"]
    host, stand_in = DeskHost.objects.order_by("pk")
    host.desk.coordinator_email = "coordinator@example.org"
    host.desk.save()
    host.desk.days.all().delete()
    row = host.desk.activity.occurrences.get(rule_date=TOMORROW)
    reminding.remind(remind_from(row))
    away.cannot_come(host, TOMORROW)
    away.answer(stand_in.asks.get(), False)
    away.lapse(host.desk, TOMORROW)

    found = letters()

    assert {each.to[0] for each in found} >= {host.email, stand_in.email,
        "coordinator@example.org", "dienst@example.org"}  # fmt: skip
    for letter in found:
        assert not re.search(f"{FACE}|{STAND_IN}", letter.subject + letter.body)


def test_a_name_outside_what_is_kept_would_be_seen():
    page = f'<p class="screen" data-nosnippet>{FACE}</p><title>{STAND_IN}</title>'

    assert FACE not in outside(page)
    assert STAND_IN in outside(page)
