"""The style sheet holds what pages have, and nothing else."""

import re

import pytest
from django.conf import settings

from ontmoeten.web import stylesheet

pytestmark = pytest.mark.once
SOURCES = ["templates", "static/js", "common", *settings.APPS]
KINDS = {".html", ".js", ".py"}
OF_OTHERS = ("leaflet-",)  # what the map's own script makes
DRAWN = {"nowrap"}  # for pages that are being made


def without_values(css: str) -> str:
    """The selectors only."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\{[^{}]*\}", "{}", css)


def classes_of(css: str) -> set[str]:
    return set(re.findall(r"\.(-?[A-Za-z][\w-]*)", without_values(css)))


def text_of_sources() -> str:
    files = [
        path
        for folder in SOURCES
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in KINDS
    ]
    return "\n".join(path.read_text() for path in files)


def is_made(name: str, text: str) -> bool:
    """Whether a page puts it together: `slot--{{ part }}`, `pin--${many}`."""
    start, _, end = name.partition("--")
    return bool(end) and re.search(rf"{start}--(\{{|\$\{{)", text) is not None


def unused(css: str, text: str) -> set[str]:
    words = set(re.findall(r"[A-Za-z][\w-]*", text))
    return {
        name
        for name in classes_of(css) - words
        if not name.startswith(OF_OTHERS) and not is_made(name, text)
    }


def test_each_class_of_the_style_sheet_is_on_some_page():
    assert unused(stylesheet.joined().decode(), text_of_sources()) <= DRAWN


def test_a_class_that_is_on_no_page_is_found():
    css = ".here, .gone { color: red } @media print { .slot--late { margin: 0 } }"
    css += " .nowhere--late { margin: 0 }"

    assert unused(css, 'class="here slot--{{ part }}"') == {"gone", "nowhere--late"}


def test_mails_have_the_colours_of_the_site():
    mail = (settings.BASE_DIR / "templates/common/mail/base.html").read_text()
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()

    colours = set(re.findall(r"#[0-9a-f]{3,6}\b", mail))

    assert colours
    assert colours <= set(re.findall(r"#[0-9a-f]{3,6}\b", tokens))
