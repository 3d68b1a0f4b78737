"""Two colleagues who decide at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from common.history.meanwhile import ChangedMeanwhile
from learning.experiments.deciding import decide, version
from tests.kit.factories import make_experiment, make_lesson

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.strict]


def test_of_two_at_once_one_decides():
    experiment = make_experiment(phase="ended")
    make_lesson(experiments=[experiment])
    seen, ready = version(experiment), Barrier(2)

    def work(outcome):
        try:
            ready.wait()
            decide(experiment, outcome, "Daarom.", by=None, seen=seen)
        except ChangedMeanwhile:
            return "second"
        finally:
            connection.close()
        return "first"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(work, ["stop", "bigger"]))

    assert said == ["first", "second"]
    assert experiment.decisions.count() == 1
