"""Staff's forms for something new, which first ask whether it is here already."""

from django import forms
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from common.web.staff_admin import StaffAdmin

ANOTHER = "is_another"


class AsksForDoubles(forms.ModelForm):
    """Where something new looks like what is there, it is saved once staff say that it
    is another one. `likely_doubles` gives name, page of staff and why."""

    is_another = forms.BooleanField(
        label=_("it is another one than those named here"), required=False
    )

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
