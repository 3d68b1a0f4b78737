"""Staff's page of what trusted organisations changed at once, to look at after."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from common.history import who
from common.web.list_export import ExportsList
from common.web.long_lists import LongList
from initiatives.deciding import live_changes
from initiatives.models import LiveChange
from initiatives.models.moderation import ABOUT

LIST = "admin:initiatives_livechange_changelist"


class SeenFilter(admin.SimpleListFilter):
    title = gettext_lazy("looked at")
    parameter_name = "gezien"

    def lookups(self, request, model_admin):
        return [("nee", _("not yet")), ("ja", _("looked at"))]

    def queryset(self, request, changes):
        answers = {"nee": True, "ja": False}
        if self.value() not in answers:
            return changes
        return changes.filter(seen_at__isnull=answers[self.value()])


@admin.register(LiveChange)
class LiveChangeAdmin(ExportsList, LongList):
    """The newest first; who may see it may say that it was looked at."""

    list_display = ["what", "fields_changed", "who", "changed_at", "earlier", "seen"]
    list_display_links = None
    list_filter = [SeenFilter]
    list_select_related = [*ABOUT, "changed_by", "seen_by"]
    list_per_page = 50
    actions = ["look_at_all"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_sortable_by(self, request):
        return []  # the newest first

    def extra_urls(self):
        look = self.admin_site.admin_view(require_POST(self.look_view))
        return [path("<number:pk>/gezien/", look, name="initiatives_livechange_look")]

    def _url(self, change, page):
        entry = change.about
        name = f"admin:{entry._meta.app_label}_{entry._meta.model_name}_{page}"
        return reverse(name, args=[entry.pk])

    @admin.display(description=gettext_lazy("what"))
    def what(self, change):
        kind, url = change.about._meta.verbose_name, self._url(change, "change")
        return format_html('<a href="{}">{}</a> ({})', url, change.about, kind)

    @admin.display(description=gettext_lazy("changes"))
    def fields_changed(self, change):
        fields = change.about._meta
        names = [str(fields.get_field(name).verbose_name) for name in change.fields]
        return ", ".join(names) or _("new")

    @admin.display(description=gettext_lazy("by"))
    def who(self, change):
        return who.for_staff(change.changed_by)

    @admin.display(description=gettext_lazy("before"))
    def earlier(self, change):
        url = self._url(change, "history")
        return format_html('<a href="{}">{}</a>', url, _("history"))

    @admin.display(description=gettext_lazy("looked at"))
    def seen(self, change):
        """By whom; or a button inside the form that the list is."""
        if change.seen_at:
            return str(change.seen_by or "") or _("looked at")
        return format_html(
            '<button class="button" type="submit" formaction="{}" aria-label="{}: {}">'
            "{}</button>",
            reverse("admin:initiatives_livechange_look", args=[change.pk]),
            _("Looked at"),
            change.about,
            _("Looked at"),
        )

    def look_view(self, request, pk):
        change = self.get_object(request, str(pk))
        if not self.has_view_permission(request, change):
            raise PermissionDenied
        if change is None:
            raise Http404(f"no change {pk}")
        self._look(request, [change])
        return redirect(LIST)

    @admin.action(description=gettext_lazy("Looked at"), permissions=["view"])
    def look_at_all(self, request, changes):
        self._look(request, changes)

    def _look(self, request, changes):
        count = live_changes.look_at(changes, request.user)
        words = ngettext("%d change looked at.", "%d changes looked at.", count)
        self.message_user(request, words % count)
