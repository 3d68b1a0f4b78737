from django.contrib import admin

from common.history.admin import WithHistory
from common.history.forms import Careful
from common.plain.widgets import PlainTexts
from common.translations.admin import WithTranslations
from common.web.list_export import ExportsList
from themes.models import Theme


@admin.register(Theme)
class ThemeAdmin(Careful, ExportsList, PlainTexts, WithHistory, WithTranslations):
    """Staff edit the words; which themes there are is fixed."""

    plain_texts = ("text",)
    list_display = ["title", "line", "order"]
    readonly_fields = ["slug"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, theme=None):
        return False
