"""The base of staff's pages (a Django ModelAdmin), put together from parts.

A part is a class below StaffAdmin that adds something to a page: the bin, the history,
a file of its list. It says what it adds under the names of the first methods below, and
StaffAdmin asks every class that a page is made of, in the order of their names. So the
order in which the parts of a page stand says nothing, and no part has to know another:
two parts never override the same method of Django (a test sees to that). The class of a
page itself comes before its parts and overrides what it likes.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten

from common.history import who
from common.kit import storing
from common.web.beside import tools_for

SELDOM = "seldom"  # class of a fieldset that waits till something is there already


class StaffAdmin(admin.ModelAdmin):
    """Saves with what follows from it (see `storing`), as a decision of who pressed the
    button, and puts together what the parts add."""

    placed: tuple[str, ...] = ()  # fields that this part puts where they belong
    said_while_typing: tuple[str, ...] = ()  # read-only, and there before it is saved

    def get_object(self, request, object_id, from_field=None):
        """Django takes an empty `_to_field` for the name of a field."""
        return super().get_object(request, object_id, from_field or None)

    def extra_fieldsets(self, request, entry) -> list:
        """Below those of the page itself."""
        return []

    def first_fields(self, request, entry) -> list[str]:
        """At the beginning of the first fieldset."""
        return []

    def extra_fields(self, request, entry) -> list[str]:
        """At the end of the first fieldset."""
        return []

    def extra_readonly(self, request, entry) -> list[str]:
        return []

    def extra_exclude(self, request, entry) -> list[str]:
        return []

    def extra_urls(self) -> list:
        """Before those of Django."""
        return []

    def extra_context(self, request, entry) -> dict[str, Any]:
        """For the page of one thing; of something new `entry` is None."""
        return {}

    def list_context(self, request) -> dict[str, Any]:
        """For the list."""
        return {}

    def narrowed(self, request, rows):
        """The rows of the list and of its pages, fewer or with more to each."""
        return rows

    def before_saving(self, request, entry, form) -> None:
        """Fill the thing itself, before what is derived from it is."""

    def before_rows(self, request, formset) -> None:
        """Fill the rows below it that are about to be saved."""

    # From here on: Django's own methods.

    def get_fieldsets(self, request, obj=None):
        placed = {name for found in self._said("placed") for name in found}
        own = [
            (title, {**rest, "fields": [f for f in rest["fields"] if f not in placed]})
            for title, rest in super().get_fieldsets(request, obj)
        ]
        first = self._listed("first_fields", request, obj)
        last = self._listed("extra_fields", request, obj)
        own[0][1]["fields"] = [*first, *own[0][1]["fields"], *last]
        found = own + self._listed("extra_fieldsets", request, obj)
        return found if obj else self._of_something_new(request, found)

    def _of_something_new(self, request, fieldsets) -> list:
        """Without what can only be read once it is there; `SELDOM` ones are closed."""
        later = {*self.get_readonly_fields(request)}
        for names in self._said("said_while_typing"):
            later.difference_update(names)
        short = []
        for title, rest in fieldsets:
            fields = [name for name in rest["fields"] if name not in later]
            classes = rest.get("classes", [])
            closed = ["collapse"] if SELDOM in classes else []
            if fields:
                rest = {**rest, "fields": fields, "classes": [*classes, *closed]}
                short.append((title, rest))
        return short

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, *self._listed("extra_readonly", request, obj)]

    def get_exclude(self, request, obj=None):
        left_out = super().get_exclude(request, obj) or []
        return [*left_out, *self._listed("extra_exclude", request, obj)]

    def get_urls(self):
        return self._listed("extra_urls") + super().get_urls()

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        for narrowed in self._said("narrowed"):
            rows = narrowed(self, request, rows)
        return rows

    def changelist_view(self, request, extra_context=None):
        extra = self._merged("list_context", request) | (extra_context or {})
        answer = super().changelist_view(request, extra)
        if shown := (getattr(answer, "context_data", None) or {}).get("cl"):
            who.learn_beside(shown.result_list)
        return answer

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= self._merged("extra_context", request, obj)
        if obj is not None:
            own = context.get("entry_tools", [])
            context["entry_tools"] = [*own, *tools_for(request.user, obj)]
        _open_what_is_wrong(context["adminform"])
        for rows in context.get("inline_admin_formsets", []):
            who.learn_beside(form.instance for form in rows.formset.forms)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, entry, form, change):
        for fill in self._said("before_saving"):
            fill(self, request, entry, form)
        storing.prepare(entry)
        super().save_model(request, entry, form, change)

    def save_formset(self, request, form, formset, change):
        for fill in self._said("before_rows"):
            fill(self, request, formset)
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        """What follows comes once its lists and the rows below it are saved too."""
        super().save_related(request, form, formsets, change)
        storing.follow_and_tell(form.instance)

    def delete_model(self, request, entry):
        storing.remove(entry)

    def delete_queryset(self, request, entries):
        storing.remove_each(entries)

    def _said(self, name: str) -> Iterator:
        """What each class of this page has under a name, in an order that is always
        the same."""
        classes = sorted(type(self).__mro__, key=lambda cls: cls.__name__)
        return (vars(cls)[name] for cls in classes if name in vars(cls))

    def _listed(self, name: str, *args) -> list:
        return [each for method in self._said(name) for each in method(self, *args)]

    def _merged(self, name: str, *args) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for method in self._said(name):
            found |= method(self, *args)
        return found


def _open_what_is_wrong(form) -> None:
    """Django leaves a fieldset closed where an error is at a field in a row of
    several."""
    for _title, rest in form.fieldsets:
        names = flatten(rest["fields"])
        if any(name in form.form.errors for name in names):
            rest["classes"] = [c for c in rest.get("classes", []) if c != "collapse"]
