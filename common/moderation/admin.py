"""From the pages of the administration to the one screen where staff decide."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.shortcuts import redirect

from common.moderation.queue import Source, source_of

SAVE_AND_DECIDE = "_decide"  # the name of a button
DECISION = "#decision"  # where on its page it stands


class DecidedInQueue(admin.ModelAdmin):
    """A page without a decision: it leads who may decide to the page of the queue, at
    once or after saving."""

    def source(self, request) -> Source | None:
        """Where this person decides about things of this model."""
        found = source_of(self.model)
        may_decide = found and request.user.has_perm(found.permission)
        return found if may_decide else None

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if source := self.source(request):
            context["may_decide"] = True
            context["decide_url"] = source.address(obj) + DECISION if obj else ""
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

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

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"show_save": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)
