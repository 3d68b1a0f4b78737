"""Staff's list of proposed changes; they are decided about in the queue."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from common.moderation.admin import ListOfQueue
from initiatives.models import Proposal


@admin.register(Proposal)
class ProposalAdmin(ListOfQueue):
    list_display = ["about", "fields_changed", "proposed_by", "proposed_at", "state"]
    list_filter = ["state"]
    list_select_related = ["organisation", "initiative", "activity", "proposed_by"]
    list_per_page = 50
    fields = list_display
    readonly_fields = list_display

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("about"))
    def about(self, proposal):
        return str(proposal.about)

    @admin.display(description=gettext_lazy("changes"))
    def fields_changed(self, proposal):
        fields = proposal.about._meta
        return ", ".join(
            str(fields.get_field(name).verbose_name) for name in proposal.changes
        )
