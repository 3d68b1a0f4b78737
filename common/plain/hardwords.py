"""The list of hard words with easier ones: ours, and what staff add."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "words.toml"
ENDINGS = ("e", "en", "n", "s")
CLOSED = re.compile(r"(.*?)(?:([aeou])\2|(ie|oe|eu|ui|ij))([bdfgklmnprstv])")
SOFT = {"f": "v", "s": "z"}


class HardWords:
    """Finds a hard word or phrase where it begins in a list of words."""

    def __init__(self, better: Mapping[str, str]):
        """`better` has lower-case words or phrases, with what to say instead; one with
        nothing to say instead is not hard."""
        self.by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for said, instead in better.items():
            words = tuple(said.lower().split())
            if not words or not instead:
                continue
            for form in self._forms(words):
                self.by_first.setdefault(form[0], []).append((form, instead))
        for known in self.by_first.values():  # the longest first; an exact one before
            known.sort(key=lambda each: -len(each[0]))

    @staticmethod
    def _forms(words):
        yield words
        [*_before, word] = words
        if len(words) > 1 or len(word) <= 4:
            return
        for ending in ENDINGS:
            yield (word + ending,)
        if match := CLOSED.fullmatch(word):  # adequaat, adequate; effectief, effectieve
            start, short, long, last = match.groups()
            stem = start + (short or long) + SOFT.get(last, last)
            yield (stem + "e",)
            yield (stem + "en",)

    def at(self, words: list[str], number: int) -> tuple[int, str]:
        """How many words from here on are a hard one, and what is easier; 0 and ""."""
        for form, instead in self.by_first.get(words[number], ()):
            if tuple(words[number : number + len(form)]) == form:
                return len(form), instead
        return 0, ""


@cache
def ours() -> dict[str, str]:
    """The list that comes with the product."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        said: instead for group in groups.values() for said, instead in group.items()
    }
