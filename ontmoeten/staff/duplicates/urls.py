"""Addresses of what may be in here twice, below /beheer/dubbelen/."""

from django.contrib import admin
from django.urls import path

from ontmoeten.staff.duplicates import views

staff = admin.site.admin_view

urlpatterns = [
    path("", staff(views.pairs), name="doubles"),
    path("<number:pk>/twee/", staff(views.tell_apart), name="doubles-apart"),
    path(
        "<slug:kind>/<number:one>-<number:other>/",
        staff(views.merge),
        name="doubles-merge",
    ),
]
