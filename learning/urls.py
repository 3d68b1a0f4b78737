from django.urls import path

from learning.views import door, mine, public, slip

app_name = "learning"
urlpatterns = [
    # Before the pages it looks after: its folder is theirs.
    path("turf/bewaar.js", door.worker, name="door-worker"),
    path("turf/<secret:token>/", door.door, name="door"),
    path("kaartje/", slip.slip, name="slip"),
    path("kaartje/bedankt/", slip.thanks, name="slip-thanks"),
    path("wat-ontmoeten-doet/", public.what_meeting_does, name="what-meeting-does"),
    path(
        "wat-ontmoeten-doet/tellingen.csv",
        public.table,
        name="what-meeting-does-csv",
    ),
    path("mijn/activiteit/<number:pk>/turf/", mine.times, name="counts"),
    path(
        "mijn/activiteit/<number:pk>/turf/<day:day>/", mine.one_time, name="one-count"
    ),
    path(
        "mijn/activiteit/<number:pk>/turf/<day:day>/kaartjes/",
        mine.print_slips,
        name="print-slips",
    ),
]
