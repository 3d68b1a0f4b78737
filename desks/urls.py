from django.urls import path

from desks.views import appointments, face, mine, paper, private, public, removal

app_name = "desks"
urlpatterns = [
    path("ontmoetingsloket/", public.desks, name="desks"),
    path("ontmoetingsloket/printen/", paper.week, name="print"),
    path("ontmoetingsloket/<slug:slug>/", public.desk, name="desk"),
    path("ontmoetingsloket/<slug:slug>/<day:day>/", public.time, name="time"),
    path(
        "ontmoetingsloket/<slug:slug>/gezicht/<number:pk>/sta-jij-hierop/",
        removal.ask,
        name="photo-removal",
    ),
    path(
        "ontmoetingsloket/<slug:slug>/foto-verborgen/",
        removal.thanks,
        name="photo-hidden",
    ),
    path(
        "ontmoetingsloket/<slug:slug>/afspraak/",
        appointments.make,
        name="make-appointment",
    ),
    path(
        "ontmoetingsloket/<slug:slug>/afspraak/gemaakt/",
        appointments.made,
        name="appointment-made",
    ),
    path("jouw-afspraak/<secret:token>/", appointments.mine, name="appointment"),
    path("mijn/activiteit/<number:pk>/loket/", mine.desk, name="edit-desk"),
    path("mijn/activiteit/<number:pk>/loket/talen/", mine.languages, name="languages"),
    path("mijn/activiteit/<number:pk>/loket/gezicht/", mine.new_host, name="new-host"),
    path(
        "mijn/activiteit/<number:pk>/loket/gezicht/<number:host_pk>/",
        mine.host,
        name="edit-host",
    ),
    path(
        "mijn/activiteit/<number:pk>/loket/gezicht/<number:host_pk>/weg/",
        mine.remove_host,
        name="remove-host",
    ),
    path(
        "mijn/activiteit/<number:pk>/loket/gezicht/<number:host_pk>/vragen/",
        mine.ask_host,
        name="ask-host",
    ),
    path("jouw-gezicht/<secret:token>/", face.my_face, name="my-face"),
    path("jouw-dag/<secret:token>/", private.my_day, name="my-day"),
    path("invallen/<secret:token>/", private.stand_in, name="stand-in"),
    path("gaat-niet-door/<secret:token>/", private.lapse, name="lapse"),
]
