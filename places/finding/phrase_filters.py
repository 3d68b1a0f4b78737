"""Words of the search field that are choices of the filter: "bankje met rugleuning".

A choice counts what is known to be so and sets apart what is not known; words in a text
can't do that. So "met rugleuning" becomes the choice, and "bankje" stays a word.
"""

import re

from places.facts.locations import plain

# How people say it, in `plain` letters, in both languages: the name and the value.
PHRASES = {
    ("voorziening", "rugleuning"): ["rugleuning", "rugsteun", "backrest"],
    ("voorziening", "armleuning"): ["armleuning", "armleuningen", "armrest"],
    ("voorziening", "rolstoeltoilet"): [
        "rolstoeltoilet",
        "invalidentoilet",
        "wheelchair toilet",
    ],
    ("voorziening", "toilet"): ["toilet", "wc"],
    ("voorziening", "overdekt"): ["overdekt", "overkapping", "afdak", "shelter"],
    ("voorziening", "verlicht"): ["verlicht", "verlichting", "licht", "light"],
    ("voorziening", "water"): ["drinkwater", "water", "drinking water"],
    ("voorziening", "tafel"): ["tafel", "tafels", "table"],
    ("voorziening", "speeltoestel"): ["speeltoestel", "speeltoestellen"],
    ("drempelvrij", "ja"): [
        "zonder drempel",
        "zonder trap",
        "drempelvrij",
        "zonder drempels",
        "without steps",
        "step free",
    ],
    ("open", "nu"): ["nu open", "open nu", "open now"],
    ("gratis", "ja"): ["gratis", "free"],
}
WISH_OF = {phrase: wish for wish, phrases in PHRASES.items() for phrase in phrases}
LINK = r"(?:(?:met|with|en|and)\s+(?:(?:een|a)\s+)?)*"
LONGEST_FIRST = "|".join(sorted(WISH_OF, key=len, reverse=True))
WISH = re.compile(rf"\b{LINK}({LONGEST_FIRST})\b")


def read(what: str) -> tuple[list[tuple[str, str]], str]:
    """The choices in these words, and the words that are left.

    Nothing is read into a text of wishes alone: who types just "toilet" looks for one.
    """
    text = plain(what)
    rest = " ".join(WISH.sub(" ", text).split())
    found = [WISH_OF[match[1]] for match in WISH.finditer(text)]
    if not found or not rest:
        return [], what
    return list(dict.fromkeys(found)), rest
