"""A text field with advice beside it, for what the public will read."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from common.plain.models import hard_words
from common.plain.reading import read
from common.web.staff_admin import StaffAdmin

MODULE = forms.widgets.Script("js/lib/plain.js", type="module")


class WithAdvice:
    """The advice on what stands in it comes with the page; while typing it is asked for
    anew by JavaScript."""

    template_name = "common/plain/plain.html"

    class Media:
        js = [MODULE]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        text = context["widget"]["value"]
        return context | {"reading": read(text, hard_words()) if text else None}


class PlainTextarea(WithAdvice, forms.Textarea):
    pass


class PlainAdminTextarea(WithAdvice, AdminTextareaWidget):
    pass


class PlainTexts(StaffAdmin):
    """These fields have advice beside them."""

    plain_texts: tuple[str, ...] = ("description",)

    def formfield_for_dbfield(self, field, request, **kwargs):
        if field.name in self.plain_texts:
            kwargs["widget"] = PlainAdminTextarea
        return super().formfield_for_dbfield(field, request, **kwargs)
