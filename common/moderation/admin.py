"""From the pages of the administration to the one screen where staff decide."""

from django.contrib.admin.views.main import ChangeList
from django.shortcuts import redirect

from common.moderation.queue import Source, source_of
from common.web.staff_admin import StaffAdmin

SAVE_AND_DECIDE = "_decide"  # the name of a button
DECISION = "#decision"  # where on its page it stands


class DecidedInQueue(StaffAdmin):
    """A page without a decision: it leads who may decide to the page of the queue, at
    once or after saving."""

    def source(self, request) -> Source | None:
        """Where this person decides about things of this model."""
        found = source_of(self.model)
        may_decide = found and request.user.has_perm(found.permission)
        return found if may_decide else None

    def extra_context(self, request, entry):
        if (source := self.source(request)) is None:
            return {}
        url = source.address(entry) + DECISION if entry else ""
        return {"may_decide": True, "decide_url": url}

    def response_post_save_add(self, request, obj):
        return self._to_decision(request, obj) or super().response_post_save_add(
            request, obj
        )

    def response_post_save_change(self, request, obj):
        return self._to_decision(request, obj) or super().response_post_save_change(
            request, obj
        )

    def _to_decision(self, request, entry):
        source = self.source(request)
        if source is None or SAVE_AND_DECIDE not in request.POST:
            return None
        return redirect(source.address(entry) + DECISION)


class RowsToQueue(ChangeList):
    """A list whose rows lead to the decision."""

    def url_for_result(self, row):
        return source_of(self.model).address(row)


class ListOfQueue(DecidedInQueue):
    """A list to search and to take along, of what staff only decide about; its own
    page is to read, for who may not decide."""

    def get_changelist(self, request, **kwargs):
        is_to_decide = self.source(request) is not None
        return RowsToQueue if is_to_decide else super().get_changelist(request)

    def has_add_permission(self, request):
        return False

    def extra_context(self, request, entry):
        return {"show_save": False, "show_save_and_continue": False}

    def save_model(self, request, entry, form, change):
        """Nothing here is for staff to write, and a colleague may be deciding."""
