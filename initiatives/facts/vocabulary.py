"""The short lists that initiatives and activities choose from."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What you can do there, as people say it: `zin` in addresses.
FEELINGS = [
    ("praatje", _("a chat")),
    ("eten", _("eat together")),
    ("bewegen", _("be active")),
    ("maken", _("make something")),
    ("leren", _("learn something")),
    ("spelen", _("play")),
    ("helpen", _("help someone")),
    ("rust", pgettext_lazy("what you feel like", "peace and quiet")),
]

# ISO 639-1 codes of what is spoken: `taal` in addresses. The most spoken ones in Breda.
LANGUAGES = [
    ("nl", _("Dutch")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("tr", _("Turkish")),
    ("pl", _("Polish")),
    ("uk", _("Ukrainian")),
    ("fa", _("Persian")),
    ("ti", _("Tigrinya")),
    ("so", _("Somali")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("de", _("German")),
    ("pt", _("Portuguese")),
    ("ru", _("Russian")),
    ("zh", _("Chinese")),
    ("ber", _("Berber")),
    ("pap", _("Papiamento")),
    ("ngt", _("Dutch sign language")),
]
