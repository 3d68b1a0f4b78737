"""Addresses of bringing in a file, below /beheer/importeren/."""

from django.contrib import admin
from django.urls import path

from places.staff.imports import publishing, views

staff = admin.site.admin_view

urlpatterns = [
    # A file is refused by its size before anything reads it; the token is asked after.
    path("", views.measured(staff(views.imports)), name="imports"),
    path("<number:pk>/", staff(views.one), name="import"),
    path("<number:pk>/fout.csv", staff(views.wrong), name="import-wrong"),
    path("<number:pk>/publiceren/", staff(publishing.publish), name="import-publish"),
]
