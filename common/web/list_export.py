"""The lists of the administration as files: what their filters show, and all of it."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.gis.db.models import GeometryField, PointField
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Func
from django.http import Http404
from django.shortcuts import redirect
from django.urls import NoReverseMatch, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst, slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from common.history import who
from common.kit import tables
from common.web.staff_admin import StaffAdmin

CHUNK = 2_000
MOST_NAMES = 20_000  # that are remembered
EXCEL = "excel"  # CSV as Excel opens it here, beside the plain one
LABELS = {EXCEL: gettext_lazy("CSV for Excel")}
SLUG = "een-plek"
AS_THEY_ARE = (
    models.DateField, models.IntegerField, models.FloatField, models.CharField,
    models.TextField,
)  # fmt: skip
DECIMALS = 6  # of degrees: a decimetre
OF_THE_LIST = ["p", "all", "e"]  # parameters: which page of it


class ExportsList(StaffAdmin):
    """CSV, CSV for Excel, XLSX and, where `export_shape` leads to a geometry,
    GeoJSON (RFC 7946) of the rows of its list.

    A row has what staff can fill in, by its name for people; `export_leaves_out` are
    fields that stay here: personal data with an end date does not leave with a file
    that has none.
    """

    change_list_template = "common/web/lists/with_exports.html"
    export_shape = ""  # a path of fields: point, place__point
    export_leaves_out: tuple[str, ...] = ()

    def extra_urls(self):
        view = self.admin_site.admin_view(require_safe(self._export))
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("exporteren/<str:kind>/", view, name=name)]

    def list_context(self, request):
        asked = request.GET.copy()
        for name in OF_THE_LIST:
            asked.pop(name, None)
        query = f"?{asked.urlencode()}" if asked else ""
        exports = [
            (str(LABELS.get(kind, kind.upper())), self._file_url(kind) + query)
            for kind in self._kinds()
        ]
        return {"exports": exports}

    def _kinds(self) -> list[str]:
        return ["csv", EXCEL, "xlsx", *(["geojson"] if self.export_shape else [])]

    def _file_url(self, kind):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        return reverse(name, args=[kind])

    def _list(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _export(self, request, kind):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in self._kinds():
            raise Http404(f"no such file: {kind}")
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            words = _("That filter does not exist (any more); choose another.")
            messages.error(request, words)
            return redirect(self._list())
        if kind == EXCEL:
            return self._excel(request, found)
        table = Table(self.model, self.export_leaves_out, request)
        name = f"{self.opts.model_name}.{kind}"
        if kind == "geojson":
            lines = table.geojson(found, self.export_shape)
            return tables.download(lines, "application/geo+json", name)
        if kind == "csv":
            return tables.csv_response(table.heading, table.rows(found), name)
        if found.count() > tables.MOST_ROWS:
            words = _("A sheet takes %(most)d rows: choose a filter, or take CSV.")
            messages.error(request, words % {"most": tables.MOST_ROWS})
            return redirect(self._list())
        return tables.xlsx_response(table.heading, table.rows(found), name)

    def _excel(self, request, found):
        """Its headings, words and name in Dutch, whatever the language of the page: so
        is the Excel that opens it."""
        with override(settings.LANGUAGE_CODE):
            table = Table(self.model, self.export_leaves_out, request)
            name = f"{slugify(self.opts.verbose_name_plural)}.csv"
            return tables.excel_response(table.heading, table.rows(found), name)


class Table:
    """Which columns of a model go into a file, and what stands in them."""

    def __init__(self, model, leaves_out, request):
        self.model = model
        shown = [field for field in model._meta.concrete_fields if _is_shown(field)]
        self.fields = [field for field in shown if field.name not in leaves_out]
        self.several = [
            field
            for field in model._meta.many_to_many
            if field.name not in leaves_out and field.editable
        ]
        self.named = {
            each.name: _Named(each.related_model)
            for each in self.fields
            if each.is_relation
        }
        self.columns, self.tellers = [], []
        for field in self.fields:
            self._add(field)
        self.has_page = hasattr(model, "get_absolute_url")
        self.base = request.build_absolute_uri("/").rstrip("/")

    def _add(self, field) -> None:
        """Which columns of the database it takes, and how each stands in a cell: words
        are looked up once, not for each row. Of a point its latitude and longitude come
        from the database: a geometry for each row takes longer than all else of it."""
        if isinstance(field, PointField):
            self.columns += [f"{field.name}_Y", f"{field.name}_X"]
            self.tellers += [_degrees, _degrees]
        elif field.is_relation:
            named = self.named[field.name]
            self.columns.append(field.attname)
            self.tellers.append(lambda key: named.words.get(key, ""))
        else:
            self.columns.append(field.name)
            self.tellers.append(_teller(field))

    @property
    def heading(self) -> list[str]:
        names = []
        for field in [*self.fields, *self.several]:
            is_point = isinstance(field, PointField)
            names += ["lat", "lon"] if is_point else [_name(field)]
        return [*names, _("Page")] if self.has_page else names

    def rows(self, found) -> Iterator[list]:
        for _pk, row, _at in self._rows(found):
            yield row

    def geojson(self, found, shape: str) -> Iterator[str]:
        """A FeatureCollection, line by line; what has no position has none here."""
        heading = self.heading
        first = True
        yield '{"type": "FeatureCollection", "features": ['
        for pk, row, at in self._rows(found, shape):
            feature = {
                "type": "Feature",
                "id": pk,
                "geometry": json.loads(at.json) if at else None,
                "properties": dict(zip(heading, map(_plain, row), strict=True)),
            }
            yield ("\n" if first else ",\n") + json.dumps(feature, ensure_ascii=False)
            first = False
        yield "\n]}\n"

    def _rows(self, found, shape="") -> Iterator[tuple[int, list, object]]:
        """Each with its id and its geometry, in pieces: only what goes into the file is
        read, and what rows point to once, not for each."""
        extra = ["slug"] if self._page_of_slug else []
        columns = ["pk", *self.columns, *extra, *([shape] if shape else [])]
        found = found.annotate(**self._coordinates()).values_list(*columns)
        rows = found.iterator(chunk_size=CHUNK)
        count = len(self.columns) + 1
        while piece := list(islice(rows, CHUNK)):
            ids = [row[0] for row in piece]
            for field in self.fields:
                if field.is_relation:
                    at = 1 + self.columns.index(field.attname)
                    self.named[field.name].look_up(row[at] for row in piece)
            several = [_several(field, ids) for field in self.several]
            pages = self._pages(ids, (row[count] for row in piece) if extra else ())
            for row, page in zip(piece, pages, strict=True):
                cells = [
                    "" if value is None else tell(value) if tell else value
                    for tell, value in zip(self.tellers, row[1:count], strict=True)
                ]
                cells += [each.get(row[0], "") for each in several]
                cells += [page] if self.has_page else []
                yield row[0], cells, row[-1] if shape else None

    def _coordinates(self) -> dict:
        return {
            f"{field.name}_{axis}": Func(
                F(field.name), function=f"ST_{axis}", output_field=models.FloatField()
            )
            for field in self.fields
            if isinstance(field, PointField)
            for axis in "XY"
        }

    @cached_property
    def _page_of_slug(self) -> list[str]:
        """What stands before and after the slug in the address of a page; empty when
        such an address is made of something else too."""
        names = {field.name for field in self.model._meta.concrete_fields}
        if not self.has_page or "slug" not in names:
            return []
        try:
            parts = self.model(slug=SLUG).get_absolute_url().split(SLUG)
        except (ValueError, AttributeError, NoReverseMatch):
            return []
        return parts if len(parts) == 2 else []

    def _pages(self, ids, slugs) -> Iterable[str]:
        """The addresses of the pages of some rows, in their order."""
        if not self.has_page:
            return [""] * len(ids)
        if self._page_of_slug:
            before, after = self._page_of_slug
            return [f"{self.base}{before}{slug}{after}" for slug in slugs]
        known = self.model._base_manager.in_bulk(ids)
        return [self.base + known[pk].get_absolute_url() for pk in ids]


class _Named:
    """What the rows of a model are called, each asked for once."""

    def __init__(self, model):
        self.model, self.words = model, {None: ""}

    def look_up(self, ids) -> None:
        """One query for those that are new; what is too much to remember is asked for
        again."""
        new = set(ids) - self.words.keys()
        if len(self.words) > MOST_NAMES:
            self.words = {None: ""}
        if not new:
            return
        fields = self.model._meta.concrete_fields
        large = [each.name for each in fields if _is_large(each)]
        rows = self.model._base_manager.filter(pk__in=new).defer(*large)
        self.words |= who.words_of(rows)


def _several(field, ids) -> dict[int, str]:
    """By the id of an entry what it has several of, in their order; two queries."""
    through, own = field.remote_field.through, field.m2m_field_name()
    other = field.m2m_reverse_field_name()
    ties = through._base_manager.filter(**{f"{own}__in": ids})
    pairs = list(ties.values_list(f"{own}_id", f"{other}_id"))
    if not pairs:
        return {}
    rows = field.related_model._default_manager.filter(
        pk__in={target for _entry, target in pairs}
    )
    words = {row.pk: (place, str(row)) for place, row in enumerate(rows)}
    found = defaultdict(list)
    for entry, target in pairs:
        if target in words:
            found[entry].append(words[target])
    return {
        entry: ", ".join(word for _place, word in sorted(names))
        for entry, names in found.items()
    }


def _name(field) -> str:
    return str(capfirst(field.verbose_name))


def _is_large(field) -> bool:
    return isinstance(field, GeometryField) and not isinstance(field, PointField)


def _is_shown(field) -> bool:
    is_large = _is_large(field)
    is_date = isinstance(field, models.DateField) and bool(field.verbose_name)
    return field.primary_key or ((field.editable or is_date) and not is_large)


def _teller(field) -> Callable | None:
    """How one value of a field stands in a cell; None when that is as it is."""
    if field.choices:
        words = {key: str(word) for key, word in field.flatchoices}
        return lambda value: words.get(value) or str(value)
    if isinstance(field, models.BooleanField):
        return {True: _("yes"), False: _("no")}.get
    if isinstance(field, models.DateTimeField):
        return lambda moment: localtime(moment).replace(microsecond=0)
    if isinstance(field, models.DecimalField):
        return float
    if isinstance(field, models.FileField):
        return lambda name: field.storage.url(name) if name else ""
    if isinstance(field, AS_THEY_ARE):
        return None
    return str


def _degrees(value: float | None):
    return "" if value is None else round(value, DECIMALS)


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
