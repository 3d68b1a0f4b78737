"""Staff's pages of photos and hosts of initiatives."""

from django.contrib import admin

from common.photos.admin import RemovalAdmin, ShownAdmin, ShownInline
from initiatives.models import Host, InitiativePhoto, PhotoRemoval
from initiatives.organising.photos_and_hosts import MOST


class PhotoInline(ShownInline):
    model = InitiativePhoto
    max_num = MOST
    fields = ["picture", "image", "alt", "credit", "has_people", "people_agreed_on",
              "state"]  # fmt: skip


class HostInline(ShownInline):
    model = Host
    max_num = MOST
    fields = ["title", ("first_name", "name_consent_on"),
              ("languages", "languages_consent_on"), "picture",
              ("photo", "photo_consent_on"), "state"]  # fmt: skip


@admin.register(InitiativePhoto)
class PhotoAdmin(ShownAdmin):
    list_display = ["picture", "alt", "of", "has_people", "people_agreed_on", "state",
                    "age"]  # fmt: skip
    list_display_links = ["alt"]
    fields = ["picture", "of", "image", "alt", "credit", "has_people",
              "people_agreed_on", "state"]  # fmt: skip
    readonly_fields = ["picture", "of", "state"]


@admin.register(Host)
class HostAdmin(ShownAdmin):
    list_display = ["title", "of", "first_name", "picture", "state", "age"]
    fields = ["of", *HostInline.fields]
    readonly_fields = ["picture", "of", "state"]


admin.site.register(PhotoRemoval, RemovalAdmin)
