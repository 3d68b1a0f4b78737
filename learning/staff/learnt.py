"""Staff's pages of lessons and of news."""

from django import forms
from django.contrib import admin

from common.history.forms import VersionedForm
from learning.forms.address import ThingAddress, WithAddress
from learning.models import Lesson, NewsItem
from learning.staff.written import WrittenAdmin


@admin.register(Lesson)
class LessonAdmin(WrittenAdmin):
    list_display = ["sentence", "ground", "state"]
    list_filter = ["state", "ground", "themes"]
    search_fields = ["sentence", "story"]
    autocomplete_fields = ["experiments", "neighbourhoods", "contradicts"]
    plain_texts = ("story",)
    fields = [
        "sentence", "state", "refusal_reason", "story", "ground", "sure",
        "experiments", "themes", "neighbourhoods", "contradicts", "slug",
    ]  # fmt: skip

    def formfield_for_manytomany(self, field, request, **kwargs):
        if field.name == "themes":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(field, request, **kwargs)


class NewsForm(WithAddress, VersionedForm):
    address = ThingAddress()


@admin.register(NewsItem)
class NewsItemAdmin(WrittenAdmin):
    form = NewsForm
    list_display = ["title", "day", "state"]
    list_filter = ["state"]
    search_fields = ["title", "text"]
    plain_texts = ("text",)
    date_hierarchy = "day"
    fields = ["title", "state", "refusal_reason", "text", "address", "day", "slug"]
