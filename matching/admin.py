"""In the administration only the list of subjects: nobody is looked up there."""

from django.contrib import admin

from common.history.admin import WithHistory
from common.history.forms import Careful, VersionedForm
from common.translations.admin import WithTranslations
from common.web.list_export import ExportsList
from matching.models import Subject


@admin.register(Subject)
class SubjectAdmin(Careful, ExportsList, WithHistory, WithTranslations):
    form = VersionedForm
    list_display = ["name", "order", "is_asked"]
    list_filter = ["is_asked"]
    search_fields = ["name", "name_en"]
    fields = ["name", "slug", "order", "is_asked"]
    prepopulated_fields = {"slug": ["name"]}

    def extra_readonly(self, request, subject):
        """What people chose stands under it in their boxes: it stays."""
        return ["slug"] if subject else []

    def get_prepopulated_fields(self, request, subject=None):
        return {} if subject else self.prepopulated_fields

    def has_delete_permission(self, request, subject=None):
        """One that is not asked any more is switched off."""
        return False
