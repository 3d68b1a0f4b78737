"""Addresses of what waits for staff, below /beheer/wachtrij/."""

from django.contrib import admin
from django.urls import path

from ontmoeten.staff.queue import views as queue_views

staff = admin.site.admin_view

urlpatterns = [
    path("", staff(queue_views.queue), name="queue"),
    path("terug/<number:pk>/", staff(queue_views.undo), name="queue-undo"),
    path("<slug:kind>/<number:pk>/", staff(queue_views.item), name="queue-item"),
    path(
        "<slug:kind>/<number:pk>/alles/",
        staff(queue_views.publish_all),
        name="queue-case",
    ),
    path(
        "<slug:kind>/<number:pk>/bezig/", staff(queue_views.attend), name="queue-attend"
    ),
]
