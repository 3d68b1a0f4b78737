"""Addresses of what may be in here twice, below /beheer/dubbelen/."""

from django.contrib import admin
from django.urls import path

from ontmoeten import doubleviews

staff = admin.site.admin_view

urlpatterns = [
    path("", staff(doubleviews.pairs), name="doubles"),
    path("<int:pk>/twee/", staff(doubleviews.tell_apart), name="doubles-apart"),
    path(
        "<slug:kind>/<int:one>-<int:other>/",
        staff(doubleviews.merge),
        name="doubles-merge",
    ),
]
