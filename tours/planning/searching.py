"""What the search field finds besides places: tours, by their name."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.search.others import Others, Thing
from tours.models import Tour

SHOWN = 3


def others(words: str) -> list[Others]:
    every = Q()
    for word in words.split():
        every &= Q(name__icontains=word)
    found = list(Tour.objects.published().filter(every).defer("line")[:SHOWN])
    if not found:
        return []
    text = ngettext("%(count)s tour", "%(count)s tours", len(found))
    things = [
        Thing(each.name, "", "walk" if each.is_on_foot else "bike",
              each.get_absolute_url())
        for each in found
    ]  # fmt: skip
    url = reverse("tours:tours")
    return [Others(text % {"count": len(found)}, url, things, _("All tours"))]
