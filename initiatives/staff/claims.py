"""Staff's list of claims, to decide about many at once; about one in the queue."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from common.moderation.admin import ListOfQueue
from common.moderation.many import asks_first, decide_all
from common.moderation.queue import source_of
from initiatives.models import Claim


@admin.register(Claim)
class ClaimAdmin(ListOfQueue):
    """Someone says that an imported organisation is theirs; staff decide."""

    list_display = ["organisation", "person", "address", "made", "created_at"]
    list_select_related = ["organisation", "person"]
    readonly_fields = list_display
    fields = list_display
    actions = ["grant", "turn_down"]

    def narrowed(self, request, claims):
        return claims.prefetch_related("activities", "initiatives")

    def has_delete_permission(self, request, obj=None):
        return False  # it is decided about instead

    @admin.display(description=gettext_lazy("e-mail address"))
    def address(self, claim):
        return claim.person.email

    @admin.display(description=gettext_lazy("what they sent with it"))
    def made(self, claim):
        entries = [*claim.activities.all(), *claim.initiatives.all()]
        return ", ".join(str(each) for each in entries) or "–"

    @admin.action(
        description=gettext_lazy("It is theirs: make them owner"),
        permissions=["change"],
    )
    @asks_first()
    def grant(self, request, claims):
        words = gettext_lazy("Claims granted: %d.")
        decide_all(request, source_of(Claim), claims, "grant", words)

    @admin.action(description=gettext_lazy("It is not theirs"), permissions=["change"])
    @asks_first(is_grave=True)
    def turn_down(self, request, claims):
        words = gettext_lazy("Turned down: %d. They get a mail.")
        decide_all(request, source_of(Claim), claims, "turn_down", words)
