"""All that was heard on the street, found by its words, and each sentence by itself."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.kit import tables
from common.kit.one_line import readable
from common.translations.reading import Reading, reading
from common.web.http import public_page
from common.web.page_number import NoSuchPage, page_of
from learning.facts.question_words import telling
from learning.models import Heard

PER_PAGE = 50
LONGEST = 200  # characters of what is asked
COLUMNS = ["gehoord_op", "zin", "buurt", "thema"]


def _found(words: str = ""):
    """Who typed it is not even asked for."""
    rows = Heard.objects.published().select_related("neighbourhood", "theme")
    rows = rows.with_terms(telling(words)) if words.strip() else rows
    return rows.only(
        "sentence",
        "heard_on",
        "neighbourhood__name",
        "neighbourhood__slug",
        "theme__title",
        "theme__title_en",
        "theme__slug",
    )


@public_page
def page(request):
    words = readable(request.GET.get("q", ""))[:LONGEST]
    try:
        shown = page_of(Paginator(_found(words), PER_PAGE), request)
    except NoSuchPage:
        raise Http404(_("There is no such page.")) from None
    rows = list(shown.object_list)
    read = Reading(get_language(), *rows)
    context = {
        "page": shown,
        "heard": [(each, read.of(each, "sentence")) for each in rows],
        "asked": words,
    }
    return render(request, "learning/heard/list.html", context)


@public_page
def one(request, pk):
    found = get_object_or_404(_found(), pk=pk)
    read = reading(request, found)
    context = {"heard": [(found, read.of(found, "sentence"))], "reading": read}
    template = "learning/heard/list.html"
    return render(request, template, context, status=read.http_status)


@public_page
def table(request):
    rows = (
        [
            each.heard_on.isoformat(),
            each.sentence,
            each.neighbourhood.name if each.neighbourhood else "",
            each.theme.slug if each.theme else "",
        ]
        for each in _found().iterator()
    )
    return tables.csv_response(COLUMNS, rows, "gehoord.csv")
