"""Reads a Dutch text as a plain reader does: sentence by sentence, word by word.

Pure: a text and a list of hard words in, advice out. The rules are coarse on purpose:
it is advice for a person, who looks at the sentence and decides.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from common.plain.advice import Advice, Kind, Reading
from common.plain.hardwords import HardWords

LONGEST_TEXT = 20_000  # characters; what comes after is not read
LONGEST_SENTENCE = 18  # words
LONGEST_WORD = 16  # letters
FEWEST_WORDS = 20  # of which we dare to say how easy they are

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
END = re.compile(r"[.!?…]+[\"”’)]*(?=\s|$)|\n\s*\n|\n(?=\s*[-*•])")
VOWELS = re.compile(r"[ëïöü]?(?:[aeiouyáàâäéèêíîóôúû]+)|[ëïöü]")
GRAMMAR = tomllib.loads(Path(__file__).with_name("grammar.toml").read_text("utf-8"))
ABBREVIATIONS: dict[str, str] = GRAMMAR["abbreviations"]
LONGEST_FIRST = sorted(map(re.escape, ABBREVIATIONS), key=len, reverse=True)
SHORT = re.compile(rf"(?<![\w.])(?:{'|'.join(LONGEST_FIRST)})(?!\w)", re.IGNORECASE)
STIFF = [
    (re.compile(pattern, re.IGNORECASE), better)
    for pattern, better in [
        (r"\bmen\b", "je, we, of: mensen"),
        (r"\bu\s+dien(?:t|en)\b(?:\s+\w+){0,4}?\s+te\b", "je moet"),
        (r"\bdien(?:t|en)\s+(?:u|men)\b", "je moet"),
        (r"\bdien(?:t|en)\s+te\b", "moet, moeten"),
    ]
]
BECOMES = re.compile(r"\b(?:wordt?|worden|werd|werden)\b", re.IGNORECASE)
# Past participles of verbs: "gemaakt", "opgehaald", "verteld", "besproken".
SEPARABLE = (
    "aan|af|bij|door|in|klaar|los|mee|na|om|op|open|over|rond|samen|schoon|tegen|terug|"
    "toe|uit|vast|vol|voor|weg"
)
DONE = re.compile(
    rf"\b(?:{SEPARABLE})?ge(?:\w{{2,}}(?:d|t|en)|\w+(?:aan|ien))\b"
    r"|\b(?:be|ver|ont|her|er)\w{2,8}(?:d|t|en)\b",
    re.IGNORECASE,
)
NOT_DONE = frozenset(GRAMMAR["no_participles"].split())


def read(text: str, hard: HardWords | Mapping[str, str]) -> Reading:
    """What could be easier in a text. Reads its first 20,000 characters."""
    if not isinstance(hard, HardWords):
        hard = HardWords(hard)
    text = text[:LONGEST_TEXT]
    found: list[Advice] = []
    short = list(SHORT.finditer(text))
    for match in short:
        better = ABBREVIATIONS[match[0].lower()]
        found.append(Advice(Kind.ABBREVIATION, match.start(), match[0], better))
    for pattern, better in STIFF:
        for match in pattern.finditer(text):
            said = " ".join(match[0].split())
            found.append(Advice(Kind.FORMAL, match.start(), said, better))
    words = syllables = sentences = 0
    for start, sentence in _sentences(text, short):
        spoken = list(WORD.finditer(sentence))
        if not spoken:
            continue
        sentences += 1
        words += len(spoken)
        syllables += sum(map(syllables_of, (each[0] for each in spoken)))
        found += _of_sentence(start, sentence, spoken, hard)
    ease = None
    if words >= FEWEST_WORDS:
        rate = 206.84 - 77 * syllables / words - 0.93 * words / sentences
        ease = round(min(max(rate, 0), 100))
    found.sort(key=lambda each: (each.start, each.kind))
    return Reading(tuple(_without_overlap(found)), words, sentences, ease)


def syllables_of(word: str) -> int:
    """About how many; a trema begins one, other vowels beside each other are one."""
    return max(len(VOWELS.findall(word.lower())), 1)


def _sentences(text: str, short: list[re.Match]) -> Iterator[tuple[int, str]]:
    """Where each sentence starts, and itself; the dot of an abbreviation ends none."""
    inside = {place for match in short for place in range(match.start(), match.end())}
    start = 0
    for match in END.finditer(text):
        if match.start() in inside and not text[match.end() :].lstrip()[:1].isupper():
            continue
        yield start, text[start : match.end()]
        start = match.end()
    yield start, text[start:]


def _of_sentence(start, sentence, spoken, hard) -> Iterator[Advice]:
    if len(spoken) > LONGEST_SENTENCE:
        first = spoken[0].start()
        said = " ".join(sentence[first : spoken[5].end()].split()) + " …"
        yield Advice(Kind.SENTENCE, start + first, said, words=len(spoken))
    becomes = BECOMES.search(sentence)
    if becomes:
        for match in DONE.finditer(sentence):
            if match[0].lower() not in NOT_DONE and not BECOMES.fullmatch(match[0]):
                said = f"{becomes[0]} … {match[0]}"
                if match.start() < becomes.start():
                    said = f"{match[0]} … {becomes[0]}"
                at = start + min(becomes.start(), match.start())
                yield Advice(Kind.PASSIVE, at, said)
                break
    lowered = [each[0].lower() for each in spoken]
    skip = 0
    for number, match in enumerate(spoken):
        if number < skip:
            continue
        count, better = hard.at(lowered, number)
        if count:
            skip = number + count
            said = sentence[match.start() : spoken[number + count - 1].end()]
            said = " ".join(said.split())
            yield Advice(Kind.WORD, start + match.start(), said, better)
        elif _is_long(match[0], is_first=number == 0):
            yield Advice(Kind.LONG, start + match.start(), match[0])


def _is_long(word, is_first) -> bool:
    is_name = word[0].isupper() and not is_first
    parts = re.split("[-'’]", word)
    return not is_name and max(map(len, parts)) >= LONGEST_WORD


def _without_overlap(found: list[Advice]) -> Iterator[Advice]:
    """In their order; what stands in a stiff phrase is told once."""
    until = 0
    for each in found:
        is_inside = each.start < until
        if is_inside and each.kind in {Kind.WORD, Kind.LONG, Kind.FORMAL}:
            continue
        if each.kind == Kind.FORMAL:
            until = each.start + len(each.said)
        yield each
