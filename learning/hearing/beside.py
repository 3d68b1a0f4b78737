""" "Gehoord op straat" on the pages of neighbourhoods and themes."""

from django.db.models import QuerySet
from django.utils.translation import get_language

from common.translations.reading import Reading
from learning.models import Heard
from places.models import Neighbourhood
from themes.models import Theme

SHOWN = 3


def in_area(area: Neighbourhood) -> tuple[str, dict] | None:
    return _shown(Heard.objects.in_area(area))


def in_theme(theme: Theme) -> tuple[str, dict] | None:
    return _shown(Heard.objects.of_theme(theme))


def _shown(rows: QuerySet) -> tuple[str, dict] | None:
    """The sentence and the day alone: who typed it is not even asked for."""
    found = list(rows.published().only("sentence", "heard_on")[:SHOWN])
    if not found:
        return None
    read = Reading(get_language(), *found)
    heard = [(each.heard_on, read.of(each, "sentence")) for each in found]
    return "learning/heard/_beside.html", {"heard": heard}
