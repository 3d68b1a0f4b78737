"""What many of a kind are called, at the head of a sentence.

Kinds that staff add are named as they are, behind "Places".
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PLURALS = {
    "buurthuis": gettext_lazy("Community centres"),
    "bibliotheek": gettext_lazy("Libraries"),
    "buurttuin": gettext_lazy("Shared gardens"),
    "park": gettext_lazy("Parks"),
    "plein": gettext_lazy("Squares"),
    "picknicktafel": gettext_lazy("Picnic tables"),
    "bankje": gettext_lazy("Benches"),
    "sportplek": gettext_lazy("Sports spots"),
    "gebedshuis": gettext_lazy("Places of worship"),
    "cultuur": gettext_lazy("Places for culture"),
    "watertap": gettext_lazy("Drinking water taps"),
    "cafe": gettext_lazy("Cafés"),
    "restaurant": gettext_lazy("Restaurants"),
    "speelplek": gettext_lazy("Playgrounds"),
    "toilet": gettext_lazy("Toilets"),
}


def of(kind) -> str:
    """Of a PlaceKind: "Bankjes"."""
    known = PLURALS.get(kind.slug)
    return str(known) if known else _("Places (%(kind)s)") % {"kind": kind}
