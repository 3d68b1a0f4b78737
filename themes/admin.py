from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from themes.models import Theme


@admin.register(Theme)
class ThemeAdmin(SimpleHistoryAdmin):
    """Staff edit the words; which themes there are is fixed."""

    list_display = ["title", "line", "order"]
    readonly_fields = ["slug"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, theme=None):
        return False
