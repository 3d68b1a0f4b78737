from django.urls import path

from places.pages import lists, neighbourhoods, photos, place, search, visits
from places.pages import map as mapviews
from places.visitors import answer_views, report_views, suggest_views

app_name = "places"
urlpatterns = [
    path("plekken/", lists.place_list, name="list"),
    path("plekken/printen/", lists.printed_list, name="print"),
    path("plekken/aantal.json", lists.count, name="count"),
    path("plekken/dichtbij.json", mapviews.elsewhere, name="elsewhere"),
    path("plekken/plekken.geojson", mapviews.geojson, name="geojson"),
    path("plekken/plekken.csv", mapviews.table, name="csv"),
    path("plekken/plekken.xlsx", mapviews.workbook, name="xlsx"),
    path(
        "plekken/kaart/<number:z>/<number:x>/<number:y>.json",
        mapviews.tile,
        name="tile",
    ),
    path("plekken/voorstellen/", suggest_views.suggest_place, name="suggest"),
    path(
        "plekken/voorstellen/vlakbij/",
        suggest_views.places_near_by,
        name="suggest-near",
    ),
    path("plekken/voorstellen/bedankt/", suggest_views.thanks, name="suggest-thanks"),
    path(
        "plekken/voorstellen/al-bekend/",
        suggest_views.thanks,
        {"known": True},
        name="suggest-known",
    ),
    path("plekken/<slug:slug>/", place.place_detail, name="detail"),
    path("plekken/<slug:slug>/klopt/", report_views.confirm_place, name="confirm"),
    path("plekken/<slug:slug>/klopt-niet/", report_views.doubt_place, name="doubt"),
    path(
        "plekken/<slug:slug>/weet-jij/<slug:question>/",
        answer_views.answer,
        name="answer",
    ),
    path(
        "plekken/<slug:slug>/weet-jij/<slug:question>/<slug:said>/",
        answer_views.answered,
        name="answered",
    ),
    path("weet-jij-het/", answer_views.ask_around, name="ask-around"),
    path("plekken/<slug:slug>/bezocht/", visits.visited, name="visited"),
    path("plekken/<slug:slug>/melden/", report_views.report_place, name="report"),
    path("plekken/<slug:slug>/onveilig/", report_views.report_unsafe, name="unsafe"),
    path(
        "plekken/<slug:slug>/foto/<number:pk>/sta-jij-hierop/",
        photos.ask_removal,
        name="photo-removal",
    ),
    path(
        "plekken/<slug:slug>/foto-verborgen/",
        photos.thanks,
        name="photo-hidden",
    ),
    path(
        "plekken/<slug:slug>/bedankt/<slug:what>/", report_views.thanks, name="thanks"
    ),
    path("zoek/", search.search, name="search"),
    path("buurten/", neighbourhoods.neighbourhood_list, name="neighbourhoods"),
    path("buurten/kaart.geojson", mapviews.neighbourhood_outlines, name="outlines"),
    path(
        "buurten/<slug:slug>/",
        neighbourhoods.neighbourhood_detail,
        name="neighbourhood",
    ),
]
