"""In the administration's page of a thing: how its texts stand in other languages."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.kit.wording import label
from common.translations.languages import besides_dutch, name_of
from common.translations.models import column_of
from common.translations.reading import all_of


class WithTranslations:
    """For a ModelAdmin of something Translated."""

    def get_exclude(self, request, obj=None):
        """The columns beside the Dutch are filled there, where someone says how sure
        they are."""
        columns = (column_of(self.model, each, "en") for each in self.model.translated)
        return [*(super().get_exclude(request, obj) or []), *filter(None, columns)]

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "in_other_languages"] if obj else fixed

    def get_fieldsets(self, request, obj=None):
        found = super().get_fieldsets(request, obj)
        if obj is None:
            return found
        return [*found, (_("In other languages"), {"fields": ["in_other_languages"]})]

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return [each for each in fields if each != "in_other_languages"]

    @admin.display(description=_("texts"))
    def in_other_languages(self, thing):
        url = reverse("translations-of", args=[thing.word, thing.pk])
        rows = format_html_join(
            "",
            "<li>{}, {}: {}</li>",
            (
                (
                    capfirst(label(self.model, each.field)),
                    name_of(each.language),
                    each.status.label,
                )
                for each in all_of(thing, besides_dutch())
            ),
        )
        words = _("See and change them")
        return format_html('<ul>{}</ul><p><a href="{}">{}</a></p>', rows, url, words)
