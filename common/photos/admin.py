"""Staff's pages of what is shown beside words: what waits, and what has to go."""

from django import forms
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history.admin import WithHistory
from common.kit.one_line import OneLineInput
from common.moderation.admin import DecidedInQueue, ListOfQueue
from common.moderation.many import asks_first, decide_all
from common.moderation.queue import source_of
from common.photos.models import PageMedia, Showing


def _drawn(shown: PageMedia | None):
    """Its picture as staff's pages show it."""
    if not (shown and shown.picture):
        return "–"
    return format_html(
        '<img src="{}" alt="{}" height="120" loading="lazy">',
        shown.in_sign,
        shown.in_words,
    )


class PageMediaAdminForm(forms.ModelForm):
    """Keeps a page that was open for a while from bringing back what went meanwhile."""

    version = OneLineInput(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self.instance.changed_at.isoformat()

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("version") != self.initial["version"]:
            raise forms.ValidationError(
                _("Someone else changed this meanwhile. Open it again.")
            )
        return cleaned


class ShownRowForm(PageMediaAdminForm):
    """A row below its thing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.state = Showing.SHOWN


class WithPicture:
    """A column, or a row of a page, with the picture."""

    @admin.display(description=gettext_lazy("photo"))
    def picture(self, shown):
        return _drawn(shown)


class PageMediaPart(WithPicture):
    """What their own pages have, with the rows below their thing."""

    form = PageMediaAdminForm
    fields_of_right: dict[str, str] = {}  # that only who has a right gets to see

    def get_fields(self, request, obj=None):
        fields = [
            name
            for name in super().get_fields(request, obj)
            if not isinstance(name, str)
            or name not in self.fields_of_right
            or request.user.has_perm(self.fields_of_right[name])
        ]
        may_change = self.has_change_permission(request, obj)
        return [*fields, "version"] if may_change else fields


class PageMediaInline(PageMediaPart, admin.StackedInline):
    """Below their thing; what staff add is for everyone at once."""

    form = ShownRowForm
    show_change_link = True
    extra = 0
    readonly_fields = ["picture", "state"]


class PageMediaAdmin(PageMediaPart, DecidedInQueue, WithHistory):
    """What waits first; it is added in the page of its thing."""

    may_restore = False  # who asked something off the site must not see it come back

    list_filter = ["state"]
    list_per_page = 50
    actions = ["show", "hide"]

    def get_list_select_related(self, request):
        return [self.model.OF]

    def get_search_fields(self, request):
        return [f"{self.model.OF}__{self.model.NAMED_BY}"]

    def narrowed(self, request, rows):
        waiting = models.Q(state=Showing.WAITS)
        return rows.order_by(
            models.Case(models.When(waiting, 0), default=1), "changed_at", "pk"
        )

    def get_sortable_by(self, request):
        return []  # the order is the work

    def has_add_permission(self, request):
        return False  # in the page of the thing

    @admin.display(description=gettext_lazy("belongs to"))
    def of(self, shown):
        url = reverse(admin_urlname(shown.thing._meta, "change"), args=[shown.thing.pk])
        return format_html('<a href="{}">{}</a>', url, shown.thing)

    @admin.display(description=gettext_lazy("waits for"))
    def age(self, shown):
        is_waiting = shown.state == Showing.WAITS
        return timesince(shown.changed_at, depth=1) if is_waiting else "–"

    def has_show_permission(self, request):
        """To decide what everyone sees."""
        return self.has_change_permission(request)

    @admin.action(description=gettext_lazy("Show on the page"), permissions=["show"])
    @asks_first()
    def show(self, request, chosen):
        words = gettext_lazy("Approved for their pages: %d.")
        decide_all(request, source_of(self.model), chosen, "show", words)

    @admin.action(description=gettext_lazy("Hide"), permissions=["show"])
    @asks_first(is_grave=True)
    def hide(self, request, chosen):
        words = gettext_lazy("Hidden: %d.")
        decide_all(request, source_of(self.model), chosen, "hide", words)


class RemovalAdmin(WithPicture, ListOfQueue):
    """Who is on a photo asked to take it away; hidden at once, staff finish it."""

    list_display = ["asked_at", "thing", "picture", "email", "handled_at"]
    list_filter = [("handled_at", admin.EmptyFieldListFilter)]
    list_per_page = 50
    actions = ["remove_for_good", "leave_as_it_was"]
    fields = ["thing", "picture", "email", "asked_at", "handled_at", "handled_by",
              "forget_on"]  # fmt: skip
    readonly_fields = fields

    def get_list_select_related(self, request):
        return [self.model.OF, *self.model.ABOUT]

    @admin.display(description=gettext_lazy("belongs to"))
    def thing(self, removal):
        return removal.thing

    def narrowed(self, request, removals):
        still_open = models.Case(models.When(handled_at=None, then=0), default=1)
        return removals.order_by(still_open, "asked_at", "pk")

    @admin.display(description=gettext_lazy("photo"))
    def picture(self, removal):
        return _drawn(removal.about)

    @admin.action(
        description=gettext_lazy("Erase the photo for good"), permissions=["change"]
    )
    @asks_first(is_grave=True)
    def remove_for_good(self, request, chosen):
        words = gettext_lazy(
            "Requests handled: %d. The photos are off the site. They are erased in a "
            "moment."
        )
        decide_all(request, source_of(self.model), chosen.open(), "erase", words)

    @admin.action(
        description=gettext_lazy("It was a mistake: show the photo again"),
        permissions=["change"],
    )
    @asks_first()
    def leave_as_it_was(self, request, chosen):
        words = gettext_lazy("Requests handled: %d.")
        decide_all(request, source_of(self.model), chosen.open(), "leave", words)
