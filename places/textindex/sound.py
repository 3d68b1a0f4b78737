"""How Dutch words sound (a phonetic key): plijn and plein have one.

For words that someone wrote as she hears them: ei and ij, au and ou, g and ch, c and k,
s and z, f and v, d and t at the end, single and double letters. A key is only for
comparing; letters that are free by then stand for sounds: y for ij, x for au, q for oe.
"""

import re
from collections.abc import Iterable

# In this order; the first ones bring old and foreign spelling to the usual one.
SPELT_ALIKE = [
    ("gh", "g"), ("dh", "th"), ("th", "t"), ("ph", "f"), ("qu", "kw"), ("x", "ks"),
    ("q", "k"),
    ("ooij", "ooi"), ("aaij", "aai"), ("oeij", "oei"), ("uij", "ui"), ("eij", "ij"),
    ("ooy", "ooi"), ("aay", "aai"), ("oey", "oei"), ("uy", "ui"), ("ey", "ij"),
    ("ieuw", "iw"), ("iew", "iw"), ("eeuw", "eew"), ("eau", "o"), ("ae", "aa"),
    ("auw", "x"), ("ouw", "x"), ("au", "x"), ("ou", "x"),
    ("oe", "q"), ("ij", "y"), ("ei", "y"), ("ie", "i"),
    ("wr", "fr"), ("z", "s"), ("v", "f"),
]  # fmt: skip
VOWELS = "aeiouyxq"
BY_PLACE = [
    (rf"sch(?![{VOWELS}r])", "s"),  # bosch, technisch
    ("ch", "g"),
    ("cc(?=[eiy])", "ks"),
    ("ck", "k"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    (rf"d(?![{VOWELS}rwj])", "t"),  # at the end of a syllable
    (rf"b(?![{VOWELS}rlb])", "p"),
    (r"(.)\1+", r"\1"),
]
RULES = [(re.compile(pattern), meant) for pattern, meant in BY_PLACE]


def keys(words: Iterable[str]) -> list[str]:
    """The key of each of these words in small letters a to z.

    All together as one text: so a hundred thousand take a fraction of a second.
    """
    text = "\n".join(words)
    for written, meant in SPELT_ALIKE:
        text = text.replace(written, meant)
    for pattern, meant in RULES:
        text = pattern.sub(meant, text)
    return text.split("\n") if text else []
