"""Staff's pages of photos and hosts of initiatives: what waits, and what has to go."""

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from initiatives import showing
from initiatives.models import Host, InitiativePhoto, PhotoRemoval
from ontmoeten.lib.historyadmin import WithHistory

SHOWN = Host.State.SHOWN


def _drawn(thing):
    """Its picture as staff's pages show it."""
    file = thing and getattr(thing, showing.PICTURE[type(thing)])
    if not file:
        return "–"
    return format_html(
        '<img src="{}" alt="{}" height="120" loading="lazy">', file.url, thing.in_words
    )


class ShownAdminForm(forms.ModelForm):
    """Keeps a page that was open for a while from bringing back what went meanwhile."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

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


class WithPicture:
    """A column, or a row of a page, with the picture of a photo or a host."""

    @admin.display(description=gettext_lazy("photo"))
    def picture(self, thing):
        return _drawn(thing)


class ShownPage(WithPicture):
    """What the pages of a photo and a host have, with those below an initiative."""

    form = ShownAdminForm

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        may_change = self.has_change_permission(request, obj)
        return [*fields, "version"] if may_change else fields


class ShownInline(ShownPage, admin.StackedInline):
    """Below an initiative; what staff add is for everyone at once."""

    extra = 0
    max_num = showing.MOST
    readonly_fields = ["picture"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.base_fields["state"].initial = SHOWN
        return formset


class PhotoInline(ShownInline):
    model = InitiativePhoto
    fields = ["picture", "image", "alt", "credit", "has_people", "people_agreed_on",
              "state"]  # fmt: skip


class HostInline(ShownInline):
    model = Host
    fields = ["title", ("first_name", "name_consent_on"),
              ("languages", "languages_consent_on"), "picture",
              ("photo", "photo_consent_on"), "state"]  # fmt: skip


class ShownAdmin(ShownPage, WithHistory):
    """What waits first; it is edited in the page of its initiative."""

    may_restore = False  # who asked something off the site must not see it come back

    list_filter = ["state"]
    list_select_related = ["initiative"]
    list_per_page = 50
    search_fields = ["initiative__name"]
    actions = ["show", "hide"]

    def get_queryset(self, request):
        waiting = models.Q(state=Host.State.WAITS)
        rows = super().get_queryset(request)
        return rows.order_by(
            models.Case(models.When(waiting, 0), default=1), "changed_at", "pk"
        )

    def get_sortable_by(self, request):
        return []  # the order is the work

    def has_add_permission(self, request):
        return False  # in the page of the initiative

    @admin.display(description=gettext_lazy("initiative"))
    def of(self, thing):
        url = reverse("admin:initiatives_initiative_change", args=[thing.initiative_id])
        return format_html('<a href="{}">{}</a>', url, thing.initiative)

    @admin.display(description=gettext_lazy("waits for"))
    def age(self, thing):
        is_waiting = thing.state == thing.State.WAITS
        return timesince(thing.changed_at, depth=1) if is_waiting else "–"

    @admin.action(description=gettext_lazy("Show on the page"), permissions=["change"])
    def show(self, request, chosen):
        count = showing.show(chosen)
        words = ngettext("%d is on the page now.", "%d are on the page now.", count)
        self.message_user(request, words % count)

    @admin.action(description=gettext_lazy("Hide"), permissions=["change"])
    def hide(self, request, chosen):
        count = showing.hide(chosen)
        self.message_user(request, ngettext("%d hidden.", "%d hidden.", count) % count)


@admin.register(InitiativePhoto)
class PhotoAdmin(ShownAdmin):
    list_display = ["picture", "alt", "of", "has_people", "people_agreed_on", "state",
                    "age"]  # fmt: skip
    list_display_links = ["alt"]
    fields = ["picture", "of", "image", "alt", "credit", "has_people",
              "people_agreed_on", "state"]  # fmt: skip
    readonly_fields = ["picture", "of"]


@admin.register(Host)
class HostAdmin(ShownAdmin):
    list_display = ["title", "of", "first_name", "picture", "state", "age"]
    fields = ["of", *HostInline.fields]
    readonly_fields = ["picture", "of"]


@admin.register(PhotoRemoval)
class PhotoRemovalAdmin(WithPicture, admin.ModelAdmin):
    """Who is on a photo asked to take it away; hidden at once, staff finish it."""

    list_display = ["asked_at", "initiative", "picture", "email", "handled_at"]
    list_filter = [("handled_at", admin.EmptyFieldListFilter)]
    list_select_related = ["initiative", "photo", "host"]
    list_per_page = 50
    actions = ["remove_for_good", "leave_as_it_was"]
    fields = ["initiative", "picture", "email", "asked_at", "handled_at",
              "handled_by", "forget_on"]  # fmt: skip
    readonly_fields = fields

    def has_add_permission(self, request):
        return False  # visitors write them, on the site

    def get_queryset(self, request):
        still_open = models.Case(models.When(handled_at=None, then=0), default=1)
        return super().get_queryset(request).order_by(still_open, "asked_at", "pk")

    @admin.display(description=gettext_lazy("photo"))
    def picture(self, removal):
        return _drawn(removal.photo or removal.host)

    @admin.action(
        description=gettext_lazy("Erase the photo for good"), permissions=["change"]
    )
    def remove_for_good(self, request, chosen):
        count = showing.remove_for_good(chosen, request.user)
        words = ngettext("%d request handled.", "%d requests handled.", count) % count
        erased = _("The photos are erased.")
        self.message_user(request, f"{words} {erased}")

    @admin.action(
        description=gettext_lazy("It was a mistake: show the photo again"),
        permissions=["change"],
    )
    def leave_as_it_was(self, request, chosen):
        count = showing.leave_as_it_was(chosen, request.user)
        words = ngettext("%d request handled.", "%d requests handled.", count)
        self.message_user(request, words % count)
