"""The staff's working place for places, kinds, areas and sources."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from common.duplicates.forms import AsksWhenNew
from common.history.admin import WithHistory
from common.history.behalf import AddedOnBehalf
from common.history.bin_admin import WithBin
from common.history.forms import Careful
from common.moderation.still_right import still_right
from common.plain.widgets import PlainTexts
from common.translations.admin import WithTranslations
from common.web.forms import SlugsField
from common.web.list_export import ExportsList
from common.web.long_lists import LongList
from common.web.staff_admin import SELDOM
from places.facts.facilities import FACILITIES
from places.facts.questions import QUESTIONS
from places.finding.locatieserver import nearest_address
from places.map.widgets import WIDGETS
from places.models import (
    ClosingDay,
    Dataset,
    Neighbourhood,
    Place,
    PlaceKind,
    Synonym,
)
from places.search import staff
from places.staff import answers, areas  # noqa: F401 — they register their pages
from places.staff.contacts import ContactInline
from places.staff.decisions import DecidesPlaces, PlaceForm
from places.staff.photos import PhotoInline, ShowsPhotos
from places.staff.reports import ReportsOnPlace
from places.staff.week_field import WeekField, hours_of, lines_ahead

LIST = "admin:places_place_changelist"
PAGING = {"q", "p", "o", "all"}  # of a list: all that is no filter


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


@admin.register(Place)
class PlaceAdmin(
    AddedOnBehalf,
    AsksWhenNew,
    Careful,
    DecidesPlaces,
    ExportsList,
    LongList,
    PlainTexts,
    ReportsOnPlace,
    ShowsPhotos,
    WithBin,
    WithHistory,
    WithTranslations,
):
    form = PlaceForm
    export_shape = "point"
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
    inlines = [ContactInline, PhotoInline]
    actions = ["publish", "mark_checked", "close", "hide", "reopen"]
    readonly_fields = [
        "state",
        "refusal_reason",
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
            {"fields": ["description", "address", "website"]},
        ),
        (
            _("Cost and hours"),
            {"fields": ["cost", "cost_note", "opening_hours", "step_free"]},
        ),
        (
            _("What you find there"),
            {
                "classes": [SELDOM],
                "fields": [
                    ("backrest", "armrest", "table"),
                    ("covered", "lit", "paved"),
                    ("toilets", "toilets_wheelchair"),
                    ("drinking_water", "playground"),
                    "capacity",
                ],
            },
        ),
        (
            _("Check"),
            {
                "classes": [SELDOM],
                "fields": [("checked_on", "checked_by"), "confirmed"],
            },
        ),
        (
            _("Where it belongs"),
            {
                "classes": [SELDOM],
                "fields": ["themes", "neighbourhood", "neighbourhood_from", "slug"],
            },
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
        if "address" in form.base_fields and not change:
            form.base_fields["address"].help_text = _("Empty: the nearest one.")
        return form

    def narrowed(self, request, places):
        return places.defer("neighbourhood__boundary")

    def get_search_results(self, request, places, text):
        """By the index of the public search: going through all texts takes seconds. A
        list shows no more than the first; what a filter or an export still chooses
        from must be all."""
        if not text.strip():
            return places, False
        page = request.resolver_match.view_name
        is_plain_list = page == LIST and not request.GET.keys() - PAGING
        is_cut = is_plain_list or page == "admin:autocomplete"
        most = self.paginator.MOST + 1 if is_cut else None
        return places.with_ids(staff.found(text, most)), False

    def formfield_for_dbfield(self, field, request, **kwargs):
        if field.name == "opening_hours":
            return WeekField(
                label=field.verbose_name, max_length=field.max_length, required=False
            )
        return super().formfield_for_dbfield(field, request, **kwargs)

    def extra_urls(self):
        hours = self.admin_site.admin_view(self.hours_ahead)
        return [path("openingstijden/", hours, name="places_place_hours")]

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

    def before_saving(self, request, place, form):
        if not place.pk and not place.address:
            place.address = nearest_address(place.point.y, place.point.x)
            if place.address:
                words = _("Nearest address, which you may change: %s.")
                self.message_user(request, words % place.address)
        if "neighbourhood" in form.changed_data:
            chosen = Place.FoundBy.STAFF if place.neighbourhood_id else ""
            place.neighbourhood_from = chosen

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

    @admin.action(
        description=_("I was there today: everything is right"), permissions=["change"]
    )
    @transaction.atomic
    def mark_checked(self, request, places):
        why = gettext("checked on the spot")
        done = [still_right(each, request.user, why) for each in places.order_by("pk")]
        words = ngettext("%d place checked.", "%d places checked.", len(done))
        self.message_user(request, words % len(done))


@admin.register(PlaceKind)
class PlaceKindAdmin(Careful, ExportsList, WithBin, WithHistory, WithTranslations):
    list_display = ["name", "slug", "cost", "opening_hours", "shelf_life", "is_listed"]
    formfield_overrides = WIDGETS
    search_fields = ["name", "name_en", "words", "osm_tags"]
    ticked = {"facilities": (FACILITIES, "name"), "asked": (QUESTIONS, "text")}

    def formfield_for_dbfield(self, field, request, **kwargs):
        if field.name in self.ticked:
            things, said_by = self.ticked[field.name]
            label, help_text = field.verbose_name, field.help_text
            return SlugsField(
                things=things, said_by=said_by, label=label, help_text=help_text
            )
        return super().formfield_for_dbfield(field, request, **kwargs)

    def extra_readonly(self, request, kind):
        return ["slug"] if kind else []


@admin.register(ClosingDay)
class ClosingDayAdmin(ExportsList, Careful, WithBin, WithHistory):
    list_display = ["date", "name"]
    date_hierarchy = "date"
    search_fields = ["name"]


@admin.register(Synonym)
class SynonymAdmin(ExportsList, Careful, WithBin, WithHistory):
    list_display = ["words", "finds"]
    search_fields = ["words", "finds"]


@admin.register(Dataset)
class DatasetAdmin(ExportsList, Careful, WithBin, WithHistory):
    formfield_overrides = WIDGETS
    list_display = ["name", "publisher", "licence", "attribution"]
    search_fields = ["name", "publisher"]
