from django.urls import path

from desks.views import private, public, removal

app_name = "desks"
urlpatterns = [
    path("ontmoetingsloket/", public.desks, name="desks"),
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
    path("jouw-dag/<secret:token>/", private.my_day, name="my-day"),
    path("invallen/<secret:token>/", private.stand_in, name="stand-in"),
    path("niemand-kan/<secret:token>/", private.lapse, name="lapse"),
]
