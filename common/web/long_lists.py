"""Lists of the administration that stay quick when there are a million rows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.web.staff_admin import StaffAdmin


class CountedSoFar(Paginator):
    """Counts and shows MOST rows at most; `is_cut` when there are more."""

    MOST = 5_000

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by().values("pk")[: self.MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.MOST)

    @property
    def is_cut(self) -> bool:
        return self._counted > self.MOST


class LongList(StaffAdmin):
    """A list that says when it does not show all."""

    paginator = CountedSoFar
    show_full_result_count = False

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        shown = (getattr(response, "context_data", None) or {}).get("cl")
        if shown is not None and shown.paginator.is_cut:
            words = _("There are more than these %(most)d: search, or choose a filter.")
            messages.info(request, words % {"most": CountedSoFar.MOST})
        return response

    def response_action(self, request, queryset):
        """What staff choose all at once are the rows that the list counts, no more."""
        rows = CountedSoFar(queryset, self.list_per_page)
        if request.POST.get("select_across") == "1" and rows.is_cut:
            words = _("More than %(most)d at once: choose a filter first.")
            messages.error(request, words % {"most": CountedSoFar.MOST})
            return None
        return super().response_action(request, queryset)
