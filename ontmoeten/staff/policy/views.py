"""The table by neighbourhood with its map, the ranking, the rows and the files."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from common.kit import tables
from common.web.page_number import NoSuchPage, page_of
from ontmoeten.staff.policy import drawing, numbers
from places.models import Neighbourhood

RANKED = 10  # that the page shows
A_PAGE = 100  # rows


def check(request) -> None:
    if not request.user.has_perm("places.see_policy"):
        raise PermissionDenied


def _sorting(request, columns):
    """Which column is asked for, and whether it falls; of a name none."""
    asked = request.GET.get("op", "")
    if not asked:
        return columns[0], True, False
    if asked == "buurt":
        return columns[0], False, True
    by_slug = {each.slug: each for each in columns}
    column = by_slug.get(asked.removeprefix("-"))
    if column is None:
        raise BadRequest(f"op: {asked}")
    return column, asked.startswith("-"), False


@require_safe
def page(request):
    """Where is meeting missing: the ranking, the map and the table below it."""
    check(request)
    columns = numbers.columns_for(request.user)
    column, is_falling, by_name = _sorting(request, columns)
    with_delicate = numbers.LONELY in columns
    lines = numbers.lines(timezone.now(), with_delicate)
    values = {line.area: line.value(column) for line in lines}
    steps = drawing.shades([each for each in values.values() if each is not None])
    shapes, high = drawing.shapes([line.area for line in lines])
    ordered = lines if by_name else numbers.in_order(lines, column, is_falling)
    context = admin.site.each_context(request) | {
        "title": _("Where is meeting missing?"),
        "columns": columns,
        "column": column,
        "is_falling": is_falling,
        "by_name": by_name,
        "rows": [(line, _cells(line, columns)) for line in ordered],
        "shapes": [
            (each, drawing.shade_of(values[each.area], steps), values[each.area])
            for each in shapes
        ],
        "steps": steps,
        "wide": drawing.WIDE,
        "high": high,
        "ranking": numbers.ranking(lines)[:RANKED] if with_delicate else [],
        "estimate": next((each.lonely for each in lines if each.lonely), None),
        "with_delicate": with_delicate,
        "may_open_figures": request.user.has_perm("places.view_figure"),
    }
    return render(request, "ontmoeten/staff/policy/neighbourhoods.html", context)


def _cells(line, columns) -> list:
    return [(each, line.value(each), line.not_known(each)) for each in columns]


@require_safe
def rows(request, slug, what):
    """What a number of a neighbourhood is made of."""
    check(request)
    if what not in numbers.ROWS:
        raise Http404(f"no such number: {what}")
    area = get_object_or_404(Neighbourhood.objects.defer("boundary"), slug=slug)
    found = numbers.rows_of(what, area, timezone.now())
    try:
        shown = page_of(Paginator(found, A_PAGE), request)
    except NoSuchPage as error:
        raise Http404(f"no such page: {error}") from None
    title = _("%(area)s: %(what)s") % {"area": area, "what": numbers.ROWS[what]}
    context = admin.site.each_context(request) | {
        "title": title,
        "area": area,
        "what": what,
        "page": shown,
    }
    return render(request, "ontmoeten/staff/policy/rows.html", context)


@require_safe
def table(request):
    """All of the table as CSV, one value in each cell."""
    return _file(request, tables.csv_response, "beleid.csv")


@require_safe
def excel(request):
    """The same as Excel opens it here."""
    with override(settings.LANGUAGE_CODE):
        return _file(request, tables.excel_response, "beleid-excel.csv")


def _file(request, response, name):
    check(request)
    columns = numbers.columns_for(request.user)
    heading = [_("CBS code"), _("neighbourhood")]
    heading += [f"{each.name} ({each.unit})" if each.unit else each.name
                for each in columns]  # fmt: skip
    heading += [
        _("places of which nobody knows whether there are steps"),
        _("places for each thousand inhabitants"),
    ]
    with_delicate = numbers.LONELY in columns
    if with_delicate:
        heading += [_("year of the estimate"), _("source of the estimate")]
    lines = []
    for line in numbers.lines(timezone.now(), with_delicate):
        values = [line.value(each) for each in columns]
        cells = [line.area.code, line.area.name, *values]
        cells += [line.unknown, line.per_thousand]
        if with_delicate:
            lonely = line.lonely
            cells += [lonely.year, lonely.source] if lonely else ["", ""]
        lines.append(["" if cell is None else cell for cell in cells])
    return response([str(capfirst(each)) for each in heading], lines, name)
