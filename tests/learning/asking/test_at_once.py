"""Two colleagues who close a question at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from common.mail.models import Mail
from common.moderation.states import NotAllowed
from learning.models import WantsAnswer
from tests.learning.asking.hands import close, make_ready

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.strict]


def test_of_two_at_once_one_closes_it_and_everyone_hears_it_once():
    question, _group = make_ready()
    WantsAnswer.objects.create(
        question=question, email="fatima@example.org",
        erase_on=timezone.localdate() + timedelta(days=90),
    )  # fmt: skip
    ready = Barrier(2)

    def work(summary):
        try:
            ready.wait()
            close(question, summary)
        except NotAllowed:
            return "second"
        finally:
            connection.close()
        return "first"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(work, ["Lampen.", "Banken."]))

    assert said == ["first", "second"]
    assert [each.to for each in Mail.objects.all()] == ["fatima@example.org"]
    assert not WantsAnswer.objects.exists()
