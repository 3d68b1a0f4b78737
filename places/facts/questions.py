"""What we ask of who passes by: the facts of a place that nobody has told us yet, each
as one question with yes or no.

They are the facilities, whether one gets there without a step, and whether it is free;
staff choose for each kind of place which of them make sense (`PlaceKind.asked`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from places.facts import derived
from places.facts.cost import Cost
from places.facts.facilities import BY_SLUG as FACILITY
from places.facts.facilities import FACILITIES

# People plan their way by these; a colleague says yes to them first.
RELIED_ON = {"drempelvrij", "toilet", "rolstoeltoilet"}


@dataclass(frozen=True)
class Question:
    """`yes`, `no` and `unknown` are what the column `field` of Place holds then; `bit`
    stands for it in `Place.possible`."""

    slug: str  # in the address
    field: str
    icon: str
    name: str  # of what is asked, in a word
    text: str
    bit: int
    yes: bool | str = True
    no: bool | str = False
    unknown: str | None = None

    @property
    def is_relied_on(self) -> bool:
        return self.slug in RELIED_ON

    def value(self, is_so: bool | None) -> bool | str | None:
        """What the column holds when it is so, is not so, or nobody knows."""
        return {True: self.yes, False: self.no, None: self.unknown}[is_so]

    def is_open(self, place) -> bool:
        """Whether we do not know it: neither of the place nor of every one of its kind.
        "Partly without steps" is known."""
        if self.slug in FACILITY:
            is_usual = self.slug in place.kind.facility_slugs
            return getattr(place, self.field) is None and not is_usual
        if self.field == "cost":
            return place.actual_cost == Cost.UNKNOWN
        return getattr(place, self.field) == self.unknown


QUESTIONS = (
    Question(
        "drempelvrij",
        "step_free",
        "step-free",
        _("Without steps"),
        _("Can you get there without a step?"),
        derived.STEP_FREE,
        yes="yes",
        no="no",
        unknown="unknown",
    ),
    Question(
        "gratis",
        "cost",
        "free",
        _("Cost"),
        _("Can you be there without paying anything?"),
        derived.FREE,
        yes=Cost.FREE,
        no=Cost.PAID,
        unknown="",
    ),
    *(
        Question(
            each.slug,
            each.field,
            each.icon,
            each.name,
            each.question,
            derived.FACILITY_BITS[each.slug],
        )
        for each in FACILITIES
    ),
)
BY_SLUG = {each.slug: each for each in QUESTIONS}


def asked_of(slugs: str) -> list[Question]:
    """The questions that a kind lists, "toilet, tafel", in that order."""
    found = (BY_SLUG.get(part.strip()) for part in slugs.split(","))
    return [each for each in dict.fromkeys(found) if each]


def open_questions(place) -> list[Question]:
    """What we would like to hear about it, in the order of its kind."""
    return [each for each in asked_of(place.kind.asked) if each.is_open(place)]


def bits_of(questions: Iterable[Question]) -> int:
    return reduce(or_, (each.bit for each in questions), 0)


def validate_questions(slugs: str) -> None:
    wrong = {part.strip() for part in slugs.split(",")} - BY_SLUG.keys() - {""}
    if wrong:
        message = _("There is no “%(wrong)s”. There are: %(known)s.")
        words = {"wrong": ", ".join(sorted(wrong)), "known": ", ".join(BY_SLUG)}
        raise ValidationError(message, params=words)
