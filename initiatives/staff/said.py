"""Staff's list of what visitors report about organisations and what they do."""

from django.contrib import admin

from common.moderation.reporting.admin import ReportAdmin
from initiatives.models import EntryReport
from initiatives.models.moderation import ABOUT


@admin.register(EntryReport)
class EntryReportAdmin(ReportAdmin):
    list_select_related = [*ABOUT]
    search_fields = [*(f"{field}__name" for field in ABOUT), "text"]
