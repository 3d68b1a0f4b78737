"""The search field finds Meet & Match by what people call it; nobody in it is found."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from matching.models import Policy
from places.search.others import Others, Thing

# How the words begin by which people mean it, in Dutch and in English.
MEANT = (
    "maatje", "buddy", "mentor", "coach", "koppel", "match", "meet & match",
    "meet en match", "taalmaat", "wandelmaat", "vrijwillig", "volunteer",
)  # fmt: skip


def others(words: str) -> list[Others]:
    said = words.lower()
    is_meant = any(word.startswith(MEANT) for word in said.split())
    if not (is_meant or said.strip().startswith(MEANT)) or not Policy.is_open():
        return []
    url = reverse("matching:about")
    label, language = _("Someone to do things with"), get_language() or "nl"
    thing = Thing(label, "", "join", url, language)
    return [Others("Meet & Match", "", [thing])]
