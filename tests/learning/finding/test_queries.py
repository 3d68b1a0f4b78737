"""Each page asks as many questions of the database for many as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.models import ExperimentTie
from tests.kit.factories import (
    make_activity,
    make_decided,
    make_experiment,
    make_lesson,
    make_neighbourhood,
    make_news,
)
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGES = [
    "/experimenten/", "/experimenten/soep/", "/experimenten/soep/a4/",
    "/experimenten/soep/tellingen/", "/experimenten.atom",
    "/experimenten/experimenten.csv", "/experimenten/experimenten.json",
    "/lessen/", "/lessen/soep/", "/lessen.atom", "/lessen/lessen.csv",
    "/lessen/lessen.json", "/nieuws/", "/nieuws.atom", "/themas/gezondheid/",
    "/buurten/belcrum/", "/en/lessen/", "/en/experimenten/",
]  # fmt: skip


def grow(many):
    theme = Theme.objects.get(slug="gezondheid")
    area = make_neighbourhood()
    around = {"themes": [theme], "areas": [area]}
    soup = make_experiment(slug="soep", ties=[make_activity()], **around)
    blijven = make_lesson(slug="soep", experiments=[soup], **around)
    area.slug = "belcrum"
    area.save()
    _more(many, soup, blijven, around)
    return soup, blijven, around


def _more(many, soup, blijven, around):
    for _ in range(many):
        decided = make_decided(**around)
        lesson = make_lesson(experiments=[soup, decided.experiment], **around)
        blijven.contradicts.add(lesson)
        ExperimentTie.objects.create(experiment=soup, thing=make_activity())
        make_news(lesson)


def counts(client):
    found = {}
    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page)
            assert answer.status_code == 200, page
            list(answer)
        found[page] = len(asked)
    return found


def test_many_cost_as_much_as_few(client):
    soup, blijven, around = grow(2)
    counts(client)  # what is remembered for good is not asked again
    few = counts(client)
    _more(4, soup, blijven, around)
    client.get("/themas/gezondheid/")  # which remembers the places anew

    assert counts(client) == few
