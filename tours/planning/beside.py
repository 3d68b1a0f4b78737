"""What other pages show of tours: on the home page some, of a neighbourhood those that
stop there, under a theme those of outdoors."""

from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import get_language

from common.translations.reading import Reading
from initiatives.models import Activity
from initiatives.models.querysets import in_neighbourhood
from places.models import Neighbourhood, Place
from themes.models import Theme
from tours.models import Stop, Tour
from tours.planning import kept

FEW, SOME = 2, 3  # tours that are shown
OUTDOORS = "leefomgeving"


def on_home() -> tuple[str, dict] | None:
    return _shown("tours/beside/_home.html", Tour.objects.published(), FEW)


def in_theme(theme: Theme) -> tuple[str, dict] | None:
    if theme.slug != OUTDOORS:
        return None
    return _shown("tours/beside/_theme.html", Tour.objects.published(), SOME)


def in_area(area: Neighbourhood) -> tuple[str, dict] | None:
    """Those that stop at a place or an activity there."""
    places = Place.objects.filter(neighbourhood=area).values("pk")
    activities = Activity.objects.filter(in_neighbourhood(area.pk)).values("pk")
    here = Q(_is(Place), key__in=places) | Q(_is(Activity), key__in=activities)
    stops = Stop.objects.filter(here).values("tour")
    tours = Tour.objects.published().filter(pk__in=stops)
    return _shown("tours/beside/_area.html", tours, SOME)


def _is(model: type[Model]) -> Q:
    meta = model._meta
    return Q(kind__app_label=meta.app_label, kind__model=meta.model_name)


def _shown(template: str, tours: QuerySet, many: int) -> tuple[str, dict] | None:
    """Those that were ridden last come first."""
    order = [F("checked_on").desc(nulls_last=True), "name", "pk"]
    found = list(tours.order_by(*order)[:many])
    if not found:
        return None
    read = Reading(get_language(), *found)
    rows = [(each, read.of(each.tour, "name")) for each in kept.summaries(found)]
    return template, {"tours": rows}
