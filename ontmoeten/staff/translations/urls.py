from django.contrib import admin
from django.urls import path

from ontmoeten.staff.translations import views

urlpatterns = [
    path("", admin.site.admin_view(views.page), name="translations"),
    path(
        "<slug:kind>/<number:pk>/",
        admin.site.admin_view(views.of_thing),
        name="translations-of",
    ),
]
