"""What the pages of experiments, lessons and news have in common: written by staff,
decided about in the queue."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.admin import WithHistory
from common.history.bin_admin import WithBin
from common.history.forms import Careful, VersionedForm
from common.moderation.admin import DecidedInQueue
from common.moderation.many import asks_first, decide_all
from common.moderation.queue import source_of
from common.moderation.states import Move
from common.plain.widgets import PlainTexts
from common.translations.admin import WithTranslations
from common.web.list_export import ExportsList
from common.web.long_lists import LongList


class WrittenAdmin(
    Careful,
    DecidedInQueue,
    ExportsList,
    LongList,
    PlainTexts,
    WithBin,
    WithHistory,
    WithTranslations,
):
    form = VersionedForm
    list_per_page = 50
    actions = ["publish"]
    readonly_fields = ["state", "refusal_reason"]

    def formfield_for_dbfield(self, field, request, **kwargs):
        """A sentence is seen whole while it is typed."""
        found = super().formfield_for_dbfield(field, request, **kwargs)
        if isinstance(getattr(found, "widget", None), AdminTextInputWidget):
            found.widget.attrs["class"] = "vLargeTextField"
        return found

    def get_form(self, request, entry=None, change=False, **kwargs):
        form = super().get_form(request, entry, change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False
            form.base_fields["slug"].help_text = _("Empty: made from the name.")
        return form

    def has_decide_permission(self, request):
        return request.user.has_perm(f"learning.decide_{self.opts.model_name}")

    @admin.action(description=gettext_lazy("Publish"), permissions=["decide"])
    @asks_first()
    def publish(self, request, entries):
        words = gettext_lazy("Published: %d.")
        decide_all(request, source_of(self.model), entries, Move.PUBLISH, words)
