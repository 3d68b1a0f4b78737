"""Staff's pages of tours."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.admin import WithHistory
from common.history.bin_admin import WithBin
from common.history.forms import (
    Careful,
    CarefulInline,
    CarefulRows,
    VersionedForm,
)
from common.moderation.admin import DecidedInQueue, ListOfQueue
from common.moderation.many import asks_first, decide_all
from common.moderation.queue import source_of
from common.moderation.states import Move
from common.plain.widgets import PlainTexts
from common.translations.admin import WithTranslations
from common.web.list_export import ExportsList
from common.web.long_lists import LongList
from tours.deciding.stops import set_stops
from tours.facts.wish import MOST_STOPS
from tours.forms.line import LineField
from tours.forms.stops import MakerAddress, SeesStops, take_chain
from tours.models import Junction, Stop, Tour, TourChange
from tours.planning import kept
from tours.planning.chains import doubts_in_words


class TourForm(SeesStops, VersionedForm):
    """The stops come from the maker: its address holds them."""

    maker = MakerAddress()
    gpx = LineField(
        label=gettext_lazy("line as GPX"),
        required=False,
        help_text=gettext_lazy("Takes the place of the line there is."),
    )
    no_line = forms.BooleanField(
        label=gettext_lazy("take the line away"), required=False
    )

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if line := cleaned.get("gpx"):
            self.instance.line = line
        elif cleaned.get("no_line"):
            self.instance.line = None
        take_chain(self)
        return cleaned


class StopRows(CarefulRows):
    """A stop that a colleague took off meanwhile is left out, once that was said."""

    def __init__(self, data=None, *args, instance=None, prefix=None, **kwargs):
        self.gone: list[str] = []
        if data is not None and instance is not None:
            data = self._left(data.copy(), prefix, instance)
        super().__init__(data, *args, instance=instance, prefix=prefix, **kwargs)

    def _left(self, data, prefix, tour):
        there = {str(pk) for pk in tour.stops.values_list("pk", flat=True)}
        count, kept = data.get(f"{prefix}-TOTAL_FORMS", ""), 0
        for number in range(min(int(count), MOST_STOPS) if count.isdecimal() else 0):
            old = f"{prefix}-{number}-"
            row = {name: data.pop(name) for name in list(data) if name.startswith(old)}
            [pk] = row.get(f"{old}id", [""])[-1:]
            if pk not in there:
                self.gone += [each for each in row.get(f"{old}note", []) if each]
                continue
            for name, values in row.items():
                data.setlist(f"{prefix}-{kept}-{name.removeprefix(old)}", values)
            kept += 1
        for name in ("TOTAL_FORMS", "INITIAL_FORMS"):
            data[f"{prefix}-{name}"] = str(kept)
        return data

    def clean(self):
        super().clean()
        if self.gone:
            words = _(
                "A stop was taken off meanwhile. What you wrote at it is not kept: "
                "%(note)s. Look, and save again."
            )
            raise forms.ValidationError(words % {"note": "; ".join(self.gone)})


class StopInline(CarefulInline, admin.TabularInline):
    """What one does at a stop, and for how long; which stops there are, and in what
    order, comes from the maker."""

    model = Stop
    formset = StopRows
    extra = 0
    can_delete = False
    fields = ["what", "stay", "note"]
    readonly_fields = ["what"]

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("stop"))
    def what(self, stop):
        return f"{stop.number}. {stop.thing or _('no longer on the site')}"


@admin.register(Tour)
class TourAdmin(
    Careful,
    DecidedInQueue,
    ExportsList,
    LongList,
    PlainTexts,
    WithBin,
    WithHistory,
    WithTranslations,
):
    form = TourForm
    list_display = ["name", "means", "organisation", "state", "checked_on"]
    list_filter = ["state", "means"]
    list_select_related = ["organisation"]
    list_per_page = 50
    search_fields = ["name", "description"]
    autocomplete_fields = ["organisation", "activity"]
    actions = ["publish"]
    inlines = [StopInline]
    readonly_fields = ["state", "refusal_reason", "stops", "has_line", "doubts"]
    fieldsets = [
        (None, {"fields": ["name", "state", "refusal_reason", "description"]}),
        (gettext_lazy("Stops"), {"fields": ["stops", "maker", "stops_seen"]}),
        (
            gettext_lazy("How and when"),
            {
                "fields": [
                    ("means", "speed", "begins_at"),
                    "rest_every",
                    "has_free_start",
                ]
            },
        ),
        (
            gettext_lazy("The way"),
            {"fields": ["junctions", "doubts", "has_line", "gpx", "no_line", "advice"]},
        ),
        (
            gettext_lazy("Who"),
            {"fields": ["organisation", "activity", "checked_on", "slug"]},
        ),
    ]

    def get_form(self, request, entry=None, change=False, **kwargs):
        form = super().get_form(request, entry, change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False
            form.base_fields["slug"].help_text = _("Empty: made from the name.")
        return form

    def has_decide_permission(self, request):
        return request.user.has_perm("tours.decide_tour")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if wish := form.cleaned_data.get("maker"):
            set_stops(form.instance, wish)
        for words in doubts_in_words(form.instance.chain):
            self.message_user(request, words, messages.WARNING)

    @admin.display(description=gettext_lazy("stops"))
    def stops(self, tour):
        if not tour.pk:
            return "–"
        [entries] = kept.entries_of_tours([tour]).values()
        rows = (
            (
                each.told.name if each.told else _("no longer on the site"),
                each.pick.stay,
            )
            for each in entries
        )
        shown = format_html_join("", "<li>{} ({} min)</li>", rows)
        maker = f"{reverse('tours:maker')}{kept.wish_of(tour, entries).query()}"
        return format_html(
            '<ol>{}</ol><a href="{}">{}</a>', shown, maker, _("Make it different")
        )

    @admin.display(description=gettext_lazy("line"), boolean=True)
    def has_line(self, tour):
        return tour.line is not None

    @admin.display(description=gettext_lazy("to look at"))
    def doubts(self, tour):
        rows = ((each,) for each in doubts_in_words(tour.chain))
        return format_html_join("", "<p>{}</p>", rows) or "–"

    @admin.action(description=gettext_lazy("Publish"), permissions=["decide"])
    @asks_first()
    def publish(self, request, tours):
        words = gettext_lazy("Published: %d.")
        decide_all(request, source_of(self.model), tours, Move.PUBLISH, words)


@admin.register(TourChange)
class TourChangeAdmin(ListOfQueue):
    """What organisations want to change; decided about in the queue."""

    list_display = ["tour", "proposed_by", "proposed_at", "refused_at"]
    list_select_related = ["tour", "proposed_by"]
    list_per_page = 50
    fields = ["tour", "proposed_by", "proposed_at", "refused_at", "answer"]
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Junction)
class JunctionAdmin(ExportsList, LongList):
    """To look at: they come by `import_junctions`."""

    list_display = ["ref", "network", "source", "source_id"]
    list_filter = ["source", "network"]
    list_per_page = 50
    search_fields = ["ref"]
    readonly_fields = ["ref", "point", "network", "source", "source_id"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
