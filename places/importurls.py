"""Addresses of bringing in a file, below /beheer/importeren/."""

from django.contrib import admin
from django.urls import path

from places import importviews

staff = admin.site.admin_view

urlpatterns = [
    # A file is refused by its size before anything reads it; the token is asked after.
    path("", importviews.measured(staff(importviews.imports)), name="imports"),
    path("<int:pk>/", staff(importviews.one), name="import"),
    path("<int:pk>/fout.csv", staff(importviews.wrong), name="import-wrong"),
]
