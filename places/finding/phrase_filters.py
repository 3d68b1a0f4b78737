"""Words of the search field that are choices of the filter: "bankje met rugleuning".

A choice counts what is known to be so and sets apart what is not known; words in a text
can't do that. So "met rugleuning" becomes the choice, and "bankje" stays a word. Which
words name a fact is what the search takes them for: labels, synonyms of staff.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from places.finding import moment_phrases
from places.textindex.document import FACILITY_MARKS, FREE_MARK, STEP_FREE_MARK
from places.textindex.words import STOP, phrase_of, split

Choice = tuple[str, str]  # a parameter and its value
CHOICES: dict[str, Choice] = {
    FREE_MARK: ("gratis", "ja"),
    STEP_FREE_MARK: ("drempelvrij", "ja"),
} | {mark: ("voorziening", slug) for slug, mark in FACILITY_MARKS.items()}
LINKS = {"met", "with", "en", "and"}
ARTICLES = {"een", "a", "an"}
LONGEST = 5  # words of a phrase
NO_CHOICE = {phrase_of("water")}  # "bankje aan het water" asks for no tap


def read(
    what: str,
    facts: Mapping[frozenset[str], str],
    kinds: frozenset[frozenset[str]],
    finds: Callable[[str], bool],
    now: datetime,
) -> tuple[list[Choice], str]:
    """The choices in these words, and the words that are left.

    `facts` are the marks of phrases (of terms); a phrase that names one of `kinds` too
    is a choice only behind "met": who types just "toilet" looks for one. A day or a
    part of it without "open" counts when these words find nothing as they are.
    """
    moment, is_said, words = moment_phrases.read(split(what), now)
    if moment and not is_said and finds(what):
        moment, words = "", split(what)
    found = [("open", moment)] if moment else []
    left, i = [], 0
    while i < len(words):
        begin, end, mark = _phrase_at(words, i, facts, kinds)
        if mark:
            found.append(CHOICES[mark])
            i = end
        else:
            left.append(words[begin])
            i += 1
    if not found:
        return [], what
    return list(dict.fromkeys(found)), " ".join(left)


def _phrase_at(words: Sequence[str], i: int, facts, kinds):
    """Where the phrase of a fact begins and ends that stands here, links before it
    included, and its mark; none where there is no such phrase."""
    begin = i
    while begin < len(words) and words[begin] in LINKS | ARTICLES:
        begin += 1
    is_linked = not LINKS.isdisjoint(words[i:begin])
    for end in range(min(len(words), begin + LONGEST), begin, -1):
        if words[end - 1] in STOP:
            continue
        phrase = phrase_of(" ".join(words[begin:end]))
        mark = facts.get(phrase)
        if mark and phrase not in NO_CHOICE and (is_linked or phrase not in kinds):
            return i, end, mark
    return i, i, None
