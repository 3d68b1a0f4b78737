"""Staff's forms that never overwrite what a colleague changed meanwhile.

`VersionedForm` is for the page of a thing, `VersionedRow` for the rows below it, and
`Careful` for their ModelAdmin.
"""

import copy

from django import forms
from django.db import models, transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from common.history import versions
from common.history.merge import VERSION, Merge, Seen, carried, shown
from common.kit import values
from common.kit.one_line import OneLineInput
from common.web.staff_admin import StaffAdmin

TEMPLATE = "common/history/admin/conflict.html"


class WithVersion(forms.ModelForm):
    """Knows what its maker started from, what they typed and how it is by now."""

    version = OneLineInput(required=False, widget=forms.HiddenInput)
    derived: list[str] = []  # fields of the model that `clean` fills in
    chosen_together: list[tuple[str, ...]] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.merge: Merge | None = None
        if self.instance.pk and not self.is_bound:
            now = values.plain(self.instance, self._compared())
            self.initial[VERSION] = Seen(now).sealed(self.instance)

    def _compared(self) -> list[str]:
        """Fields of the row that this form edits; files are not compared."""
        known = [*self._meta.model._meta.fields, *self._meta.model._meta.many_to_many]
        return [
            field.name
            for field in known
            if field.name in self.derived
            or (
                field.name in self.fields
                and not field.primary_key
                and not isinstance(field, models.FileField)
                and not self._is_to_the_parent(field)
            )
        ]

    def _is_to_the_parent(self, field) -> bool:
        return isinstance(self.fields[field.name], forms.models.InlineForeignKeyField)

    def _merged(self) -> Merge:
        now = values.plain(self.instance, self._compared())
        typed = now | self._typed()
        seen = Seen.read(self.cleaned_data.get(VERSION), self.instance)
        return Merge(seen, now, typed, self.data, self.chosen_together)

    def _typed(self) -> dict:
        scratch, lists = copy.copy(self.instance), {}
        scratch._state = copy.copy(self.instance._state)
        scratch._state.fields_cache = dict(self.instance._state.fields_cache)
        names = [name for name in self._compared() if name in self.cleaned_data]
        for name in list(names):
            field = scratch._meta.get_field(name)
            if field.many_to_many:
                names.remove(name)
                lists[name] = sorted(each.pk for each in self.cleaned_data[name])
            else:
                field.save_form_data(scratch, self.cleaned_data[name])
        return values.plain(scratch, names) | lists

    def _take(self, names):
        """The version of now, instead of what was typed."""
        for name in names:
            field = self.instance._meta.get_field(name)
            found = getattr(self.instance, name)
            self.cleaned_data[name] = found.all() if field.many_to_many else found

    def _seal(self, sealed):
        self.data = self.data.copy()
        self.data[self.add_prefix(VERSION)] = sealed

    @property
    def changed_data(self):
        left_out = {VERSION, *(self.merge.taken if self.merge else [])}
        return [name for name in super().changed_data if name not in left_out]


class VersionedForm(WithVersion):
    """On a conflict it is not valid, and `asks` a page to choose."""

    asks = False

    def _post_clean(self):
        if self.instance.pk:
            self.merge = self._merged()
            self.asks = self.merge.is_needed and not self.errors
            if self.asks:
                self.add_error(None, _("Someone else changed this meanwhile."))
                return
            self._take(self.merge.taken)
            self._seal(self.merge.same_seal(self.instance))
        for name in self.derived:
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()


class VersionedRow(WithVersion):
    """A row below a thing: what both changed is told in words, and only pressing again
    keeps what was typed; what one of them changed is taken from who did."""

    def _post_clean(self):
        if self.instance.pk:
            self.merge = self._merged()
            self._take(self.merge.taken)
            if any(row.is_asked for row in self.merge.rows):
                self._tell()
        super()._post_clean()

    def _tell(self):
        rows = shown(self.merge, self.instance, {})
        words = _(
            "Someone else changed this row meanwhile; it is not saved yet. Now it says "
            "%(now)s. Look, and save again to keep what you typed."
        )
        asked = [row for row in rows if row.is_asked]
        now = "; ".join(f"{row.label}: {row.theirs}" for row in asked)
        self.add_error(None, words % {"now": now})
        self._seal(self.merge.row_seal(self.instance))

    def changed_unseen(self) -> bool:
        """Whether the row is no longer as its page showed it."""
        now = values.plain(self.instance, self._compared())
        text = self.data.get(self.add_prefix(VERSION), "")
        return Seen.read(text, self.instance).base != now


class CarefulRows(forms.BaseInlineFormSet):
    """Nobody erases a row that they did not see as it is."""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and form.changed_unseen():
                message = _(
                    "Someone else changed “%(row)s” meanwhile: it is not erased. Look "
                    "at it, and save again to erase it."
                )
                now = values.plain(form.instance, form._compared())
                form._seal(Seen(now).sealed(form.instance))
                raise forms.ValidationError(message, params={"row": form.instance})


class CarefulInline:
    """For the inlines of a `Careful` page."""

    form = VersionedRow
    formset = CarefulRows

    def get_fields(self, request, obj=None):
        fields = [each for each in super().get_fields(request, obj) if each != VERSION]
        may_change = self.has_change_permission(request, obj)
        return [*fields, VERSION] if may_change else fields


class Careful(StaffAdmin):
    """Keeps two people from overwriting each other, under a lock of the row."""

    form = VersionedForm
    placed = (VERSION,)

    def extra_fields(self, request, entry):
        """The hidden field, for who may change it."""
        may_change = entry and self.has_change_permission(request, entry)
        return [VERSION] if may_change else []

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        is_saved = request.method == "POST" and found is not None
        if is_saved and transaction.get_connection().in_atomic_block:
            rows = self.model._base_manager.select_for_update(of=["self"])
            rows.filter(pk=found.pk).values_list("pk").first()
            found = super().get_object(request, object_id, from_field)
        return found

    def render_change_form(self, request, context, *args, **kwargs):
        form = context["adminform"].form
        if not getattr(form, "asks", False):
            return super().render_change_form(request, context, *args, **kwargs)
        entry = self.model._base_manager.get(pk=form.instance.pk)
        who = versions.who_changed(entry, form.merge.now)
        context |= {
            "title": _("Someone else changed this meanwhile"),
            "rows": shown(form.merge, entry, who),
            "is_unanswered": form.merge.is_unanswered,
            "carried": carried(request.POST),
            "sealed": form.merge.next_seal(entry),
            "lost_files": [file.name for file in request.FILES.values()],
            "original": entry,
            "opts": self.model._meta,
            **self.admin_site.each_context(request),
        }
        return TemplateResponse(request, TEMPLATE, context)
