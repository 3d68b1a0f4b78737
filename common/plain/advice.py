"""What there is to say about a text."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EASY, FAIRLY = 70, 50  # from here on
SHOWN = 12  # pieces of advice beside a field: more is a wall


class Kind(StrEnum):
    SENTENCE = "sentence"  # a long one
    WORD = "word"  # a hard one
    LONG = "long"  # a long word
    PASSIVE = "passive"
    FORMAL = "formal"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True)
class Advice:
    """One thing in a text that could be easier; `said` is how it stands there, from
    character `start` on, and `better` what could stand there instead, if we know."""

    kind: Kind
    start: int
    said: str
    better: str = ""
    words: int = 0  # of a long sentence

    @property
    def text(self) -> str:
        """The advice as people read it, without what was said."""
        if self.kind == Kind.SENTENCE:
            long = ngettext(
                "This sentence has %d word. Can it be two?",
                "This sentence has %d words. Can it be two?",
                self.words,
            )
            return long % self.words
        if self.kind == Kind.PASSIVE:
            return _("Who does it? “We make it” is easier than “it is made”.")
        if self.kind == Kind.LONG:
            return _("A long word. Can you say it with shorter ones?")
        return _("Easier: %(better)s.") % {"better": self.better}


@dataclass(frozen=True)
class Reading:
    """What reading a text gave.

    `ease` is the formula of Flesch as W.H. Douma fitted it to Dutch (De leesbaarheid
    van landbouwbladen, Wageningen 1960), cut off at 0 and 100: 206.84 - 0.77 x
    syllables per hundred words - 0.93 x words per sentence. Higher is easier; None for
    a text that is too short to say.
    """

    advice: tuple[Advice, ...]
    words: int
    sentences: int
    ease: int | None

    @property
    def shown(self) -> tuple[Advice, ...]:
        """The first of them, each thing once."""
        return tuple(self._once.values())[:SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(len(self._once) - SHOWN, 0)

    @cached_property
    def _once(self) -> dict[tuple[Kind, str], Advice]:
        found: dict[tuple[Kind, str], Advice] = {}
        for each in self.advice:
            found.setdefault((each.kind, each.said.casefold()), each)
        return found

    @property
    def level(self) -> str:
        """`ease` in words."""
        return level_of(self.ease)


def level_of(ease: int | None) -> str:
    if ease is None:
        return ""
    if ease >= EASY:
        return _("This text is easy to read.")
    if ease >= FAIRLY:
        return _("This text is fairly hard to read.")
    return _("This text is hard to read.")
