from django.urls import path

from places import (
    listviews,
    mapviews,
    photoviews,
    placeviews,
    reportviews,
    searchviews,
    suggestviews,
    views,
    visits,
)

app_name = "places"
urlpatterns = [
    path("plekken/", listviews.place_list, name="list"),
    path("plekken/printen/", listviews.printed_list, name="print"),
    path("plekken/aantal.json", listviews.count, name="count"),
    path("plekken/dichtbij.json", mapviews.elsewhere, name="elsewhere"),
    path("plekken/plekken.geojson", mapviews.geojson, name="geojson"),
    path("plekken/plekken.csv", mapviews.table, name="csv"),
    path("plekken/plekken.xlsx", mapviews.workbook, name="xlsx"),
    path("plekken/kaart/<int:z>/<int:x>/<int:y>.json", mapviews.tile, name="tile"),
    path("plekken/voorstellen/", suggestviews.suggest_place, name="suggest"),
    path(
        "plekken/voorstellen/vlakbij/", suggestviews.places_near_by, name="suggest-near"
    ),
    path("plekken/voorstellen/bedankt/", suggestviews.thanks, name="suggest-thanks"),
    path(
        "plekken/voorstellen/al-bekend/",
        suggestviews.thanks,
        {"known": True},
        name="suggest-known",
    ),
    path("plekken/<slug:slug>/", placeviews.place_detail, name="detail"),
    path("plekken/<slug:slug>/klopt/", reportviews.confirm_place, name="confirm"),
    path("plekken/<slug:slug>/klopt-niet/", reportviews.doubt_place, name="doubt"),
    path("plekken/<slug:slug>/bezocht/", visits.visited, name="visited"),
    path("plekken/<slug:slug>/melden/", reportviews.report_place, name="report"),
    path("plekken/<slug:slug>/onveilig/", reportviews.report_unsafe, name="unsafe"),
    path(
        "plekken/<slug:slug>/foto/<int:pk>/sta-jij-hierop/",
        photoviews.ask_removal,
        name="photo-removal",
    ),
    path(
        "plekken/<slug:slug>/foto-verborgen/",
        photoviews.thanks,
        name="photo-hidden",
    ),
    path("plekken/<slug:slug>/bedankt/<slug:what>/", reportviews.thanks, name="thanks"),
    path("zoek/", searchviews.search, name="search"),
    path("buurten/", views.neighbourhood_list, name="neighbourhoods"),
    path("buurten/kaart.geojson", mapviews.neighbourhood_outlines, name="outlines"),
    path("buurten/<slug:slug>/", views.neighbourhood_detail, name="neighbourhood"),
]
