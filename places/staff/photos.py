"""Staff's pages of photos of places."""

from django.contrib import admin

from common.history.forms import CarefulInline
from common.photos.admin import PageMediaAdmin, RemovalAdmin, WithPicture
from common.web.staff_admin import StaffAdmin
from places.models import Photo, PlacePhotoRemoval

DECIDE = "places.decide_place"
WORDS = ["image", "alt", "credit", "licence", "has_people", "people_agreed_on"]


class PhotoInline(WithPicture, CarefulInline, admin.StackedInline):
    model = Photo
    show_change_link = True
    extra = 0
    fields = ["picture", *WORDS, "order", "state"]
    readonly_fields = ["picture", "state"]


class ShowsPhotos(StaffAdmin):
    """For the page of a place: what is added by who decides is for everyone at once."""

    def before_rows(self, request, formset):
        if formset.model is Photo and request.user.has_perm(DECIDE):
            for row in formset.extra_forms:
                row.instance.state = Photo.State.SHOWN


@admin.register(Photo)
class PhotoAdmin(PageMediaAdmin):
    list_display = ["picture", "alt", "of", "has_people", "people_agreed_on", "state",
                    "age"]  # fmt: skip
    list_display_links = ["alt"]
    fields = ["picture", "of", *WORDS, "order", "state"]
    readonly_fields = ["picture", "of", "state"]

    def has_show_permission(self, request):
        return request.user.has_perm(DECIDE)


admin.site.register(PlacePhotoRemoval, RemovalAdmin)
