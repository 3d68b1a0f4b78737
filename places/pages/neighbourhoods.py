"""The pages about neighbourhoods."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.web.http import public_page
from places.finding import in_words
from places.finding.filters import PlaceFilterSet
from places.map import frame as mapframe
from places.memory.selection import DEFAULT
from places.models import District, Figure, Neighbourhood, Place

AROUND = 3  # places that are shown of a neighbourhood that has none
SHOWN = 25  # places of a neighbourhood, before the way to all of them


@public_page
def neighbourhood_list(request):
    counts = Place.objects.published().selected(DEFAULT).count_by_neighbourhood()
    districts = District.objects.defer("boundary").order_by("code")
    by_district = {district.pk: [] for district in districts}
    for area in Neighbourhood.objects.defer("boundary").order_by("name"):
        by_district[area.district_id].append((area, counts.get(area.pk, 0)))
    groups = [(district, by_district[district.pk]) for district in districts]
    context = {"groups": [group for group in groups if group[1]]}
    return render(request, "places/pages/neighbourhood_list.html", context)


@public_page
def neighbourhood_detail(request, slug):
    known = Neighbourhood.objects.select_related("district").defer("district__boundary")
    area = get_object_or_404(known, slug=slug)
    filter_set = PlaceFilterSet(_question(buurt=slug))
    filter_set.is_valid()
    places, found = filter_set.found, filter_set.qs
    box = area.boundary.extent if area.boundary else places.box
    frame = box or mapframe.around(area.centre.x, area.centre.y)
    context = {
        "area": area,
        "count": len(places),
        "cards": [(place, in_words.on_card(place)) for place in places[:SHOWN]],
        "around": [] if len(places) else _around(filter_set),
        "here": filter_set.here,
        "kinds": found.order_by("kind__order")
        .values("kind__slug", "kind__name", "kind__name_en", "kind__icon")
        .annotate(count=Count("pk")),
        "figures": _newest(area.figures().filter(name__in=Figure.PUBLIC)),
        "map": mapframe.of_found(filter_set, frame),
        "more": f"{reverse('places:list')}{filter_set.query()}",
        "sources": places.sources,
    }
    return render(request, "places/pages/neighbourhood_detail.html", context)


def _around(filter_set):
    """Of a neighbourhood without places: the nearest ones outside it."""
    places = filter_set.nearest_anyway(AROUND).places
    return [(place, in_words.on_card(place)) for place in places]


def _question(**answers):
    from django.http import QueryDict

    question = QueryDict(mutable=True)
    question.update(answers)
    return question


def _newest(figures):
    """One of each name: the newest that is known."""
    newest = {}
    for figure in figures:
        if figure.value is not None:
            newest.setdefault(figure.name, figure)
    return list(newest.values())
