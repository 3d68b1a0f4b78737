"""Addresses of bringing in a file of places, below /beheer/importeren/."""

from places.staff.imports.pages import PLACES

urlpatterns = PLACES.urls()
