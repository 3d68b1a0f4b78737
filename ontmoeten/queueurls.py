"""Addresses of what waits for staff, below /beheer/wachtrij/."""

from django.contrib import admin
from django.urls import path

from ontmoeten import queueviews

staff = admin.site.admin_view

urlpatterns = [
    path("", staff(queueviews.queue), name="queue"),
    path("<slug:kind>/<int:pk>/", staff(queueviews.item), name="queue-item"),
    path("<slug:kind>/<int:pk>/bezig/", staff(queueviews.attend), name="queue-attend"),
    path("<slug:kind>/<int:pk>/terug/", staff(queueviews.undo), name="queue-undo"),
]
