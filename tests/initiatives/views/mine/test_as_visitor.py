"""/mijn/: how a page will look to a visitor, unpublished or with a waiting change."""

from datetime import time

import pytest

from common.moderation.states import State
from initiatives.models import Activity, ActivityVisits
from tests.initiatives.views.mine.pages import FIRST, change, path_of, text_of
from tests.kit.factories import make_activity, make_initiative, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page_of(entry) -> str:
    return f"{path_of(entry)}voorbeeld/bladzijde/"


@pytest.fixture
def draft(club):
    return make_activity(
        name="Soep", organisation=club, first_on=FIRST, starts_at=time(12),
        state=State.SUGGESTED,
    )  # fmt: skip


def test_what_is_not_on_the_site_is_shown_as_it_will_be(visitor, client, draft):
    assert client.get(draft.get_absolute_url()).status_code == 404

    answer = visitor.get(page_of(draft))

    assert answer.status_code == 200
    assert "12.00" in text_of(answer)
    assert "Alleen jij ziet deze bladzijde" in text_of(answer)


def test_looking_keeps_nothing(visitor, client, draft, club):
    club.state = State.SUGGESTED
    club.save()
    history = Activity.history.count()

    visitor.get(page_of(draft))

    draft.refresh_from_db()
    club.refresh_from_db()
    assert (draft.state, club.state) == (State.SUGGESTED, State.SUGGESTED)
    assert Activity.history.count() == history
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert not ActivityVisits.objects.exists()


def test_a_waiting_change_is_shown_and_marked_where_it_is(visitor, client, coffee):
    change(visitor, path_of(coffee), name="Thee", starts_at="11:00", scope="alle")

    page = text_of(visitor.get(page_of(coffee)))

    assert "Thee" in page
    assert "11.00" in page
    assert page.count("wacht op controle") == 3  # what is marked, the name, the time
    seen = text_of(client.get(coffee.get_absolute_url()))
    assert "Thee" not in seen
    assert "wacht op controle" not in seen


def test_beside_it_stands_what_waits(visitor, coffee):
    change(visitor, path_of(coffee), name="Thee")

    page = text_of(visitor.get(f"{path_of(coffee)}voorbeeld/"))

    assert "Wacht op controle" in page
    assert "<del>Koffie</del> <ins>Thee</ins>" in page


def test_it_may_stand_in_a_frame_of_ours_only(visitor, draft):
    answer = visitor.get(page_of(draft))

    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    around = visitor.get(f"{path_of(draft)}voorbeeld/")
    assert around.headers["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in around.headers["Content-Security-Policy"]


def test_no_search_engine_and_no_cache_keeps_it(visitor, draft):
    answer = visitor.get(page_of(draft))

    assert '<meta name="robots" content="noindex">' in text_of(answer)
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_is_for_who_edits_it_alone(logged_in, client, draft):
    assert logged_in(make_user()).get(page_of(draft)).status_code == 404
    assert client.get(page_of(draft)).status_code == 302


def test_initiatives_and_organisations_have_one_too(visitor, club):
    garden = make_initiative(
        name="Moestuin", organisation=club, state=State.SUGGESTED
    )  # fmt: skip

    assert "Moestuin" in text_of(visitor.get(page_of(garden)))
    assert club.name in text_of(visitor.get(page_of(club)))


def test_of_other_kinds_there_is_none(visitor):
    assert visitor.get("/mijn/plek/1/voorbeeld/").status_code == 404
