"""In the administration's page of a thing: how its texts stand in other languages."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.kit.wording import label
from common.translations.languages import besides_dutch, name_of
from common.translations.models import Translated, column_of
from common.translations.reading import all_of
from common.web.staff_admin import StaffAdmin

TEXTS = "in_other_languages"


def overview(thing: Translated) -> str:
    """How each text stands, and the way to where they are given."""
    url = reverse("translations-of", args=[thing.word, thing.pk])
    rows = format_html_join(
        "",
        "<li>{}, {}: {}</li>",
        (
            (
                capfirst(label(type(thing), each.field)),
                name_of(each.language),
                each.status.label,
            )
            for each in all_of(thing, besides_dutch())
        ),
    )
    words = _("See and change them")
    return format_html('<ul>{}</ul><p><a href="{}">{}</a></p>', rows, url, words)


class WithTranslations(StaffAdmin):
    """Of something Translated."""

    placed = (TEXTS,)

    def extra_exclude(self, request, thing):
        """The columns beside the Dutch are filled there, where someone says how sure
        they are."""
        columns = (column_of(self.model, each, "en") for each in self.model.translated)
        return filter(None, columns)

    def extra_readonly(self, request, thing):
        return [TEXTS] if thing else []

    def extra_fieldsets(self, request, thing):
        found = (_("In other languages"), {"fields": [TEXTS]})
        return [found] if thing else []

    @admin.display(description=_("texts"))
    def in_other_languages(self, thing):
        return overview(thing)
