"""Finds what two people who do not know each other should not hand over here yet:
telephone numbers, e-mail addresses, addresses of pages and of homes."""

import re

from django.utils.translation import gettext_lazy as _

STREETS = (
    "straat|laan|weg|plein|singel|kade|dreef|hof|pad|markt|gracht|steeg|dijk|park|baan"
)
MAIL = re.compile(r"\w\s*@\s*\w|\(at\)|apenstaart", re.IGNORECASE)
# 06-12345678, +31 (0)76 123 45 67; not 10.30-12.00 or 10-11-2026
PHONE = re.compile(r"\d{6}|\d(?:[\s().+/–-]{0,3}\d){8}")
KINDS = [
    (MAIL, _("There is an e-mail address in it.")),
    (
        re.compile(r"https?:|www\.|\w\.(nl|com|net|org|eu|be|me|app)\b", re.IGNORECASE),
        _("There is an address of a website in it."),
    ),
    (PHONE, _("There is a telephone number in it.")),
    (
        re.compile(rf"\b[1-9]\d{{3}}\s?[A-Z]{{2}}\b|(?i:\w*(?:{STREETS})\s+\d)"),
        _("There is an address in it."),
    ),
]


def found_in(text: str) -> str:
    """In words what is in it; empty when there is nothing of the kind."""
    return next((str(words) for pattern, words in KINDS if pattern.search(text)), "")
