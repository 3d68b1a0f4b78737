"""Staff's page of the counts at the door: what was counted, and who corrected it."""

from django.contrib import admin

from common.history.admin import WithHistory
from common.web.long_lists import LongList
from learning.models import Tally


@admin.register(Tally)
class TallyAdmin(LongList, WithHistory):
    """Read only; without a file of it, since a day may be a small group."""

    list_display = ["activity", "rule_date", "first_times", "more_often"]
    list_select_related = ["activity"]
    list_per_page = 50
    search_fields = ["activity__name"]
    date_hierarchy = "rule_date"
    fields = ["activity", "rule_date", "first_times", "more_often", "slips"]
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
