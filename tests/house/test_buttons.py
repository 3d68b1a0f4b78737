"""What removes, refuses or closes looks other than what publishes: on every page of
staff and of who keeps pages, by one class."""

import re
from pathlib import Path

import pytest

from common.moderation.queue import GRAVE

pytestmark = pytest.mark.once
TEMPLATES = Path(__file__).parents[2] / "templates"
ROOMS = {"staff", "mine", "admin", "bin", "private", "organising"}
DANGER = "btn--danger"
BUTTON = re.compile(r"<button\b([^>]*)>(.*?)</button>", re.DOTALL)
POST = re.compile(r'\{% include "initiatives/mine/_post\.html" with (.*?)%\}')
WORDS = re.compile(r'\{% (?:translate "([^"]*)"|blocktranslate[^%]*%\}([^{]*))')
# How their words begin, and what they send.
REMOVES = re.compile(
    r"(Call it off|Do not take it over|End this pair|Erase everything now|Has stopped"
    r"|Hold it|It is not there|Leave|No, erase|Remove|Says no|Stop now"
    r"|Take (away|out)|Throw away|Undo the whole import|Withdraw the invitation"
    r"|Yes, erase everything|Yes, it has stopped)"
)
DOES = re.compile(r'value="(\w+)(?:-\{\{ each\.pk \}\})?"')
DECIDES = (GRAVE - {"no"}) | {"stopped", "take-back"}
# In one press back where it was, beside what it is taken from.
LIGHT = {"learning/staff/asking/groups.html": "an answer is in no group, and stays"}
# What it does stands in a variable, by which it gets its class.
OF_A_CHOICE = {"choice.is_grave", "is_grave"}


def buttons():
    """(template, words in English, attributes) of each."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES)
        if not ROOMS.intersection(name.parts) or str(name) in LIGHT:
            continue
        text = path.read_text(encoding="utf-8")
        for attributes, inside in BUTTON.findall(text):
            found = WORDS.search(inside)
            yield (
                str(name),
                next(filter(None, found.groups()), "") if found else "",
                attributes,
            )
        for told in POST.findall(text):
            found = re.search(r'words=_\("([^"]*)"\)', told)
            yield str(name), found[1] if found else "", told


FOUND = list(buttons())


def removes(words, attributes) -> bool:
    does = DOES.search(attributes)
    return bool(REMOVES.match(words) or (does and does[1] in DECIDES))


def test_there_are_buttons_of_both_sorts():
    assert len(FOUND) > 60
    assert sum(removes(words, told) for _name, words, told in FOUND) > 15


def test_what_removes_refuses_or_closes_looks_like_it():
    wrong = [
        (name, words)
        for name, words, attributes in FOUND
        if removes(words, attributes) and DANGER not in attributes
    ]

    assert wrong == []


def test_nothing_else_looks_like_it():
    """What is only known when the page is made has its class from the same word."""
    wrong = [
        (name, words)
        for name, words, attributes in FOUND
        if DANGER in attributes
        and words
        and not removes(words, attributes)
        and not any(each in attributes for each in OF_A_CHOICE)
    ]

    assert wrong == []
