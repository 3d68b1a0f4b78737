"""Staff read the register, everyone reads the same at `/privacy/`."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings

from common.protect import personal
from tests.kit.factories import make_staff
from tests.kit.staffpages import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE, TABLE = "/beheer/persoonsgegevens/", "/beheer/persoonsgegevens.csv"
PRIVACY = Path(settings.BASE_DIR) / "templates/ontmoeten/pages/privacy.html"


@pytest.fixture
def staff(client):
    client.force_login(make_staff())
    return client


def rows_of(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_staff_find_it_on_the_first_page(staff):
    assert PAGE in staff.get("/beheer/").content.decode()


def test_the_page_has_every_row_with_its_end(staff):
    words = unescape(words_of(staff.get(PAGE)))

    assert "30 dagen na de activiteit" in words
    for each in personal.register():
        assert str(each.what) in words
        assert each.until_in_words in words


def test_the_table_has_the_same_and_who_did_what(staff):
    heading, *rows = rows_of(staff.get(TABLE))

    assert heading[:4] == ["van wie", "wat", "waarom", "tot wanneer"]
    known = personal.register()
    assert [row[1] for row in rows[: len(known)]] == [str(each.what) for each in known]
    assert len(rows) == len(known) + len(personal.who_did_it())


def test_no_cell_of_the_table_is_a_formula(staff, monkeypatch):
    evil = replace(personal.held("mail"), what="=1+1")
    monkeypatch.setattr(personal, "_held", {"mail": evil})

    assert rows_of(staff.get(TABLE))[1][1] == "'=1+1"


@pytest.mark.parametrize("path", ["/privacy/", "/en/privacy/"])
def test_privacy_says_all_that_the_register_says(client, path):
    page = client.get(path).content.decode()

    assert page.count("<h3>") == len({str(e.whom) for e in personal.register()})
    assert page.count("Tot wanneer:" if path == "/privacy/" else "Until when:") == len(
        personal.register()
    )


def test_no_term_at_privacy_is_typed_there():
    typed = r"\b(\d+|an?|one|two|three) (\w+ )?(hour|day|week|month|year)s?\b"

    assert re.search(typed, "that lasts one working day")
    assert not re.search(typed, PRIVACY.read_text())


def test_other_terms_are_other_terms_at_privacy(client, monkeypatch):
    numbers = count(4020)  # no whole years
    other = {
        each.slug: replace(
            each, terms=tuple(timedelta(days=next(numbers)) for _ in each.terms)
        )
        for each in personal.register()
    }
    monkeypatch.setattr(personal, "_held", other)

    page = client.get("/privacy/").content.decode()

    assert next(numbers) > 4050
    for each in other.values():
        for term in each.terms:
            assert f"{term.days} dagen" in page, each.slug
    above = page.partition("</h2>")[2].partition("<h3>")[0]  # the words alone
    assert not re.search(r"\b(?!4\d{3} )\d+ (uur|dag|dagen|jaar)\b", above)


# What forms, mails and pages of staff promise besides, by a part of the text.
ELSEWHERE = {
    "after our answer": "removal",
    "Who organises it does not see your address": "sign-up",
    "with this address. We erase the address": "sign-up",
    "First names only": "sign-up",
    "Wasn’t it you? Then do nothing": "sign-up",
    "The answer comes through us": "door",
    "All of it is erased": "door",
    "We use it for the answer only": "report-address",
    "left this address with a report": "report-address",
    "for that one answer only": "suggester",
    "for that one mail and erase it": "wants-answer",
    "bin": "bin",
    "What you throw away": "bin",
    "are shown no more": "desk-host",
    "Do you stop? Then": "match",
}
DURATION = re.compile(r"\b(\d+|two)(?= (days|hours)| at the latest)")
PROMISES = re.compile(r"eras|\bbin\b|throw away")


def test_what_is_promised_elsewhere_is_what_the_register_says():
    po = Path(settings.BASE_DIR) / "locale/nl/LC_MESSAGES/django.po"
    texts = re.findall(r'^msgid(?:_plural)? "(.+)"$', po.read_text(), re.MULTILINE)
    seen = set()
    for text in texts:
        numbers = [found[1] for found in DURATION.finditer(text)]
        if not (numbers and PROMISES.search(text)):
            continue
        part = next((each for each in ELSEWHERE if each in text), None)
        assert part, f"say in ELSEWHERE what this is about: {text}"
        seen.add(part)
        terms = personal.held(ELSEWHERE[part]).terms
        said = {f"{term.days}" for term in terms} | {
            f"{term.days * 24}" for term in terms
        }
        assert {number.replace("two", "2") for number in numbers} <= said, text
    assert seen == {*ELSEWHERE}
