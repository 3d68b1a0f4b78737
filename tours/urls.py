from django.urls import path

from tours.views import maker, mine, propose, public

app_name = "tours"
urlpatterns = [
    path("fietstochten/", public.tours, name="tours"),
    path("fietstochten/maken/", maker.maker, name="maker"),
    path("fietstochten/maken/printen/", maker.on_paper, name="maker-print"),
    path("fietstochten/maken/tocht.gpx", maker.as_gpx, name="maker-gpx"),
    path("fietstochten/voorstellen/", propose.propose, name="propose"),
    path("fietstochten/voorstellen/bedankt/", propose.thanks, name="thanks"),
    path("fietstochten/<slug:slug>/", public.tour, name="tour"),
    path("fietstochten/<slug:slug>/printen/", public.on_paper, name="print"),
    path("mijn/tocht/<number:pk>/", mine.edit, name="edit"),
    path("fietstochten/<slug:slug>.gpx", public.tour_gpx, name="gpx"),
]
