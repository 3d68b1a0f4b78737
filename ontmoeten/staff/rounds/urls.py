from django.contrib import admin
from django.urls import path

from ontmoeten.staff.rounds import ring_views, walk

urlpatterns = [
    path("bellen/", admin.site.admin_view(ring_views.phone_list), name="phone-list"),
    path("langsgaan/", admin.site.admin_view(walk.choose), name="walks"),
    path("langsgaan/bewaar.js", admin.site.admin_view(walk.worker), name="walk-worker"),
    path("langsgaan/<slug:slug>/", admin.site.admin_view(walk.walk), name="walk"),
    path(
        "langsgaan/<slug:slug>/<number:pk>/",
        admin.site.admin_view(walk.look),
        name="walk-look",
    ),
]
