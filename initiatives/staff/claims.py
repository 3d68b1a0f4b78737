"""Staff's list of claims, to decide about many at once; about one in the queue."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.moderation.admin import ListOfQueue
from initiatives.models import Claim
from initiatives.organising import registering


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
    def grant(self, request, claims):
        done = [registering.grant(claim) for claim in claims.order_by("pk")]
        words = ngettext("%d claim granted.", "%d claims granted.", len(done))
        self.message_user(request, words % len(done))

    @admin.action(description=gettext_lazy("It is not theirs"), permissions=["change"])
    def turn_down(self, request, claims):
        for claim in claims.order_by("pk"):
            registering.turn_down(claim)
        self.message_user(request, _("Turned down; they get a mail."))
