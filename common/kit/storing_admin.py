"""Staff's pages of what has an upkeep: see `storing`."""

from django.contrib import admin

from common.kit import storing


class Stores(admin.ModelAdmin):
    """What follows from a change follows once its lists and the rows below it are
    saved too, as a decision of who pressed the button."""

    def save_model(self, request, entry, form, change):
        storing.prepare(entry)
        super().save_model(request, entry, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        storing.follow_and_tell(form.instance)


class Removes(admin.ModelAdmin):
    """What staff erase here is gone at once; what goes into the bin has its own way."""

    def delete_model(self, request, entry):
        storing.remove(entry)

    def delete_queryset(self, request, entries):
        storing.remove_each(entries)
