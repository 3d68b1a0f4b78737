"""A Meet & Match moment: a host types what someone tells at the table."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from matching.entering import links
from matching.facts.vocabulary import State
from matching.models import Moment, Participant
from tests.kit.factories import make_activity, make_staff
from tests.kit.letters import letters
from tests.kit.staffpages import as_, text_of
from tests.matching.people import HEUVEL, make_policy, make_subject, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOMENTS = "/beheer/meet-en-match/momenten/"


@pytest.fixture
def policy():
    make_town()
    make_subject()
    return make_policy()


@pytest.fixture
def moment(policy):
    activity = make_activity(name="Aan tafel", has_sign_up=True)
    return Moment.objects.create(activity=activity, day=timezone.localdate())


def address(moment):
    return links.table_url(moment).removeprefix("http://127.0.0.1:8000")


def told(client, page):
    form = client.get(page).context["form"]
    typed = {
        "opened": form["opened"].value(), "homepage": "", "subjects": ["wandelen"],
        "languages": ["nl"], "area": HEUVEL, "reach": 2000, "moments": ["tu-morning"],
        "ways": ["outside"], "gender": "unsaid", "prefers": "anyone",
        "first_name": "Merel", "email": "merel@example.org", "contact": "email",
        "is_adult": "on",
    }  # fmt: skip
    return client.post(page, typed)


def test_the_coordinator_makes_a_moment_of_a_date_and_gets_a_link(policy):
    activity = make_activity(name="Aan tafel", has_sign_up=True)
    row = activity.occurrences.filter(starts_at__gt=timezone.now()).first()
    answer = as_(policy.coordinator).post(MOMENTS, {"keer": row.pk}, follow=True)

    moment = Moment.objects.get()
    assert moment.day == timezone.localdate(row.starts_at)
    assert links.table_url(moment) in text_of(answer)
    assert "<svg" in text_of(answer)


@pytest.mark.parametrize("chosen", ["", "999999", "x"])
def test_a_date_that_is_not_there_makes_none(policy, chosen):
    answer = as_(policy.deputy).post(MOMENTS, {"keer": chosen}, follow=True)
    assert "Kies een datum" in text_of(answer)
    assert not Moment.objects.exists()


def test_nobody_else_makes_moments(policy):
    assert as_(make_staff()).get(MOMENTS).status_code == 403


@pytest.mark.parametrize("what", ["wens", "aanbod"])
def test_what_is_typed_waits_for_the_code_that_is_mailed(
    client, moment, monkeypatch, what
):
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)
    answer = told(client, f"{address(moment)}?wat={what}")

    assert answer.url == f"{address(moment)}opgeslagen/"
    row = Participant.objects.get()
    assert (row.state, row.moment) == (State.NEW, moment)
    assert row.kind == {"wens": "wish", "aanbod": "offer"}[what]
    assert row.code_until > timezone.now() + timedelta(days=13)
    assert letters()[-1].to == ["merel@example.org"]


def test_afterwards_the_host_can_look_nothing_up(client, moment, monkeypatch):
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)
    answer = told(client, f"{address(moment)}?wat=wens")
    for page in (answer.url, address(moment), f"{address(moment)}?wat=wens"):
        assert "merel" not in text_of(client.get(page)).lower()


@pytest.mark.parametrize(("days", "status"), [(-1, 404), (0, 200), (1, 200), (2, 404)])
def test_the_link_works_on_the_day_and_the_day_after(client, moment, days, status):
    moment.day = timezone.localdate() - timedelta(days=days)
    moment.save()
    assert client.get(address(moment)).status_code == status
    assert client.get(f"{address(moment)}opgeslagen/").status_code == status


def test_a_link_that_is_not_ours_opens_nothing(client, moment):
    made_up = Signer(salt="matching.mine", sep=".").sign(str(moment.pk))
    assert client.get(reverse("matching:table", args=[made_up])).status_code == 404


def test_when_nobody_looks_nothing_is_taken_in_at_a_table_either(client, moment):
    type(moment)._meta.apps.get_model("matching.Policy").objects.update(
        opened_at=timezone.now() - timedelta(days=20)
    )
    assert "We nemen nu niets nieuws aan" in text_of(client.get(address(moment)))
    page = text_of(client.get(f"{address(moment)}?wat=wens"))
    assert "We nemen nu niets nieuws aan" in page
