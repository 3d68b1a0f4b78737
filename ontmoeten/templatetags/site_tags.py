import re
from functools import cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from common.web import beside

register = template.Library()
SYMBOL = re.compile(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>', re.DOTALL)
HIDDEN = mark_safe('aria-hidden="true"')
# What of each drawing in static/illustrations/ is shown: left, top, width, height.
FRAMES = {
    "bank": "0 0 640 412",
    "bieb": "0 0 480 356",
    "brief": "0 0 480 360",
    "fietsen": "0 0 620 332",
    "leeg": "0 0 380 240",
    "loket": "0 0 480 360",
    "park": "0 0 640 300",
    "picknick": "0 0 480 356",
    "plein": "0 0 480 356",
    "samen": "0 -24 480 372",
    "tafel": "0 42 480 350",
    "watertap": "0 0 480 356",
}


@cache
def _symbols() -> dict[str, str]:
    """What each icon is drawn of, by its name."""
    sprite = (settings.BASE_DIR / "static/icons/icons.svg").read_text()
    return dict(SYMBOL.findall(sprite))


@register.simple_tag
def icon(name, extra=""):
    """An icon from static/icons/icons.svg; decoration only, words stand beside it.

    It stands in the page whole: a hundred that refer to another file (`<use>`) took a
    slow phone a third of its time for a list. Of an unknown name nothing is drawn.
    """
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        "{}</svg>",
        f" {extra}" if extra else "",
        mark_safe(_symbols().get(name, "")),  # our own file  # noqa: S308
    )


@register.simple_tag
def drawing(name, label=""):
    """A drawing that takes the page's own colours, so dark works by itself; with words
    for who cannot see it, or as decoration."""
    about = format_html('role="img" aria-label="{}"', label) if label else HIDDEN
    return format_html(
        '<svg viewBox="{}" {} focusable="false"><use href="{}#art"></use></svg>',
        FRAMES[name],
        about,
        static(f"illustrations/{name}.svg"),
    )


@register.simple_tag
def chat_picture(name):
    """Of a drawing, the picture that chats show beside a link: see scripts/draw."""
    return static(f"chat/{name}.png")


@register.filter
def webcal(path: str) -> str:
    """A path of this site as calendars subscribe to it: webcal://…"""
    return f"webcal://{settings.SITE_URL.partition('://')[2]}{path}"


THEMES = {
    "leefomgeving": "park",
    "gezondheid": "tafel",
    "dienstverlening": "brief",
    "talentontwikkeling": "samen",
}


@register.simple_tag
def theme_drawing(theme):
    return drawing(THEMES.get(theme.slug, "samen"))


@register.simple_tag
def words(thing, field):
    """A text that exists in two languages, marked where it is not the page's own."""
    language = thing.language_of(field)
    return format_html('<span lang="{}">{}</span>', language, thing.in_language(field))


@register.simple_tag(name="beside")
def beside_(page, **about):
    """What other apps show on a page: (template, what it needs)."""
    return beside.parts_of(page, **about)
