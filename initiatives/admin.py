"""The staff's pages of organisations, initiatives and activities."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.timesince import timesince
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.duplicates.forms import AsksForDoubles, AsksWhenNew
from common.history import behalf
from common.history.admin import WithHistory
from common.history.bin_admin import WithBin
from common.history.forms import Careful, CarefulInline, CarefulRows, VersionedForm
from common.moderation.admin import DecidedInQueue
from common.moderation.many import asks_first, decide_all
from common.moderation.queue import source_of
from common.moderation.states import Move
from common.plain.widgets import PlainTexts
from common.translations.admin import WithTranslations
from common.web.list_export import ExportsList
from common.web.long_lists import LongList
from common.web.staff_admin import SELDOM
from initiatives.dates import calling_off, series
from initiatives.facts.recurrence import clash
from initiatives.models import (
    Activity,
    DateChange,
    Decision,
    Initiative,
    Membership,
    Organisation,
    OrganisationContact,
)
from initiatives.models.activity import AHEAD
from initiatives.organising import doubting, duplicates
from initiatives.staff import (  # noqa: F401 — they register their pages
    claims,
    live_changes,
    photos_and_hosts,
    proposals,
    said,
    when,
)
from places.map.widgets import WIDGETS
from places.models import Neighbourhood

CHANGE = "admin:initiatives_organisation_change"


class ModeratedAdmin(
    Careful,
    DecidedInQueue,
    ExportsList,
    LongList,
    PlainTexts,
    WithBin,
    WithHistory,
    WithTranslations,
):
    """A page on which an entry is edited; it is decided about in the queue."""

    formfield_overrides = WIDGETS
    list_per_page = 50
    actions = ["publish"]
    readonly_fields = ["state", "answers"]

    def narrowed(self, request, entries):
        return entries.with_doubts()

    def get_form(self, request, entry=None, change=False, **kwargs):
        form = super().get_form(request, entry, change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False
            form.base_fields["slug"].help_text = _("Empty: made from the name.")
        return form

    def formfield_for_foreignkey(self, field, request, **kwargs):
        if field.name == "neighbourhood":  # their boundaries are large
            kwargs["queryset"] = Neighbourhood.objects.defer("boundary")
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def has_decide_permission(self, request):
        about = self.opts
        return request.user.has_perm(f"{about.app_label}.decide_{about.model_name}")

    @admin.display(description=gettext_lazy("waits for"))
    def age(self, entry):
        is_waiting = entry.state == entry.State.SUGGESTED
        return timesince(entry.created_at, depth=1) if is_waiting else "–"

    @admin.display(description=gettext_lazy("visitors say"))
    def doubted(self, entry):
        """What they said against it, once that is often enough."""
        labels = [each.label for each in doubting.marks_in_row(entry)]
        return ", ".join(map(str, labels)) or "–"

    @admin.display(description=gettext_lazy("answered before"))
    def answers(self, entry):
        if not entry.pk:
            return "–"
        rows = (
            (f"{each.decided_at:%d-%m-%Y}", each.get_move_display(), each.answer)
            for each in entry.decisions.all()[:20]
        )
        return format_html_join("", "<p>{}: <b>{}</b> {}</p>", rows) or "–"

    @admin.action(description=gettext_lazy("Publish"), permissions=["decide"])
    @asks_first()
    def publish(self, request, entries):
        words = gettext_lazy("Published: %d.")
        decide_all(request, source_of(self.model), entries, Move.PUBLISH, words)


class MembershipInline(CarefulInline, admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["person"]


class ContactInline(CarefulInline, admin.StackedInline):
    model = OrganisationContact
    extra = 0


class OrganisationForm(AsksForDoubles, VersionedForm):
    compared = ("name", "website", "public_email", "kvk_number", "address")

    def likely_doubles(self, organisation):
        return [
            (
                str(each.organisation),
                reverse(CHANGE, args=[each.organisation.pk]),
                ", ".join(each.in_words),
            )
            for each in duplicates.of_new(organisation)
        ]


@admin.register(Organisation)
class OrganisationAdmin(AsksWhenNew, ModeratedAdmin):
    form = OrganisationForm
    list_display = [
        "name",
        "state",
        "age",
        "doubted",
        "is_vetted",
        "is_trusted",
        "kvk_number",
    ]
    list_filter = ["state", "is_vetted", "is_trusted"]
    search_fields = ["name", "kvk_number", "public_email", "address"]
    inlines = [ContactInline, MembershipInline]
    fields = [
        "name", "state", "description", "website", "public_email", "phone",
        "kvk_number", "address", "looks_like", "neighbourhood", "is_vetted",
        "is_trusted", "known_from", "dataset", "source_id", "slug", "answers",
    ]  # fmt: skip
    readonly_fields = ["state", "answers", "dataset", "source_id", "looks_like"]

    def extra_readonly(self, request, organisation):
        may_mark = request.user.has_perm("initiatives.mark_organisation")
        return [] if may_mark else ["is_vetted", "is_trusted"]

    @admin.display(description=gettext_lazy("looks like"))
    def looks_like(self, organisation):
        found = duplicates.of_organisation(organisation) if organisation.pk else []
        rows = (
            (
                reverse(CHANGE, args=[each.organisation.pk]),
                each.organisation,
                ", ".join(each.in_words),
            )
            for each in found[:20]
        )
        return format_html_join("", '<p><a href="{}">{}</a> ({})</p>', rows) or "–"


class InitiativeForm(behalf.OnBehalf, VersionedForm):
    """An initiative, of an organisation or without one."""


@admin.register(Initiative)
class InitiativeAdmin(behalf.AddedOnBehalf, ModeratedAdmin):
    form = InitiativeForm
    list_display = ["name", "organisation", "where", "phase", "state", "age", "doubted"]
    list_filter = [
        "state", "phase", ("neighbourhood", admin.EmptyFieldListFilter), "is_city_wide",
        ("organisation", admin.EmptyFieldListFilter), "themes",
    ]  # fmt: skip
    list_select_related = ["organisation"]
    search_fields = ["name", "description", "organisation__name"]
    autocomplete_fields = ["organisation", "places"]
    inlines = [photos_and_hosts.HostInline, photos_and_hosts.PhotoInline]
    fields = [
        "name", "state", "organisation", "created_by", "contact", "description",
        "for_whom", "phase", "cost", "cost_note", "themes", "places", "neighbourhood",
        "is_city_wide", "website", "slug", "answers",
    ]  # fmt: skip
    readonly_fields = ["state", "answers", "created_by"]

    def narrowed(self, request, initiatives):
        return initiatives.with_where().select_related("organisation")

    @admin.display(description=gettext_lazy("where"))
    def where(self, initiative):
        """Its places, else the neighbourhood or the city."""
        names = [place.name for place in initiative.spots]
        if initiative.is_city_wide:
            names.append(_("for the whole city"))
        return ", ".join(names) or initiative.area or "–"


class DateRows(CarefulRows):
    """It is nowhere on twice at a moment, unless it was already."""

    def clean(self):
        super().clean()
        if any(self.errors) or not self.instance.first_on:
            return
        kept = [
            form.instance.as_change()
            for form in self.forms
            if form.cleaned_data.get("rule_date")
            and not form.cleaned_data.get("DELETE")
        ]
        try:
            will_be = self.instance.series_with(kept)
        except ValueError:  # the rule is none, and that is said
            return
        today = localdate()
        found = clash(will_be.times(today, today + AHEAD))
        if found and not self._was_so(today):
            raise ValidationError(series.there_already(found))

    def _was_so(self, today) -> bool:
        known = Activity.objects.filter(pk=self.instance.pk).first()
        return bool(known and clash(known.series.times(today, today + AHEAD)))


class DateChangeInline(CarefulInline, admin.StackedInline):
    model = DateChange
    formset = DateRows
    extra = 0
    fields = ["rule_date", "kind", ("to", "at", "minutes"), "reason", "called_off"]
    readonly_fields = ["called_off"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("called_off_by")

    @admin.display(description=gettext_lazy("called off by"))
    def called_off(self, change):
        return calling_off.who_in_words(change, for_staff=True) or "–"


@admin.register(Activity)
class ActivityAdmin(when.SaysWhen, behalf.AddedOnBehalf, ModeratedAdmin):
    form = when.ActivityForm
    export_shape = "place__point"
    list_display = [
        "name",
        "organisation",
        "place",
        "first_on",
        "state",
        "age",
        "doubted",
    ]
    list_filter = ["state", "cost", "themes"]
    list_select_related = ["organisation", "place"]
    search_fields = ["name", "description", "organisation__name"]
    autocomplete_fields = ["organisation", "initiative", "place"]
    inlines = [DateChangeInline]
    fieldsets = [
        (None, {"fields": ["name", "state", "organisation", "initiative"]}),
        (
            gettext_lazy("What it is"),
            {
                "fields": [
                    "description", "feelings", "languages", "themes", "dimensions",
                    "website",
                ]
            },
        ),
        *when.FIELDSETS,
        (
            gettext_lazy("Where it is"),
            {"fields": ["place", "where", "neighbourhood"]},
        ),
        (gettext_lazy("Cost"), {"fields": ["cost", "cost_note"]}),
        (
            gettext_lazy("You come for the first time"),
            {
                "classes": [SELDOM],
                "fields": [
                    "received_by", "first_minutes",
                    ("may_come_alone", "may_just_sit", "must_sign_up"),
                ]
            },
        ),
        (
            gettext_lazy("Coming along"),
            {
                "classes": [SELDOM],
                "fields": [
                    ("has_sign_up", "capacity", "has_waiting_list"),
                    "waits_at_door",
                ]
            },
        ),
        (
            gettext_lazy("Check"),
            {"classes": [SELDOM], "fields": ["checked_on", "slug", "answers"]},
        ),
    ]  # fmt: skip
    readonly_fields = [*ModeratedAdmin.readonly_fields, when.NEXT]

    def before_rows(self, request, formset):
        if formset.model is DateChange:
            for each in formset.forms:
                calling_off.note(each.instance, request.user)


@admin.register(Decision)
class DecisionAdmin(ExportsList):
    """What was decided; written by deciding, never by hand."""

    list_display = ["decided_at", "about", "move", "criterion", "decided_by"]
    list_filter = ["move", "criterion"]
    list_select_related = ["organisation", "initiative", "activity", "decided_by"]
    date_hierarchy = "decided_at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
