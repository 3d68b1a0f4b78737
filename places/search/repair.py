"""Which known word someone meant who made a typing error, or wrote it as it sounds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from places.textindex.sound import keys
from places.textindex.words import LONGEST

SHORTEST = 4  # letters; in a shorter word every change makes another word
TWO_FROM = 7  # letters, from which two errors are forgiven


def allowed(word: str) -> int:
    """How many errors are forgiven in a word of this length; none with a digit."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= TWO_FROM else 1


def distance(one: str, other: str, most: int) -> int:
    """Damerau-Levenshtein (neighbours changed round is one error, and only once);
    anything above `most` is `most + 1`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, sign in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 < j and letter == other[j - 2] and sign == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)


class Repairer:
    """Known words, ready to be compared with a wrong one in milliseconds."""

    def __init__(self, counts: Mapping[str, int]):
        """`counts`: how often each known word is used."""
        fit = [word for word in counts if word.isalpha() and word.isascii()]
        self.counts = counts
        self.words = Nearest(word for word in fit if len(word) >= SHORTEST - 1)
        self.by_sound = defaultdict(list)
        for word, key in zip(self.words.words, keys(self.words.words), strict=True):
            self.by_sound[key].append(word)
        self.sounds = Nearest(self.by_sound)

    def alike(self, forms: Iterable[str]) -> str | None:
        """The known word that sounds as one of these forms of a word; of several the
        one spelt most like it, and then the one most used."""
        return _best(
            (distance(form, known, LONGEST), -self.counts[known], known)
            for form in _spoken(forms)
            for known in self.by_sound.get(keys([form])[0], ())
        )

    def repair(self, forms: Iterable[str], errors: int) -> str | None:
        """The known word that is nearest to one of these forms of a word, with the same
        first letter if it can be, and then the one most used; None when none is near.
        """
        return _best(rank for form in forms for rank in self._near(form, errors))

    def _near(self, word, errors):
        most = min(errors, allowed(word))
        for known, apart in self.words.within(word, most):
            is_other = known[0] != word[0]
            if not (is_other and apart > 1):
                yield apart, is_other, -self.counts[known], known

    def nearly_alike(self, forms: Iterable[str]) -> str | None:
        """The known word that sounds but for one error as one of these forms."""
        return _best(
            (distance(form, known, LONGEST), -self.counts[known], known)
            for form in _spoken(forms)
            if allowed(form) > 1  # it is two errors
            for sound in keys([form])
            for key, _apart in self.sounds.within(sound, min(1, allowed(sound)))
            if key[0] == sound[0]
            for known in self.by_sound[key]
        )


class Nearest:
    """Words, to find those that are a few letters away from another.

    An error changes at most two of the letters that a word has at all, so that most
    words fall off at once; the others are compared all together, letter by letter.
    """

    def __init__(self, words: Iterable[str]):
        self.words = list(words)
        self.letters = np.array([_letters(word) for word in self.words], np.uint32)
        self.lengths = np.array([len(word) for word in self.words], np.int16)
        longest = max(self.lengths, default=0)
        joined = "".join(word.ljust(longest) for word in self.words)
        flat = np.frombuffer(joined.encode(), np.uint8)
        self.signs = flat.reshape(len(self.words), longest)

    def within(self, word: str, most: int) -> Iterator[tuple[str, int]]:
        """Words at most so many errors away (none for 0), with how many."""
        if not most or not self.words:
            return
        near = np.abs(self.lengths - len(word)) <= most
        changed = np.bitwise_count(self.letters ^ np.uint32(_letters(word)))
        rows = np.flatnonzero(near & (changed <= 2 * most))
        signs = self.signs[rows, : len(word) + most]
        apart = distances(word, signs, self.lengths[rows], most)
        for row in np.flatnonzero(apart <= most):
            yield self.words[rows[row]], int(apart[row])


def distances(word: str, signs: np.ndarray, lengths: np.ndarray, most: int):
    """`distance` of a word to many others at once: each a row of `signs`.

    Only what lies `most` beside the diagonal of the usual table is computed, a step for
    all words together; elsewhere more than `most` stands.
    """
    many, width = signs.shape
    columns = np.ascontiguousarray(signs.T)
    table = np.full((len(word) + 1, width + 1, many), most + 1, np.int8)
    for j in range(min(most, width) + 1):
        table[0, j] = j
    for i, letter in enumerate(word.encode(), 1):
        row, before = table[i], table[i - 1]
        if i <= most:
            row[0] = i
        for j in range(max(1, i - most), min(width, i + most) + 1):
            cost = np.minimum(before[j], row[j - 1]) + 1
            cost = np.minimum(cost, before[j - 1] + (columns[j - 1] != letter))
            if i > 1 < j:
                is_turned = columns[j - 2] == letter
                is_turned &= columns[j - 1] == ord(word[i - 2])
                turned = np.where(is_turned, table[i - 2, j - 2] + 1, most + 1)
                cost = np.minimum(cost, turned)
            row[j] = np.minimum(cost, most + 1)
    return table[len(word), lengths, np.arange(many)]


def _spoken(forms):
    """Those that are words of letters alone."""
    return [
        each
        for each in forms
        if len(each) >= SHORTEST - 1 and each.isascii() and each.isalpha()
    ]


def _best(ranks) -> str | None:
    """The word at the end of the lowest rank."""
    lowest = min(ranks, default=None)
    return lowest and lowest[-1]


def _letters(word: str) -> int:
    """A bit for each letter that is in the word."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) - 97)
    return bits
