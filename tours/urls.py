from django.urls import path

from tours.views import public

app_name = "tours"
urlpatterns = [
    path("fietstochten/", public.tours, name="tours"),
    path("fietstochten/<slug:slug>/", public.tour, name="tour"),
    path("fietstochten/<slug:slug>/printen/", public.on_paper, name="print"),
    path("fietstochten/<slug:slug>.gpx", public.tour_gpx, name="gpx"),
]
