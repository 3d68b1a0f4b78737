""" "Gehoord op straat" on the pages of neighbourhoods and themes."""

from django.db.models import QuerySet

from learning.models import Heard
from places.models import Neighbourhood
from themes.models import Theme

SHOWN = 3


def in_area(area: Neighbourhood) -> tuple[str, dict] | None:
    return _shown(Heard.objects.filter(neighbourhood=area))


def in_theme(theme: Theme) -> tuple[str, dict] | None:
    return _shown(Heard.objects.filter(theme=theme))


def _shown(rows: QuerySet) -> tuple[str, dict] | None:
    """The sentence and the day alone: who typed it is not even asked for."""
    found = list(rows.published().values("sentence", "heard_on")[:SHOWN])
    return ("learning/heard/_beside.html", {"heard": found}) if found else None
