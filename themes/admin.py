from django.contrib import admin

from ontmoeten.lib.conflictforms import Careful
from ontmoeten.lib.historyadmin import WithHistory
from ontmoeten.lib.listexport import ExportsList
from ontmoeten.lib.plain.widgets import PlainTexts
from ontmoeten.lib.translationadmin import WithTranslations
from themes.models import Theme


@admin.register(Theme)
class ThemeAdmin(WithTranslations, ExportsList, PlainTexts, Careful, WithHistory):
    """Staff edit the words; which themes there are is fixed."""

    plain_texts = ("text",)
    list_display = ["title", "line", "order"]
    readonly_fields = ["slug"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, theme=None):
        return False
