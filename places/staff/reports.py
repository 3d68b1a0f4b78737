"""Staff's list of reports, and the open ones on the page of their place."""

from django.contrib import admin, messages
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.moderation.many import asks_first, say
from common.moderation.queue import source_of
from common.moderation.reporting.admin import ReportAdmin
from common.moderation.states import Move
from common.moderation.undoing.decisions import undoable
from common.web.staff_admin import StaffAdmin
from places.deciding import reports
from places.models import Confirmation, Place, PlaceReport

HANDLE = "places.change_placereport"
SHOWN = 20  # reports on a place's page


@admin.register(PlaceReport)
class PlaceReportAdmin(ReportAdmin):
    """What visitors say is wrong with a place."""

    export_shape = "place__point"
    list_select_related = ["place"]
    search_fields = ["place__name", "text"]
    actions = ["hide_place", *ReportAdmin.actions]

    def has_decide_place_permission(self, request):
        return request.user.has_perm("places.decide_place")

    @admin.action(
        description=gettext_lazy("Hide the place"), permissions=["decide_place"]
    )
    @asks_first(is_grave=True)
    def hide_place(self, request, chosen):
        places = Place.objects.filter(pk__in=chosen.values("place"))
        with undoable(source_of(Place), Move.HIDE, places, request.user) as made:
            hidden, stayed = reports.hide_places_of(chosen, request.user)
            words = ngettext("%d place hidden.", "%d places hidden.", hidden) % hidden
            after = _("The reports are still open.")
            made.words = f"{words} {after}"
        if hidden:
            say(request, made)
        if stayed:
            message = _("Not public any more: %(names)s.")
            names = ", ".join(stayed)
            self.message_user(request, message % {"names": names}, messages.WARNING)


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
