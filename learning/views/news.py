"""Short messages, each about one thing on the site."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.kit.slugs import moved
from common.translations.reading import reading
from common.web.http import public_page
from common.web.page_number import NoSuchPage, page_of
from learning.finding import cards
from learning.models import NewsItem

PER_PAGE = 20


@public_page
def news(request):
    found = NewsItem.objects.published().select_related("kind").defer("words")
    try:
        page = page_of(Paginator(found, PER_PAGE), request)
    except NoSuchPage:
        raise Http404(_("There is no such page.")) from None
    rows = list(page.object_list)
    context = {
        "page": page,
        "cards": cards.of_news(rows),
        "has_invented": any(each.is_invented for each in rows),
    }
    return render(request, "learning/news/list.html", context)


@public_page
def item(request, slug):
    rows = NewsItem.objects.published().select_related("kind").defer("words")
    found = rows.filter(slug=slug).first()
    if found is None:
        return redirect(moved(NewsItem, slug), permanent=True)
    read = reading(request, found)
    [card] = cards.of_news([found], read)
    context = {"card": card, "reading": read}
    template = "learning/news/item.html"
    return render(request, template, context, status=read.http_status)
