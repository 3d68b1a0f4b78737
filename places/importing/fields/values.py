"""Reads the texts of a source as the fields of a place; a function per field."""

import html
import re
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.kit.one_line import one_line
from places.facts.cost import Cost
from places.facts.facilities import FACILITIES
from places.hours import problem_with
from places.models import Place

Value = str | bool | int | None
MOST_PEOPLE = 32_767  # that the column holds


def _words(text: str) -> set[str]:
    return set(text.split())


YES = {"yes", "ja", "true", "1", "y", "j", "waar"}
NO = {"no", "nee", "false", "0", "n", "onwaar"}
SHUT = {"closed", "off", "gesloten", "dicht", "permanently closed", "no"}
UNKNOWN = {"", "unknown", "onbekend", "?"}
# Values of keys of OpenStreetMap that say more than yes or no; from its wiki.
LIT = {
    "24/7",
    "automatic",
    "sunset-sunrise",
    "dusk-dawn",
    "operating_times",
    "interval",
}
PAVED = _words(
    """
    paved asphalt concrete concrete:plates concrete:lanes paving_stones
    paving_stones:lanes sett bricks brick cobblestone unhewn_cobblestone chipseal
    metal metal_grid wood tiles rubber plastic tartan acrylic carpet
    """
)
UNPAVED = _words(
    """
    unpaved ground dirt earth soil grass grass_paver gravel fine_gravel pebblestone
    compacted sand mud rock clay woodchips shells snow ice salt artificial_turf
    """
)
STEP_FREE = (
    dict.fromkeys(YES | {"designated"}, "yes")
    | dict.fromkeys(NO, "no")
    | dict.fromkeys(
        ["limited", "beperkt", "deels", "partly", "gedeeltelijk"], "limited"
    )
    | dict.fromkeys(UNKNOWN, "unknown")
)
COST = (
    dict.fromkeys(["free", "gratis", "vrij"], Cost.FREE.value)
    | dict.fromkeys(
        ["consumption", "consumptie", "consumptie verwacht"], Cost.CONSUMPTION.value
    )
    | dict.fromkeys(["paid", "betaald"], Cost.PAID.value)
    | dict.fromkeys(UNKNOWN, Cost.UNKNOWN.value)
)
FEE = (
    dict.fromkeys(NO, Cost.FREE.value)
    | dict.fromkeys(YES, Cost.PAID.value)
    | dict.fromkeys(["customers", "klanten"], Cost.CONSUMPTION.value)
)

