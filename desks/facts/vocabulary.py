"""The short lists that desks choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# What you can ask, as people say it: `vraag` in addresses.
TOPICS = [
    ("brief", _("a letter you do not understand")),
    ("geld", _("money, bills, allowances")),
    ("wonen", _("living and moving house")),
    ("zorg", _("care for yourself or someone else")),
    ("werk", _("work and volunteering")),
    ("telefoon", _("your phone and your mail")),
    ("mensen", _("getting to know people")),
]
# The same in a word, for a row of a list.
IN_A_WORD = {
    "brief": _("letters"),
    "geld": _("money"),
    "wonen": _("living"),
    "zorg": _("care"),
    "werk": _("work"),
    "telefoon": _("phone and mail"),
    "mensen": _("meeting people"),
}
ICONS = {
    "brief": "letter",
    "geld": "euro",
    "wonen": "home",
    "zorg": "gezondheid",
    "werk": "tool",
    "telefoon": "phone",
    "mensen": "people",
}


class Comes(models.TextChoices):
    """How a visitor gets to sit at the table."""

    WALK_IN = "walk-in", _("walk in")
    APPOINTMENT = "appointment", _("by appointment")
    BOTH = "both", _("walk in, or by appointment")


# What a form begins with: where every desk stops.
NOT_HERE = _(
    "We help until you log in with DigiD. That you do yourself.\n"
    "We never ask for your password or your pin code."
)
