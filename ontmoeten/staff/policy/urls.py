from django.contrib import admin
from django.urls import path

from ontmoeten.staff.policy import usage_views, views

urlpatterns = [
    path("", admin.site.admin_view(views.page), name="policy"),
    path("buurten.csv", admin.site.admin_view(views.table), name="policy-csv"),
    path("buurten-excel.csv", admin.site.admin_view(views.excel), name="policy-excel"),
    path("gebruik/", admin.site.admin_view(usage_views.page), name="policy-usage"),
    path(
        "gebruik/<slug:what>/<slug:month>/",
        admin.site.admin_view(usage_views.rows),
        name="policy-usage-rows",
    ),
    path(
        "buurt/<slug:slug>/<slug:what>/",
        admin.site.admin_view(views.rows),
        name="policy-rows",
    ),
]
