"""Addresses of bringing in a file of places, below /beheer/importeren/."""

from places.staff.imports.places import PLACES

urlpatterns = PLACES.urls()
