from django.urls import path

from common.web.http import public_page
from learning.views import (
    answer,
    door,
    experiments,
    files,
    lessons,
    mine,
    news,
    public,
    slip,
)
from learning.views.asking import contribute, heard, taking_part
from learning.views.asking import public as asking
from learning.views.goals import feed
from learning.views.goals import files as goal_files
from learning.views.goals import pages as goals

app_name = "learning"
urlpatterns = [
    path("experimenten/", experiments.experiments, name="experiments"),
    path("experimenten.atom", public_page(files.NewExperiments()), name="new-trials"),
    path("experimenten/experimenten.csv", files.experiments_csv, name="trials-csv"),
    path("experimenten/experimenten.json", files.experiments_json, name="trials-json"),
    path("experimenten/<slug:slug>/", experiments.experiment, name="experiment"),
    path("experimenten/<slug:slug>/tellingen/", experiments.counts, name="counts"),
    path("experimenten/<slug:slug>/a4/", experiments.on_paper, name="a4"),
    path("lessen/", lessons.lessons, name="lessons"),
    path("lessen.atom", public_page(files.NewLessons()), name="new-lessons"),
    path("lessen/lessen.csv", files.lessons_csv, name="lessons-csv"),
    path("lessen/lessen.json", files.lessons_json, name="lessons-json"),
    path("lessen/alle/a4/", lessons.on_paper, name="lessons-a4"),
    path("lessen/<slug:slug>/", lessons.lesson, name="lesson"),
    path("doelen/", goals.goals, name="goals"),
    path("doelen.atom", public_page(feed.GoalChanges()), name="goal-changes"),
    path("doelen/doelen.csv", goal_files.goals_csv, name="goals-csv"),
    path("doelen/doelen.json", goal_files.goals_json, name="goals-json"),
    path("tellingen/<slug:slug>/", goals.counted, name="counter"),
    path("doelen/<slug:slug>/", goals.goal, name="goal"),
    path("doelen/<slug:slug>/getallen.csv", goal_files.numbers, name="goal-csv"),
    path("doelen/<slug:slug>/a4/", goals.on_paper, name="goal-a4"),
    path("doelen/<slug:slug>/<number:year>/", goals.of_year, name="goal-year"),
    path(
        "doelen/<slug:slug>/<number:year>/vastgelegd.json",
        goal_files.frozen,
        name="goal-year-json",
    ),
    path("nieuws/", news.news, name="news"),
    path("nieuws.atom", public_page(files.News()), name="news-feed"),
    path("nieuws/<slug:slug>/", news.item, name="news-item"),
    path("vragen/", asking.questions, name="questions"),
    path("vragen.atom", public_page(files.NewQuestions()), name="new-questions"),
    path("vragen/vragen.csv", files.questions_csv, name="questions-csv"),
    path("vragen/vragen.json", files.questions_json, name="questions-json"),
    path("vragen/<slug:slug>/", asking.question, name="question"),
    path("vragen/<slug:slug>/antwoorden/", asking.answers, name="answers"),
    path("vragen/<slug:slug>/antwoorden.csv", asking.answers_csv, name="answers-csv"),
    path("vragen/<slug:slug>/antwoord/", contribute.contribute, name="contribute"),
    path("vragen/<slug:slug>/bedankt/", contribute.thanks, name="contributed"),
    path("gehoord/", heard.page, name="heard"),
    path("gehoord/gehoord.csv", heard.table, name="heard-csv"),
    path("gehoord/<number:pk>/", heard.one, name="heard-one"),
    path("doe-mee/", taking_part.page, name="taking-part"),
    path("is-het-gedaan/<secret:token>/", answer.done, name="done"),
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
    path("mijn/activiteit/<number:pk>/turf/", mine.times, name="door-counts"),
    path(
        "mijn/activiteit/<number:pk>/turf/<day:day>/", mine.one_time, name="one-count"
    ),
    path(
        "mijn/activiteit/<number:pk>/turf/<day:day>/kaartjes/",
        mine.print_slips,
        name="print-slips",
    ),
]
