"""What people typed stands in every mail as they typed it, never as markup."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, engines
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from common.mail.plain_text import subject_and_text

ROOT = Path(settings.BASE_DIR) / "templates"
MAILS = sorted(
    str(path.relative_to(ROOT))
    for path in ROOT.glob("*/mail/**/*.html")
    if not path.name.startswith("_") and path.name != "base.html"
)
SIGNS = [
    *"<>&\"'%{}\\",
    "</p>",
    "<i>",
    "&amp;",
    "%s",
    "%(name)s",
    "😀",
    "שלום",
    "x",
    " ",
]
typed = st.lists(st.sampled_from(SIGNS), max_size=8).map(lambda p: f"a{''.join(p)}z")


A_MOMENT = timezone.now()
# Lists of several things to a row: how many moments stand between two others.
ROWS = {"entries": 0, "unused": 1}
MOMENT = re.compile(r"(_at|_on|_day|^day|^date|^starts|^ends|^until|^when)$")


class Anything:
    """Whatever a template asks of it, it says what someone typed."""

    def __init__(self, text):
        self.text = text

    def __getattr__(self, name):
        if name.startswith("_") or name in {"resolve_expression", "html"}:
            raise AttributeError(name)
        return value_of(name, self.text)

    def __str__(self):
        return self.text

    def __iter__(self):
        return iter([])


class Everything(dict):
    """A context in which every name is there."""

    def __init__(self, text):
        super().__init__()
        self.text = text

    def __contains__(self, name):
        return name not in {"True", "False", "None", "block", "forloop"}

    def __getitem__(self, name):
        if name not in self:
            raise KeyError(name)
        return value_of(name, self.text)


def value_of(name, text):
    """A moment, a number or a list where a mail wants one; else what was typed."""
    if MOMENT.search(name):
        return A_MOMENT
    if name in ROWS:
        return [(Anything(text), *[A_MOMENT] * ROWS[name], Anything(text))] * 2
    return 2 if name == "coming" else Anything(text)


def rendered(template, text) -> str:
    found = engines["django"].get_template(template).template
    context = Context()
    context.dicts.append(Everything(text))
    return found.render(context)


def one_line(text) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("template", MAILS)
@given(text=typed)
@example(text='Tom & <i>Jerry</i> "x" 100 % {{ y }} 😀')
def test_every_mail_says_it_as_it_was_typed(template, text):
    html = rendered(template, text)

    subject, body = subject_and_text(html)
    shown = re.sub(r"<[^>]+>", " ", html.partition("<body")[2].partition(">")[2])
    words = one_line(text)
    assert words in one_line(subject) or words in one_line(body)
    assert words in one_line(unescape(shown))
    assert "<i>" not in html
    assert "&amp;amp;" not in html or "&amp;" in text
