"""Staff's list of reports, and hiding a place from its own page with one press."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from ontmoeten.lib.moderation import Move, NotAllowed
from places import reports
from places.models import Confirmation, PlaceReport

SHOWN = 20  # reports on a place's page


@admin.register(PlaceReport)
class PlaceReportAdmin(admin.ModelAdmin):
    """What visitors say is wrong: urgent first, then who waits longest."""

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
        "forget_on",
    ]
    readonly_fields = fields

    def has_add_permission(self, request):
        return False  # visitors write them, on the site

    def has_change_place_permission(self, request):
        return request.user.has_perm("places.change_place")

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
        description=gettext_lazy("Hide the place"), permissions=["change_place"]
    )
    def hide_place(self, request, chosen):
        hidden, stayed = reports.hide_places_of(chosen)
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
        count = reports.handle(chosen, request.user)
        words = ngettext("%d report handled.", "%d reports handled.", count)
        self.message_user(request, words % count)


class ReportsOnPlace:
    """For a place's own page: its open reports, and a button to hide or publish it."""

    change_form_template = "admin/places/place/change_form.html"
    moves = {
        Move.HIDE: gettext_lazy("hidden by staff"),
        Move.PUBLISH: gettext_lazy("published by staff"),
    }

    def get_queryset(self, request):
        confirmed_on = Confirmation.newest()
        return super().get_queryset(request).annotate(confirmed_on=confirmed_on)

    @admin.display(
        description=gettext_lazy("confirmed by a passer-by"), ordering="confirmed_on"
    )
    def confirmed(self, place):
        day = getattr(place, "confirmed_on", None)  # a new place has none
        return day and date_format(day)

    def get_urls(self):
        move = self.admin_site.admin_view(require_POST(self.move_view))
        ours = [path("<int:pk>/move/", move, name="places_place_move")]
        return [*ours, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = dict(extra_context or {})
        place = self.get_object(request, object_id)
        if place and request.method == "GET":
            if request.user.has_perm("places.view_placereport"):
                context["open_reports"] = place.reports.open()[:SHOWN]
            if self.has_change_permission(request, place):
                context["move"] = next(filter(place.may, self.moves), None)
        return super().change_view(request, object_id, form_url, context)

    def move_view(self, request, pk):
        place = self.get_object(request, str(pk))
        if place is None:
            raise Http404(f"no place {pk}")
        if not self.has_change_permission(request, place):
            raise PermissionDenied
        move = request.POST.get("move")
        if move not in self.moves:
            raise Http404(f"no such move: {move}")
        try:
            reports.move(place, Move(move), self._why(place, Move(move)))
            done = {
                Move.HIDE: _("Hidden. Nobody outside sees this place now."),
                Move.PUBLISH: _("Published. Everyone sees this place again."),
            }
            self.message_user(request, done[Move(move)])
        except NotAllowed:
            message = _("A colleague was first. Look at how it is now.")
            self.message_user(request, message, messages.WARNING)
        return redirect("admin:places_place_change", pk)

    def _why(self, place, move):
        """For the history: what was reported, or just who did it."""
        open_reports = place.reports.open() if move is Move.HIDE else []
        reasons = dict.fromkeys(each.get_reason_display() for each in open_reports)
        if not reasons:
            return str(self.moves[move])
        return _("hidden after a report: %(why)s") % {"why": ", ".join(reasons)}
