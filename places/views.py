"""The list of places, and the pages about neighbourhoods."""

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ontmoeten.lib.geo import degrees
from ontmoeten.lib.http import public_page
from places import facts
from places.areas import AreaIndex
from places.filters import PlaceFilterSet
from places.models import District, Figure, Neighbourhood, Place
from places.selection import DEFAULT

PER_PAGE = 25
LONGEST_NUMBER = 9  # digits of a page


@public_page
def place_list(request):
    """The list, and beside it the map. Works without JavaScript."""
    filter_set = PlaceFilterSet(request.GET)
    if not filter_set.is_valid():
        context = {"filter": filter_set, "page": None, "box": _municipality_box()}
        return render(request, "places/place_list.html", context, status=400)
    if request.GET.get("bij") != filter_set.data.get("bij"):
        return redirect(f"{request.path}{filter_set.query()}")  # coarser
    found = filter_set.qs
    pages = Paginator(found.for_list(), PER_PAGE)
    number = request.GET.get("pagina") or "1"
    is_number = number.isdecimal() and len(number) <= LONGEST_NUMBER
    if not (is_number and 1 <= int(number) <= pages.num_pages):
        context = {"filter": filter_set, "page": None, "box": _municipality_box()}
        context["wrong_page"] = number
        return render(request, "places/place_list.html", context, status=400)
    page = pages.page(int(number))
    asked = request.GET.getlist("voorziening")
    maybe_count = filter_set.maybe_count(pages.count)
    context = {
        "filter": filter_set,
        "page": page,
        **_cards(page, asked),
        "maybe_count": maybe_count,
        "sure_count": pages.count - filter_set.selection.with_unknown * maybe_count,
        "here": filter_set.form.cleaned_data["bij"],
        "chips": _chips(filter_set),
        "area": filter_set.form.cleaned_data["buurt"],
        "box": _box(found) or _municipality_box(),
        "sources": found.sources(),
        "tiles": _tiles(filter_set.query()),
    }
    return render(request, "places/place_list.html", context)


def _cards(page, asked):
    """What is sure to fit, and apart from it what may."""
    groups = {"cards": [], "maybe_cards": []}
    for place in page:
        name = "cards" if getattr(place, "is_sure", True) else "maybe_cards"
        groups[name].append((place, facts.on_card(place, asked)))
    return groups


def _chips(filter_set):
    """The quick row: what is pressed, and the address of the same with it turned."""
    free = filter_set.data.get("gratis") != "alles"
    steps = ("drempelvrij", "ja") in filter_set.asked
    here = [
        {"label": _("Near you"), "is_on": True, "query": filter_set.without("bij")}
        for name, _position in filter_set.asked
        if name == "bij"
    ]
    return [
        *here,
        {
            "label": _("Free"),
            "is_on": free,
            "query": filter_set.toggled("gratis", "alles"),
        },
        {
            "label": _("Without steps"),
            "is_on": steps,
            "query": filter_set.toggled("drempelvrij", "ja"),
        },
        {
            "label": _("Open now"),
            "is_on": ("open", "nu") in filter_set.asked,
            "query": filter_set.toggled("open", "nu"),
        },
    ]


def _tiles(query):
    return f"{reverse('places:list')}kaart/{{z}}/{{x}}/{{y}}.json{query}"


def _box(places):
    """West, south, east, north of these places in degrees; None for no places."""
    extremes = places.aggregate(
        west=Min("mercator_x"),
        north=Min("mercator_y"),
        east=Max("mercator_x"),
        south=Max("mercator_y"),
    )
    if extremes["west"] is None:
        return None
    west, north = degrees(extremes["west"], extremes["north"])
    east, south = degrees(extremes["east"], extremes["south"])
    return _written((west, south, east, north))


def _written(box):
    return ",".join(f"{value:.5f}" for value in box) if box else ""


def _municipality_box():
    return _written(AreaIndex.load().bounding_box())


@public_page
def neighbourhood_list(request):
    counts = Place.objects.published().selected(DEFAULT).count_by_neighbourhood()
    districts = District.objects.defer("boundary").order_by("code")
    by_district = {district.pk: [] for district in districts}
    for area in Neighbourhood.objects.defer("boundary").order_by("name"):
        by_district[area.district_id].append((area, counts.get(area.pk, 0)))
    groups = [(district, by_district[district.pk]) for district in districts]
    context = {"groups": [group for group in groups if group[1]]}
    return render(request, "places/neighbourhood_list.html", context)


@public_page
def neighbourhood_detail(request, slug):
    known = Neighbourhood.objects.select_related("district").defer("district__boundary")
    area = get_object_or_404(known, slug=slug)
    filter_set = PlaceFilterSet(_question(buurt=slug))
    filter_set.is_valid()
    found = filter_set.qs
    places = list(found.for_list()[:PER_PAGE])
    count = found.count()
    box = area.boundary.extent if area.boundary else None
    context = {
        "area": area,
        "count": count,
        "cards": [(place, facts.on_card(place)) for place in places],
        "kinds": found.order_by("kind__order")
        .values("kind__slug", "kind__name", "kind__name_en", "kind__icon")
        .annotate(count=Count("pk")),
        "figures": _newest(area.figures().filter(name__in=Figure.PUBLIC)),
        "box": _written(box) or _box(found) or _around(area.centre),
        "tiles": _tiles(filter_set.query()),
        "more": f"{reverse('places:list')}{filter_set.query()}",
        "sources": found.sources(),
    }
    return render(request, "places/neighbourhood_detail.html", context)


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


def _around(point, degrees_wide=0.01):
    return _written(
        (
            point.x - degrees_wide,
            point.y - degrees_wide,
            point.x + degrees_wide,
            point.y + degrees_wide,
        )
    )
