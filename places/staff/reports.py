"""Staff's list of reports, and the open ones on the page of their place."""

from django.contrib import admin, messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.moderation.admin import ListOfQueue
from common.web.list_export import ExportsList
from common.web.staff_admin import StaffAdmin
from places.deciding import reports
from places.models import Confirmation, PlaceReport
from places.staff.answer_form import answer_form

HANDLE = "places.change_placereport"
SHOWN = 20  # reports on a place's page


@admin.register(PlaceReport)
class PlaceReportAdmin(ExportsList, ListOfQueue):
    """What visitors say is wrong: urgent first, then who waits longest."""

    export_leaves_out = ("email", "forget_on")
    export_shape = "place__point"
    list_display = ["reason_shown", "place_link", "words", "age", "state"]
    list_filter = ["state", "is_urgent", "reason"]
    list_select_related = ["place"]
    list_per_page = 50
    search_fields = ["place__name", "text"]
    actions = ["hide_place", "mark_handled"]
    fields = [
        "place_link",
        "reason",
        "text",
        "email",
        "created_at",
        "state",
        "handled_at",
        "handled_by",
        "answer",
        "forget_on",
    ]
    readonly_fields = fields

    def has_decide_place_permission(self, request):
        return request.user.has_perm("places.decide_place")

    def get_sortable_by(self, request):
        return []  # the order is the work

    @admin.display(description=gettext_lazy("what is wrong"))
    def reason_shown(self, report):
        if report.is_urgent:
            words = report.get_reason_display()
            return format_html("<b>{}: {}</b>", _("Urgent"), words)
        return report.get_reason_display()

    @admin.display(description=gettext_lazy("place"))
    def place_link(self, report):
        url = reverse("admin:places_place_change", args=[report.place_id])
        return format_html('<a href="{}">{}</a>', url, report.place)

    @admin.display(description=gettext_lazy("in their words"))
    def words(self, report):
        long = len(report.text) > 120
        return f"{report.text[:120]}…" if long else report.text or "–"

    @admin.display(description=gettext_lazy("waits for"))
    def age(self, report):
        return timesince(report.created_at, depth=1)

    @admin.action(
        description=gettext_lazy("Hide the place"), permissions=["decide_place"]
    )
    def hide_place(self, request, chosen):
        hidden, stayed = reports.hide_places_of(chosen, request.user)
        if hidden:
            words = ngettext("%d place hidden.", "%d places hidden.", hidden) % hidden
            after = _("The reports are still open. Undo: publish the place again.")
            self.message_user(request, f"{words} {after}")
        if stayed:
            message = _("Not public any more: %(names)s.")
            names = ", ".join(stayed)
            self.message_user(request, message % {"names": names}, messages.WARNING)

    @admin.action(description=gettext_lazy("Handled"), permissions=["change"])
    def mark_handled(self, request, chosen):
        """At once; but when someone left an address, first a page to answer them."""
        asked = chosen.open().exclude(email="").select_related("place")
        do = request.POST.get("do")
        if do != "silent" and asked:
            form = answer_form(request)
            if do != "answer" or not form.is_valid():
                return self._answer_page(request, chosen, asked, form)
            return self._handle(request, chosen, form.cleaned_data["answer"])
        return self._handle(request, chosen, "")

    def _handle(self, request, chosen, answer):
        count = reports.handle(chosen, request.user, answer)
        if not count and request.POST.get("do"):
            message = _("A colleague was first. Look at how it is now.")
            self.message_user(request, message, messages.WARNING)
            return
        words = ngettext("%d report handled.", "%d reports handled.", count) % count
        if answer:
            words += " " + _("Who left an address gets your answer by mail.")
        self.message_user(request, words)

    def _answer_page(self, request, chosen, asked, form):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Handle and answer"),
            "opts": self.model._meta,
            "form": form,
            "asked": asked,
            "silent_count": chosen.open().count() - len(asked),
            "chosen": chosen.values_list("pk", flat=True),
        }
        return render(request, "places/staff/answer.html", context)


class ReportsOnPlace(StaffAdmin):
    """For a place's own page: its open reports."""

    change_form_template = "admin/places/place/change_form.html"

    def narrowed(self, request, places):
        return places.annotate(confirmed_on=Confirmation.newest())

    @admin.display(
        description=gettext_lazy("confirmed by a passer-by"), ordering="confirmed_on"
    )
    def confirmed(self, place):
        day = getattr(place, "confirmed_on", None)  # a new place has none
        return date_format(day) if day else "–"

    def extra_context(self, request, place):
        if place is None or not request.user.has_perm("places.view_placereport"):
            return {}
        may_handle = request.user.has_perm(HANDLE)
        return {"open_reports": place.reports.open()[:SHOWN], "may_handle": may_handle}
