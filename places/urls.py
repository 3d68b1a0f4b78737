from django.urls import path

from places import listviews, mapviews, searchviews, views

app_name = "places"
urlpatterns = [
    path("plekken/", listviews.place_list, name="list"),
    path("plekken/printen/", listviews.printed_list, name="print"),
    path("plekken/aantal.json", listviews.count, name="count"),
    path("plekken/plekken.geojson", mapviews.geojson, name="geojson"),
    path("plekken/plekken.csv", mapviews.table, name="csv"),
    path("plekken/kaart/<int:z>/<int:x>/<int:y>.json", mapviews.tile, name="tile"),
    path("plekken/<slug:slug>/", views.place_detail, name="detail"),
    path("zoek/", searchviews.search, name="search"),
    path("buurten/", views.neighbourhood_list, name="neighbourhoods"),
    path("buurten/kaart.geojson", mapviews.neighbourhood_outlines, name="outlines"),
    path("buurten/<slug:slug>/", views.neighbourhood_detail, name="neighbourhood"),
]
