"""Which known word someone meant who made a typing error."""

from collections.abc import Iterable, Mapping

import numpy as np

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
    """Known words, ready to be compared with a wrong one in milliseconds.

    An error changes at most two of the letters that a word has at all, so that nearly
    all words fall off before any is compared letter by letter.
    """

    def __init__(self, counts: Mapping[str, int]):
        """`counts`: how often each known word is used."""
        fit = [word for word in counts if word.isalpha() and word.isascii()]
        self.counts = counts
        self.words = [word for word in fit if len(word) >= SHORTEST - 1]
        self.letters = np.array([_letters(word) for word in self.words], np.uint32)
        self.lengths = np.array([len(word) for word in self.words], np.int16)

    def repair(self, forms: Iterable[str], errors: int) -> str | None:
        """The known word that is nearest to one of these forms of a word, with the same
        first letter if it can be, and then the one most used; None when none is near.
        """
        ranks = [rank for form in forms for rank in self._near(form, errors)]
        return min(ranks)[-1] if ranks else None

    def _near(self, word, errors):
        most = min(errors, allowed(word))
        if not most or not self.words:
            return
        near = np.abs(self.lengths - len(word)) <= most
        changed = np.bitwise_count(self.letters ^ np.uint32(_letters(word)))
        for index in np.flatnonzero(near & (changed <= 2 * most)):
            known = self.words[index]
            apart = distance(word, known, most)
            is_other = known[0] != word[0]
            if apart <= most and not (is_other and apart > 1):
                yield apart, is_other, -self.counts[known], known


def _letters(word: str) -> int:
    """A bit for each letter that is in the word."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) - 97)
    return bits
