"""Staff's forms for something new, which first ask whether it is here already: while it
is being typed, and without JavaScript when it is saved."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from common.web.staff_admin import StaffAdmin

ANOTHER = "is_another"
DOUBLES = "admin:{0.app_label}_{0.model_name}_doubles"
MODULE = forms.widgets.Script("js/staff/doubles.js", type="module")


class AsksForDoubles(forms.ModelForm):
    """Where something new looks like what is there, it is saved once staff say that it
    is another one. `likely_doubles` gives name, page of staff and why; of something
    that is half filled in too. `compared` are the fields by which it is asked anew
    while someone types."""

    compared: tuple[str, ...] = ()

    is_another = forms.BooleanField(
        label=_("it is another one than those named here"), required=False
    )

    class Media:
        js = [MODULE]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if ANOTHER in self.fields:
            self.fields[ANOTHER].widget.attrs |= {
                "data-doubles": reverse(DOUBLES.format(self._meta.model._meta)),
                "data-compared": " ".join(map(self.add_prefix, self.compared)),
                "data-word-found": _("Is it one of these? Then change that one:"),
            }

    def likely_doubles(self, entry: Model) -> list[tuple[str, str, str]]:
        raise NotImplementedError

    def _post_clean(self):
        """Here the entry has its values, and what is wrong with them is known."""
        super()._post_clean()
        if self.instance.pk or self.errors or self.cleaned_data.get(ANOTHER):
            return
        if found := self.likely_doubles(self.instance):
            rows = format_html_join("; ", '<a href="{1}">{0}</a> ({2})', found)
            words = _("Is it one of these? Then change that one: {}.")
            self.add_error(ANOTHER, format_html(str(words), rows))


class AsksWhenNew(StaffAdmin):
    """The question is on the page of something new only."""

    placed = (ANOTHER,)

    def extra_fieldsets(self, request, entry):
        asked = (_("Is it here already?"), {"fields": [ANOTHER]})
        return [] if entry else [asked]

    def extra_urls(self):
        view = self.admin_site.admin_view(self.doubles_so_far)
        name = DOUBLES.format(self.opts).removeprefix("admin:")
        return [path("dubbelen/", view, name=name)]

    def doubles_so_far(self, request):
        """What looks like the thing that is being typed, as JSON; stores nothing. By
        POST, so that what someone types stands in no address."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = self.get_form(request)(request.POST)
        form.full_clean()  # what is right so far is in the instance
        found = form.likely_doubles(form.instance)
        rows = [{"name": name, "url": url, "why": str(why)} for name, url, why in found]
        return JsonResponse({"found": rows})
