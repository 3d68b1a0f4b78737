"""The staff's working place for places, kinds, areas and sources."""

from django.contrib import admin, messages
from django.contrib.gis.db import models as gis
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import CheckboxSelectMultiple
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy
from simple_history.admin import SimpleHistoryAdmin
from simple_history.utils import update_change_reason

from ontmoeten.lib.forms import LatLonField
from ontmoeten.lib.moderation import Move
from places.models import (
    ClosingDay,
    Dataset,
    District,
    Figure,
    Municipality,
    Neighbourhood,
    Photo,
    Place,
    PlaceKind,
    Synonym,
)
from places.reportadmin import ReportsOnPlace
from places.weekfield import WeekField, hours_of, lines_ahead
from places.widgets import CSS, MODULE, PointWidget, boundary_map

# Plain fields where the admin's own widgets can't be used with a screen reader.
WIDGETS = {
    gis.PointField: {"form_class": LatLonField, "widget": PointWidget},
    gis.ManyToManyField: {"widget": CheckboxSelectMultiple},
    gis.URLField: {"assume_scheme": "https"},
}

MOVED = {
    Move.PUBLISH: ngettext_lazy("%d place published.", "%d places published."),
    Move.CLOSE: ngettext_lazy(
        "%d place closed for good.", "%d places closed for good."
    ),
    Move.HIDE: ngettext_lazy("%d place hidden.", "%d places hidden."),
}


class FreshnessFilter(admin.SimpleListFilter):
    title = _("freshness")
    parameter_name = "versheid"

    def lookups(self, request, model_admin):
        return Place.Freshness.choices

    def queryset(self, request, places):
        today = localdate()
        ask = {
            Place.Freshness.FRESH: lambda: places.fresh(today),
            Place.Freshness.OVERDUE: lambda: places.overdue(today),
            Place.Freshness.UNCHECKED: places.unchecked,
        }
        return ask[self.value()]() if self.value() in ask else places


class PhotoInline(admin.StackedInline):
    model = Photo
    extra = 0
    fields = ["image", "alt", "credit", "licence", "order"]


