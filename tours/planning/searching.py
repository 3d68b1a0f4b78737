"""What the search field finds besides places: tours, by their name in any language."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common.translations.languages import besides_dutch
from common.translations.reading import Reading
from places.search.others import Others, Thing
from tours.models import Tour

SHOWN = 3


def others(words: str) -> list[Others]:
    every = Q()
    given = Q(translations__field="name", translations__language__in=besides_dutch())
    for word in words.split():
        in_another = given & Q(translations__text__icontains=word)
        every &= Q(name__icontains=word) | in_another
    rows = Tour.objects.published().filter(every).defer("line").distinct()
    found = list(rows[:SHOWN])
    if not found:
        return []
    text = ngettext("%(count)s tour", "%(count)s tours", len(found))
    read = Reading(get_language(), *found)
    names = [(each, read.of(each, "name")) for each in found]
    things = [
        Thing(name.text, "", "walk" if each.is_on_foot else "bike",
              each.get_absolute_url(), name.language)
        for each, name in names
    ]  # fmt: skip
    url = reverse("tours:tours")
    return [Others(text % {"count": len(found)}, url, things, _("All tours"))]
