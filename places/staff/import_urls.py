"""Addresses of bringing in a file, below /beheer/importeren/."""

from django.contrib import admin
from django.urls import path

from places.staff import import_views

staff = admin.site.admin_view

urlpatterns = [
    # A file is refused by its size before anything reads it; the token is asked after.
    path("", import_views.measured(staff(import_views.imports)), name="imports"),
    path("<number:pk>/", staff(import_views.one), name="import"),
    path("<number:pk>/fout.csv", staff(import_views.wrong), name="import-wrong"),
]