BREAK = re.compile(r"<\s*(?:br|/p|/li|/div)\b[^>]*>", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")
check_url = URLValidator(schemes=["http", "https"])


class NotUnderstood(ValueError):
    """This text is no value of the field; says why. `instead` is what to store."""

    def __init__(self, why: str, instead: Value = None):
        super().__init__(why)
        self.instead = instead


def plain(text: str) -> str:
    """Text without tags and odd spaces; breaks and paragraphs become lines."""
    if text.isprintable() and "&" not in text and "<" not in text:
        return " ".join(text.split())
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = strip_tags(BREAK.sub("\n", text))
    lines = (" ".join(line.split()) for line in CONTROL.sub("", text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def lines(text: str) -> str:
    """A text that is no HTML, as it is; without signs that nobody sees."""
    return CONTROL.sub("", "\n".join(text.splitlines())).strip()


def line(most: int, clean: Callable[[str], str]) -> Callable[[str], str]:
    """A text on one line of at most so many characters; longer is cut short."""

    def read(text: str) -> str:
        text = clean(text)
        if len(text) > most:
            why = _("longer than %(most)d characters, so it was cut") % {"most": most}
            raise NotUnderstood(why, text[: most - 1].rstrip() + "…")
        return text

    return read


def website(text: str) -> str:
    """An address on the web; without http:// in front it gets https://."""
    url = text.strip()
    if not re.match(r"[a-z]+://", url, re.IGNORECASE):
        url = f"https://{url}"
    try:
        check_url(url)
    except ValidationError:
        raise NotUnderstood(_("this is no web address"), "") from None
    if len(url) > Place._meta.get_field("website").max_length:
        raise NotUnderstood(_("this web address is too long"), "")
    return url


def says_unknown(text: str) -> bool:
    """Whether a source says in so many words that it does not know."""
    return bool(text.strip()) and text.strip().casefold() in UNKNOWN


def opening_hours(text: str) -> str:
    hours = " ".join(text.split())
    if hours.casefold() in UNKNOWN:
        return ""
    if hours.casefold() in SHUT:
        return "off"
    if len(hours) > Place._meta.get_field("opening_hours").max_length:
        raise NotUnderstood(_("these opening hours are too long"), "")
    if problem := problem_with(hours):
        raise NotUnderstood(problem, "")
    return hours


@cache
def labels(choices: type[TextChoices]) -> dict[str, str]:
    """How our own lists call each choice, in each of our languages."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {str(label).casefold(): value for value, label in choices.choices}
    return found


def one_of(words: dict[str, Value], instead: Value, choices=None) -> Callable:
    """A reader of a fixed list of words, small and capital letters alike; and of what
    our own lists call `choices`."""

    def read(text: str) -> Value:
        word = text.strip().casefold()
        try:
            return (
                words[word] if word in words or not choices else (labels(choices)[word])
            )
        except KeyError:
            raise NotUnderstood(_("this value is not known"), instead) from None

    return read


def yes_no(*, also_yes=(), also_no=()) -> Callable[[str], Value]:
    words = dict.fromkeys(UNKNOWN, None)
    words |= dict.fromkeys(YES | set(also_yes), True)
    return one_of(words | dict.fromkeys(NO | set(also_no), False), None)


def how_many(text: str) -> int | None:
    """A number of people, like "60" or "60 personen"."""
    word = text.strip().casefold()
    if word in UNKNOWN:
        return None
    found = re.fullmatch(r"(\d{1,5})(?:[.,]0+)?(?: (?:personen|mensen|people))?", word)
    if not found or not 1 <= int(found[1]) <= MOST_PEOPLE:
        raise NotUnderstood(_("this is no number of people"), None)
    return int(found[1])


def play_equipment(text: str) -> bool | None:
    """OpenStreetMap names the equipment here (playground=swing)."""
    word = text.strip().casefold()
    if word in UNKNOWN:
        return None
    return word not in NO


def _length(field):
    return Place._meta.get_field(field).max_length


def _plain_line(text: str) -> str:
    return " ".join(plain(text).split())


READERS: dict[str, Callable[[str], Value]] = {
    "name": line(_length("name"), _plain_line),
    "address": line(_length("address"), _plain_line),
    "description": plain,
    "description_en": plain,
    "website": website,
    "cost": one_of(COST, Cost.UNKNOWN.value, Cost),
    "fee": one_of(FEE, Cost.UNKNOWN.value),
    "cost_note": line(_length("cost_note"), _plain_line),
    "opening_hours": opening_hours,
    "step_free": one_of(STEP_FREE, "unknown", Place.StepFree),
    **{each.field: yes_no() for each in FACILITIES},
    "lit": yes_no(also_yes=LIT),
    "paved": yes_no(also_yes=PAVED, also_no=UNPAVED),
    "playground": play_equipment,
    "capacity": how_many,
}
# What a place holds when its source does not say.
BLANK: dict[str, Value] = dict.fromkeys(READERS, "") | {
    **dict.fromkeys((each.field for each in FACILITIES), None),
    "step_free": "unknown",
    "capacity": None,
}
del BLANK["fee"]  # it becomes the cost
FIELDS = tuple(BLANK)
TEXTS = ("name", "address", "description", "description_en", "cost_note")
# The same of a file that we wrote ourselves.
OUR_TEXTS: dict[str, Callable[[str], str]] = {
    name: lines if name.startswith("description") else line(_length(name), one_line)
    for name in TEXTS
}


def label(field: str) -> str:
    """A field in the words that staff see on the screen."""
    if field == "id":
        return _("id in the source")
    return str(Place._meta.get_field(field).verbose_name)
