"""The list of places: on the screen, on paper, and how long it would be."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from common.web.http import public_page
from common.web.page_number import NoSuchPage, page_of
from places.finding import in_words
from places.finding.choices import chips, chosen, sheet, when
from places.finding.filters import CHILDREN, PlaceFilterSet
from places.map import frame
from places.search import others

PER_PAGE = 25
ANYWAY = 3  # places that are shown when nothing is found
READ = ("bij", "open")  # whose value an address may give in another form: see `when`


@public_page
def place_list(request):
    """The list, and beside it the map. Works without JavaScript."""
    return _list(request, "places/pages/place_list.html", with_map=True)


@public_page
def printed_list(request):
    """The same for on paper: large, numbered, with a small map."""
    return _list(request, "places/pages/place_print.html")


@public_page
def count(request):
    """How many places the list would have: `sure`, how many `maybe`, and how many are
    `left_out` because their check is long out of date."""
    filter_set = PlaceFilterSet(request.GET)
    if not filter_set.is_valid():
        return JsonResponse({"errors": filter_set.errors}, status=400)
    found = filter_set.found
    counts = {"sure": found.sure_count, "maybe": found.maybe_count}
    return JsonResponse(counts | {"left_out": found.left_out_count})


def _list(request, template, *, with_map=False):
    filter_set = PlaceFilterSet(request.GET)
    context = {"filter": filter_set, "page": None}
    is_valid = filter_set.is_valid()
    context |= {
        "groups": sheet.groups(filter_set),
        "hidden": sheet.hidden(filter_set),
        "other_errors": sheet.other_errors(filter_set),
    }
    if not is_valid:
        context |= {"box": frame.of_municipality()}
        return render(request, template, context, status=400)
    if any(request.GET.get(name) != filter_set.data.get(name) for name in READ):
        return redirect(f"{request.path}{filter_set.query()}")
    found = filter_set.found
    try:
        page = page_of(Paginator(found, PER_PAGE), request)
    except NoSuchPage as asked:
        context |= {"box": frame.of_municipality(), "wrong_page": str(asked)}
        return render(request, template, context, status=400)
    context |= {
        "page": page,
        **_cards(page, filter_set, of_all=_of_all(filter_set) if with_map else []),
        "maybe_count": found.maybe_count,
        "sure_count": found.sure_count,
        "left_out_count": found.left_out_count,
        "is_dark": found.is_dark,
        "repaired": filter_set.repaired,
        "here": filter_set.form.cleaned_data["bij"],
        "chips": _chips(filter_set),
        "when": _when(filter_set),
        "others": others.found(filter_set.form.cleaned_data["q"]),
        "area": filter_set.form.cleaned_data["buurt"],
        "sources": found.sources,
        "today": timezone.localdate(),
    }
    if with_map:
        context["map"] = frame.of_found(filter_set)
        texts = [each.text.lower() for each in _of_all(filter_set)]
        context["of_all"] = chosen.together(texts)
    if not len(found):
        context |= _anyway(filter_set)
    return render(request, template, context)


def _of_all(filter_set):
    """What need not stand on each card: it was asked, so it is so of all that fit."""
    step_free = bool(filter_set.form.cleaned_data["drempelvrij"])
    return in_words.of_all(is_free=filter_set.is_free, is_step_free=step_free)


def _cards(page, filter_set, of_all):
    """What is sure to fit, and apart from it what may and what is long out of date."""
    but = {each.icon for each in of_all}
    asked = filter_set.form.cleaned_data["voorziening"]
    is_dark = filter_set.found.is_dark
    at = None if filter_set.is_of_now else filter_set.selection.open_at
    groups = {"cards": [], "maybe_cards": [], "old_cards": []}
    for place in page:
        name = "cards" if place.is_sure else "maybe_cards"
        name = "old_cards" if place.was_left_out else name
        facts = in_words.on_card(
            place, asked, is_dark=is_dark, at=at, but=but if name == "cards" else ()
        )
        groups[name].append((place, facts))
    before = len(groups["cards"]) + len(groups["maybe_cards"])
    return groups | {"old_start": page.start_index() + before}


def _anyway(filter_set):
    """Nearest to you, and where they are near to."""
    places, let_go = filter_set.nearest_anyway(ANYWAY)
    cards = [(place, in_words.on_card(place)) for place in places]
    return {"anyway": cards, "let_go": let_go}


def _chips(filter_set):
    """The quick row: what is pressed, and the address of the same with it turned. What
    is chosen besides stands above it, each to be taken away."""
    free = _("Free"), "gratis", "alles", filter_set.is_free
    quick = [
        (_("Without steps"), "drempelvrij", "ja"),
        (_("Open now"), "open", "nu"),
        (_("People now"), "mensen", "nu"),
        (_("With children"), "voorziening", CHILDREN),
    ]
    if ("voorziening", CHILDREN) in filter_set.asked:
        quick = [*_with_children(), *quick]
    return chips.of(filter_set, free, quick)


def _with_children():
    """What who comes with children asks next."""
    day = when.free_day(timezone.localtime())
    words = {"day": str(WEEKDAYS[day.weekday()]).capitalize()}
    afternoon = when.written(f"{day}", "middag")
    return [
        (_("Toilet"), "voorziening", "toilet"),
        (_("%(day)s afternoon") % words, "open", afternoon),
    ]


def _when(filter_set):
    asked = filter_set.form.cleaned_data["open"]
    moment = asked and not filter_set.is_now and timezone.localtime(asked)
    return when.control(
        filter_set,
        day=f"{moment:%Y-%m-%d}" if moment else "",
        time=f"{moment:%H:%M}" if moment else "",
        is_asked=bool(asked),
        replaces=("open",),
    )
