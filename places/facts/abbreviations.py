"""What stands short in names and addresses, in full: St. is Sint, v.d. is van de.

Of texts in small letters without accents. A short word counts with its dot before a
name, and those of `BARE` without a dot too. ("5 min. lopen" is read as a minister, in
text and question alike: it does no harm.)
"""

import re

BARE = {
    "burg": "burgemeester", "doctor": "dokter", "dr": "dokter", "ds": "dominee",
    "gebr": "gebroeders", "ir": "ingenieur", "jhr": "jonkheer",
    "mgr": "monseigneur", "mr": "meester", "nwe": "nieuwe", "prof": "professor",
    "st": "sint", "weth": "wethouder",
}  # fmt: skip
WITH_A_DOT = BARE | {
    "ged": "gedempte", "gen": "generaal", "gr": "grote", "kap": "kapelaan",
    "kl": "kleine", "kol": "kolonel", "kon": "koningin", "lt": "luitenant",
    "min": "minister", "nw": "nieuwe", "past": "pastoor", "pres": "president",
    "v": "van",
}  # fmt: skip
# Ends of streets; no Dutch word ends so.
ENDS = {
    "ln": "laan", "pl": "plein", "sngl": "singel", "str": "straat", "wg": "weg",
}  # fmt: skip
SHORTEST = 3  # letters before such an end

# v.d., a/d, and vd where it is no part of a postcode.
LINK = re.compile(r"\b[aiov]\s?[./]\s?[dht](?:[en]|er)?\b\.?|\b(?<!\d )vd\b(?=\s[a-z])")
DOTTED = re.compile(rf"\b({'|'.join(WITH_A_DOT)})\.\s*(?=[a-z])")
APOSTROPHE = re.compile(r"(?<!\w)['‘’`´ʼ]([stn])\b[\s-]*")  # 's-Gravenmoer, 't Hof
IN_FULL = {"s": "s-", "t": "het ", "n": "een "}
DEN = re.compile(r"\bd['‘’`´ʼ]n\b")
END = re.compile(rf"([a-z]{{{SHORTEST},}})({'|'.join(ENDS)})$")
END_WITH_A_DOT = re.compile(rf"\b([a-z]{{{SHORTEST},}})({'|'.join(ENDS)})\.")


def in_full(text: str) -> str:
    """A text with what is short in it written in full, as far as its signs tell."""
    text = DEN.sub("den", APOSTROPHE.sub(lambda match: IN_FULL[match[1]], text))
    text = LINK.sub("van de", text)
    text = DOTTED.sub(lambda match: f"{WITH_A_DOT[match[1]]} ", text)
    return END_WITH_A_DOT.sub(_end_in_full, text)


def word_in_full(word: str) -> str:
    """A word alone, where it can mean nothing else."""
    return BARE.get(word) or END.sub(_end_in_full, word)


def _end_in_full(match: re.Match) -> str:
    return match[1] + ENDS[match[2]]
