"""Staff's pages of photos and hosts of initiatives."""

from django.contrib import admin

from common.photos.admin import PageMediaAdmin, PageMediaInline, RemovalAdmin
from initiatives.models import Host, InitiativePhoto, PhotoRemoval
from initiatives.organising.photos_and_hosts import MOST


class PhotoInline(PageMediaInline):
    model = InitiativePhoto
    max_num = MOST
    fields = ["picture", "image", "alt", "credit", "has_people", "people_agreed_on",
              "state"]  # fmt: skip


class HostInline(PageMediaInline):
    model = Host
    max_num = MOST
    fields = ["title", ("first_name", "name_consent_on"),
              ("languages", "languages_consent_on"), "picture",
              ("photo", "photo_consent_on"), "state"]  # fmt: skip


@admin.register(InitiativePhoto)
class PhotoAdmin(PageMediaAdmin):
    list_display = ["picture", "alt", "of", "has_people", "people_agreed_on", "state",
                    "age"]  # fmt: skip
    list_display_links = ["alt"]
    fields = ["picture", "of", "image", "alt", "credit", "has_people",
              "people_agreed_on", "state"]  # fmt: skip
    readonly_fields = ["picture", "of", "state"]


@admin.register(Host)
class HostAdmin(PageMediaAdmin):
    list_display = ["title", "of", "first_name", "picture", "state", "age"]
    fields = ["of", *HostInline.fields]
    readonly_fields = ["picture", "of", "state"]


admin.site.register(PhotoRemoval, RemovalAdmin)
