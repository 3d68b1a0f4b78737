"""The pages that stand in a frame, and the one on which an organisation chooses."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from common.web.http import public_page
from initiatives.models import Activity, Occurrence, Organisation
from initiatives.models.querysets import in_neighbourhood
from ontmoeten.embedding.framed import framed
from ontmoeten.embedding.presets import presets
from places.finding.filters import PlaceFilterSet
from places.map import frame
from places.models import Neighbourhood

SHOWN = 10  # dates
NEXT = 4  # dates of one activity
NAMES = 12  # places, for who sees no map


@public_page
@csp_update({"frame-src": [SELF]})
def choose(request, slug):
    """What an organisation can show on its own site, each as it will look there."""
    organisation = get_object_or_404(Organisation.objects.published(), slug=slug)
    activities = organisation.activities.published().order_by("name", "pk")
    asked = request.GET.get("activiteit", "")
    chosen = activities.filter(slug=asked).first() if asked else activities.first()
    context = {
        "organisation": organisation,
        "activities": activities,
        "chosen": chosen,
        "presets": presets(organisation, chosen),
    }
    return render(request, "ontmoeten/embedding/choose.html", context)


@framed
def agenda(request):
    """The next dates of an organisation, or in a neighbourhood; else of all."""
    rows = Occurrence.objects.published().not_over(timezone.now())
    about = None
    if slug := request.GET.get("organisatie", ""):
        about = get_object_or_404(Organisation.objects.published(), slug=slug)
        rows = rows.filter(activity__organisation=about)
    elif slug := request.GET.get("buurt", ""):
        about = get_object_or_404(Neighbourhood.objects.defer("boundary"), slug=slug)
        rows = rows.filter(in_neighbourhood(about.pk, "activity__"))
    rows = rows.with_all().order_by("starts_at", "pk")
    context = {"about": about, "rows": rows[:SHOWN]}
    return render(request, "ontmoeten/embedding/agenda.html", context)


@framed
def activity(request, slug):
    found = Activity.objects.published().select_related("organisation", "place")
    found = get_object_or_404(found, slug=slug)
    rows = found.occurrences.not_over(timezone.now()).with_all()
    context = {"activity": found, "rows": rows.order_by("starts_at", "pk")[:NEXT]}
    return render(request, "ontmoeten/embedding/activity.html", context)


@framed
def on_map(request):
    """The map of what the same filters find in the list of places."""
    filter_set = PlaceFilterSet(request.GET)
    if not filter_set.is_valid():
        raise Http404("these choices find no list")
    context = {
        "filter": filter_set,
        "map": frame.of_found(filter_set),
        "places": filter_set.found[:NAMES],
    }
    return render(request, "ontmoeten/embedding/map.html", context)