@admin.register(Place)
class PlaceAdmin(ReportsOnPlace, SimpleHistoryAdmin):
    formfield_overrides = WIDGETS
    list_display = [
        "name",
        "kind",
        "neighbourhood",
        "state",
        "todo",
        "checked_on",
        "confirmed",
    ]
    list_filter = [
        "state",
        FreshnessFilter,
        "kind",
        "neighbourhood__district",
        "dataset",
        "step_free",
    ]
    list_select_related = ["kind", "neighbourhood"]
    list_per_page = 50
    search_fields = ["name", "address", "description", "source_id"]
    date_hierarchy = "checked_on"
    inlines = [PhotoInline]
    actions = ["publish", "mark_checked", "close", "hide"]
    history_list_display = ["state"]
    readonly_fields = [
        "todo",
        "neighbourhood_from",
        "dataset",
        "source_id",
        "from_the_source",
        "not_understood",
        "confirmed",
        "created_at",
        "changed_at",
    ]
    fieldsets = [
        (
            None,
            {"fields": ["name", "kind", "point", "state", "refusal_reason", "todo"]},
        ),
        (
            _("What it is"),
            {"fields": ["description", "description_en", "address", "website"]},
        ),
        (
            _("Cost and hours"),
            {"fields": ["cost", "cost_note", "opening_hours", "step_free"]},
        ),
        (
            _("What you find there"),
            {
                "fields": [
                    ("backrest", "armrest", "table"),
                    ("covered", "lit", "paved"),
                    ("toilets", "toilets_wheelchair"),
                    ("drinking_water", "playground"),
                ]
            },
        ),
        (_("Check"), {"fields": [("checked_on", "checked_by"), "confirmed"]}),
        (
            _("Where it belongs"),
            {"fields": ["themes", "neighbourhood", "neighbourhood_from", "slug"]},
        ),
        (
            _("Source"),
            {
                "classes": ["collapse"],
                "fields": [
                    "dataset",
                    "source_id",
                    "from_the_source",
                    "not_understood",
                    "created_at",
                    "changed_at",
                ],
            },
        ),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False
            form.base_fields["slug"].help_text = _("Empty: made from the name.")
        return form

    def get_queryset(self, request):
        return super().get_queryset(request).defer("neighbourhood__boundary")

    def formfield_for_dbfield(self, field, request, **kwargs):
        if field.name == "opening_hours":
            return WeekField(
                label=field.verbose_name, max_length=field.max_length, required=False
            )
        return super().formfield_for_dbfield(field, request, **kwargs)

    def get_urls(self):
        hours = path(
            "openingstijden/",
            self.admin_site.admin_view(self.hours_ahead),
            name="places_place_hours",
        )
        return [hours, *super().get_urls()]

    def hours_ahead(self, request):
        """The next eight days of a week that is being filled in; stores nothing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            hours, errors = hours_of(request.GET.dict()), []
        except ValidationError as error:
            hours, errors = "", error.messages
        return JsonResponse({"days": lines_ahead(hours), "errors": errors})

    def formfield_for_foreignkey(self, field, request, **kwargs):
        if field.name == "neighbourhood":  # their boundaries are large
            kwargs["queryset"] = Neighbourhood.objects.defer("boundary")
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def save_model(self, request, place, form, change):
        if "neighbourhood" in form.changed_data:
            chosen = Place.FoundBy.STAFF if place.neighbourhood_id else ""
            place.neighbourhood_from = chosen
        super().save_model(request, place, form, change)

    @admin.display(description=_("completeness"))
    def todo(self, place):
        if not place.pk:
            return "–"
        missing = place.missing()
        if not missing:
            return _("complete")
        count = ngettext("%d thing to go", "%d things to go", len(missing))
        wishes = ", ".join(str(wish) for wish in missing)
        return format_html(
            '<span title="{}">{}</span><span class="todo">: {}</span>',
            wishes,
            count % len(missing),
            wishes,
        )

    @admin.display(description=_("fields from the source"))
    def from_the_source(self, place):
        return ", ".join(sorted(place.source_fields)) or "–"

    @admin.display(description=_("not understood"))
    def not_understood(self, place):
        lines = (f"{name}: {raw}" for name, raw in sorted(place.source_raw.items()))
        return "; ".join(lines) or "–"

    # Bulk actions: each moves what may be moved, says how many, and why not the rest.

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, places):
        self._move(request, places, Move.PUBLISH)

    @admin.action(description=_("Close for good"), permissions=["change"])
    def close(self, request, places):
        self._move(request, places, Move.CLOSE)

    @admin.action(
        description=_("Hide (back to the suggestions)"), permissions=["change"]
    )
    def hide(self, request, places):
        self._move(request, places, Move.HIDE)

    @admin.action(
        description=_("I was there today: everything is right"), permissions=["change"]
    )
    @transaction.atomic
    def mark_checked(self, request, places):
        count = 0
        for place in places.select_for_update(of=["self"]).order_by("pk"):
            place.checked_on, place.checked_by = localdate(), request.user
            place.save(update_fields=["checked_on", "checked_by"])
            count += 1
        words = ngettext("%d place checked.", "%d places checked.", count)
        self.message_user(request, words % count)

    @transaction.atomic
    def _move(self, request, places, move):
        moved, stayed = 0, []
        for place in places.select_for_update(of=["self"]).order_by("pk"):
            if not place.may(move):
                stayed.append(place.name)
                continue
            place.make(move)
            place.save(update_fields=["state", "refusal_reason"])
            update_change_reason(place, str(move.label))
            moved += 1
        self.message_user(request, MOVED[move] % moved)
        if stayed:
            message = _("Not possible from the state they are in: %(names)s.")
            names = ", ".join(stayed[:10]) + (" …" if len(stayed) > 10 else "")
            self.message_user(request, message % {"names": names}, messages.WARNING)


@admin.register(PlaceKind)
class PlaceKindAdmin(SimpleHistoryAdmin):
    list_display = ["name", "slug", "cost", "opening_hours", "shelf_life", "is_listed"]
    formfield_overrides = WIDGETS
    search_fields = ["name", "name_en", "words", "osm_tags"]

    def get_readonly_fields(self, request, kind=None):
        return ["slug"] if kind else []


@admin.register(ClosingDay)
class ClosingDayAdmin(SimpleHistoryAdmin):
    list_display = ["date", "name"]
    date_hierarchy = "date"
    search_fields = ["name"]


@admin.register(Synonym)
class SynonymAdmin(SimpleHistoryAdmin):
    list_display = ["words", "finds"]
    search_fields = ["words", "finds"]


@admin.register(Dataset)
class DatasetAdmin(SimpleHistoryAdmin):
    formfield_overrides = WIDGETS
    list_display = ["name", "publisher", "licence", "attribution"]
    search_fields = ["name", "publisher"]


class AreaAdmin(admin.ModelAdmin):
    formfield_overrides = WIDGETS
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    readonly_fields = ["shape"]
    exclude = ["boundary"]

    class Media:
        css = {"all": CSS}
        js = [MODULE]

    @admin.display(description=_("boundary"))
    def shape(self, area):
        return boundary_map(area)

    def get_queryset(self, request):
        areas = super().get_queryset(request)
        one = request.resolver_match and "object_id" in request.resolver_match.kwargs
        return areas if one else areas.defer("boundary")


@admin.register(Neighbourhood)
class NeighbourhoodAdmin(AreaAdmin, SimpleHistoryAdmin):
    list_display = ["name", "code", "district"]
    list_filter = ["district"]
    list_select_related = ["district"]


admin.site.register([District, Municipality], AreaAdmin)


@admin.register(Figure)
class FigureAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "year", "value", "source"]
    list_filter = ["name", "year"]
    search_fields = ["code", "source"]
