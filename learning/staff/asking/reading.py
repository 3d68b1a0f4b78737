"""Where moderators read the answers that came in, on a phone: one press publishes, one
press with a reason refuses."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from common.history.admin import WithHistory
from common.moderation.admin import ListOfQueue
from common.moderation.states import Move, NotAllowed
from common.web.long_lists import LongList
from learning.asking import deciding
from learning.models import Contribution

AT_ONCE = 20
# Why an answer is not shown: fixed words, since nobody outside hears them.
REASONS = {
    "naam": gettext_lazy("It leads to a person"),
    "ander": gettext_lazy("It is about something else"),
    "kwetst": gettext_lazy("It hurts someone"),
    "reclame": gettext_lazy("It is advertising"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """The oldest that wait, some at once."""
    if not request.user.has_perm("learning.decide_contribution"):
        raise PermissionDenied
    if request.method == "POST":
        _decide(request)
        return redirect("read-answers")
    waits = Contribution.objects.to_read().select_related("question", "neighbourhood")
    waits = waits.defer("neighbourhood__boundary")
    context = {
        **admin.site.each_context(request),
        "title": _("Read answers"),
        "answers": waits[:AT_ONCE],
        "count": waits.count(),
        "reasons": REASONS.items(),
    }
    return render(request, "learning/staff/asking/read.html", context)


def _decide(request) -> None:
    """As the button says: "publish-12", or "naam-12"."""
    what, _dash, number = request.POST.get("do", "").partition("-")
    is_known = what == Move.PUBLISH or what in REASONS
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    found = is_known and is_number and Contribution.objects.filter(pk=number).first()
    if not found:
        messages.warning(request, _("Nothing was decided: press one of the buttons."))
        return
    move = Move.PUBLISH if what == Move.PUBLISH else Move.REFUSE
    reason = "" if move is Move.PUBLISH else str(REASONS[what])
    try:
        deciding.decide(found, move, request.user, reason)
    except NotAllowed:
        messages.warning(request, _("A colleague was first. Look at how it is now."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        words = _("Everyone can read it now.") if not reason else _("Not shown.")
        messages.success(request, f"“{found}”: {words}")


@admin.register(Contribution)
class ContributionAdmin(ListOfQueue, LongList, WithHistory):
    """To look back; what waits is read on a page of its own."""

    list_display = ["__str__", "question", "state", "came_on"]
    list_filter = ["state", "question"]
    list_select_related = ["question"]
    list_per_page = 50
    search_fields = ["text"]
    fields = ["question", "text", "neighbourhood", "state", "refusal_reason", "came_on"]
    readonly_fields = fields

    def narrowed(self, request, rows):
        """A choice is a count, and nothing to decide about."""
        return rows.filter(choice=None)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
