"""The staff's pages of desks and of who sits there."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from common.history.admin import WithHistory
from common.history.forms import Careful, VersionedForm
from common.moderation.admin import ListOfQueue
from common.photos.admin import PageMediaAdmin, PageMediaInline, RemovalAdmin
from common.plain.widgets import PlainTexts
from common.translations.admin import WithTranslations
from common.web.list_export import ExportsList
from common.web.long_lists import LongList
from desks.models import Desk, DeskChange, DeskHost, HostRemoval
from initiatives.organising.photos_and_hosts import MOST

OF_HOST = ["title", "position", ("first_name", "name_consent_on"),
           ("languages", "languages_consent_on"), "picture",
           ("photo", "photo_consent_on"), "email", "user", "state"]  # fmt: skip

LOOKS_UP = {"user": "ontmoeten.view_user"}  # for others it leads where they may not


class HostInline(PageMediaInline):
    model = DeskHost
    max_num = MOST
    fields = OF_HOST
    raw_id_fields = ["user"]
    fields_of_right = LOOKS_UP


@admin.register(Desk)
class DeskAdmin(
    Careful, ExportsList, LongList, PlainTexts, WithTranslations, WithHistory
):
    """The facts of a desk; when and where it is stands with its activity, which is also
    decided about. A desk goes when its activity does."""

    form = VersionedForm
    export_leaves_out = ("coordinator_email",)
    list_display = ["name", "organisation", "comes", "state"]
    list_filter = ["comes", "activity__state"]
    list_select_related = ["activity__organisation"]
    list_per_page = 50
    search_fields = ["activity__name", "activity__organisation__name"]
    autocomplete_fields = ["activity", "organisations"]
    inlines = [HostInline]
    fields = [
        "activity", "organisations", "topics", "can_ask", "not_here", "bring",
        ("comes", "slot_minutes"), "has_interpreter", "has_private_room", "phone",
        "coordinator_email",
    ]  # fmt: skip

    def has_delete_permission(self, request, obj=None):
        return False

    def extra_readonly(self, request, desk):
        texts = super().extra_readonly(request, desk)
        return [*texts, "activity"] if desk else texts

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, desk):
        return desk.activity.organisation

    @admin.display(description=gettext_lazy("state"))
    def state(self, desk):
        return desk.activity.get_state_display()


@admin.register(DeskHost)
class DeskHostAdmin(PageMediaAdmin):
    list_display = ["title", "of", "first_name", "picture", "state", "age"]
    fields = ["of", *OF_HOST]
    readonly_fields = ["picture", "of", "state"]
    raw_id_fields = ["user"]
    fields_of_right = LOOKS_UP

    def get_list_select_related(self, request):
        return ["desk__activity"]


@admin.register(DeskChange)
class DeskChangeAdmin(ListOfQueue):
    """What organisations want to change; decided about in the queue."""

    list_display = ["activity", "proposed_by", "proposed_at", "refused_at"]
    list_select_related = ["activity", "proposed_by"]
    list_per_page = 50
    fields = ["activity", "proposed_by", "proposed_at", "refused_at", "answer"]
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.register(HostRemoval, RemovalAdmin)
