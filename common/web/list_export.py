"""The lists of the administration as files: what their filters show, and all of it."""

import json
from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.gis.db.models import GeometryField, PointField
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.text import capfirst, slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from common.kit import tables
from common.web.staff_admin import StaffAdmin

CHUNK = 2_000
EXCEL = "excel"  # CSV as Excel opens it here, beside the plain one
LABELS = {EXCEL: gettext_lazy("CSV for Excel")}
DECIMALS = 6  # of degrees: a decimetre
OF_THE_LIST = ["p", "all", "e"]  # parameters: which page of it


class ExportsList(StaffAdmin):
    """CSV, CSV for Excel, XLSX and, where `export_shape` leads to a geometry,
    GeoJSON (RFC 7946) of the rows of its list.

    A row has what staff can fill in, by its name for people; `export_leaves_out` are
    fields that stay here: personal data with an end date does not leave with a file
    that has none.
    """

    change_list_template = "common/web/list_with_exports.html"
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
        shown = [field for field in model._meta.concrete_fields if _is_shown(field)]
        self.fields = [field for field in shown if field.name not in leaves_out]
        self.several = [
            field
            for field in model._meta.many_to_many
            if field.name not in leaves_out and field.editable
        ]
        self.readers = [_reader(field) for field in self.fields]
        self.has_page = hasattr(model, "get_absolute_url")
        self.base = request.build_absolute_uri("/").rstrip("/")

    @property
    def heading(self) -> list[str]:
        names = []
        for field in [*self.fields, *self.several]:
            is_point = isinstance(field, PointField)
            names += ["lat", "lon"] if is_point else [_name(field)]
        return [*names, _("Page")] if self.has_page else names

    def rows(self, found) -> Iterator[list]:
        for entry in self._entries(found):
            yield self._row(entry)

    def geojson(self, found, shape: str) -> Iterator[str]:
        """A FeatureCollection, line by line; what has no position has none here."""
        heading = self.heading
        first = True
        yield '{"type": "FeatureCollection", "features": ['
        for entry in self._entries(found, shape):
            at = _shape(entry, shape)
            row = map(_plain, self._row(entry))
            feature = {
                "type": "Feature",
                "id": entry.pk,
                "geometry": json.loads(at.json) if at else None,
                "properties": dict(zip(heading, row, strict=True)),
            }
            yield ("\n" if first else ",\n") + json.dumps(feature, ensure_ascii=False)
            first = False
        yield "\n]}\n"

    def _entries(self, found, shape=""):
        """In pieces, with all that a row names: as many questions for each piece."""
        related = [each.name for each in self.fields if each.is_relation]
        along = shape.rpartition("__")[0]
        related += [along] if along else []
        large = [
            f"{each.name}__{other.name}"
            for each in self.fields
            if each.is_relation
            for other in each.related_model._meta.concrete_fields
            if isinstance(other, GeometryField) and not isinstance(other, PointField)
        ]
        several = [each.name for each in self.several]
        found = found.select_related(*related) if related else found
        found = found.defer(*large) if large else found
        return found.prefetch_related(*several).iterator(chunk_size=CHUNK)

    def _row(self, entry) -> list:
        row = []
        for read in self.readers:
            row += read(entry)
        for field in self.several:
            found = getattr(entry, field.name).all()
            row.append(", ".join(str(each) for each in found))
        return [*row, self.base + entry.get_absolute_url()] if self.has_page else row


def _name(field) -> str:
    return str(capfirst(field.verbose_name))


def _is_shown(field) -> bool:
    is_large = isinstance(field, GeometryField) and not isinstance(field, PointField)
    is_date = isinstance(field, models.DateField) and bool(field.verbose_name)
    return field.primary_key or ((field.editable or is_date) and not is_large)


def _reader(field) -> Callable[[models.Model], list]:
    """What gives the cells of a field; words are looked up once, not for each row."""
    if isinstance(field, PointField):
        return lambda entry: _degrees(getattr(entry, field.name))
    tell = _teller(field)

    def read(entry):
        value = getattr(entry, field.name)
        return ["" if value is None else tell(value)]

    return read


def _teller(field) -> Callable:
    """How one value of a field stands in a cell."""
    if field.choices:
        words = {key: str(word) for key, word in field.flatchoices}
        return lambda value: words.get(value, str(value))
    if isinstance(field, models.BooleanField):
        return {True: _("yes"), False: _("no")}.get
    if isinstance(field, models.DateTimeField):
        return lambda moment: localtime(moment).replace(microsecond=0)
    if isinstance(field, models.DecimalField):
        return float
    if isinstance(field, models.FileField):
        return lambda file: file.url if file else ""
    if isinstance(field, models.DateField | models.IntegerField | models.FloatField):
        return lambda value: value
    return str


def _degrees(point) -> list:
    if point is None:
        return ["", ""]
    return [round(value, DECIMALS) for value in reversed(point.coords)]


def _shape(entry, shape: str):
    for name in shape.split("__"):
        entry = getattr(entry, name, None)
    return entry


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
