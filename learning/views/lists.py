"""A list that filters narrow, by pages; what nobody can ask answers 400."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from common.web.page_number import NoSuchPage, page_of

PER_PAGE = 24


def list_page(request, filter_set, template, made, **context):
    """`made` makes cards of rows."""
    is_valid = filter_set.is_valid()
    context |= {"filter": filter_set, "chips": {"chosen": []}, "address": request.path}
    if not is_valid:
        return render(request, template, context, status=400)
    try:
        page = page_of(Paginator(filter_set.found, PER_PAGE), request)
    except NoSuchPage:
        raise Http404(_("There is no such page.")) from None
    rows = list(page.object_list)
    context |= {
        "page": page,
        "cards": made(rows),
        "count": page.paginator.count,
        "chips": {"chosen": filter_set.chosen},
        "has_invented": any(each.is_invented for each in rows),
    }
    return render(request, template, context)
