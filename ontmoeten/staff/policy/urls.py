from django.contrib import admin
from django.urls import path

from ontmoeten.staff.policy import views

urlpatterns = [
    path("", admin.site.admin_view(views.page), name="policy"),
    path("buurten.csv", admin.site.admin_view(views.table), name="policy-csv"),
    path("buurten-excel.csv", admin.site.admin_view(views.excel), name="policy-excel"),
    path(
        "<slug:slug>/<slug:what>/",
        admin.site.admin_view(views.rows),
        name="policy-rows",
    ),
]
