"""Staff make a desk of an activity, and look at what waits."""

import pytest

from desks.models import Desk, DeskChange
from tests.kit.factories import (
    make_activity,
    make_desk,
    make_desk_host,
    make_staff,
    make_user,
)
from tests.kit.letters import letters
from tests.kit.staffpages import as_

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NO_ROWS = {
    f"hosts-{name}": value
    for name, value in [("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0")]
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def staff():
    return as_(make_staff())


def test_what_staff_make_a_desk_of_is_shown_as_one(staff, client):
    coffee = make_activity(name="Koffie")
    typed = {"activity": coffee.pk, "comes": "walk-in", "can_ask": "Alles"}

    answer = staff.post("/beheer/desks/desk/add/", {**typed, **NO_ROWS})

    assert answer.status_code == 302, answer.context["adminform"].errors
    assert client.get("/agenda/koffie/").url == "/ontmoetingsloket/koffie/"
    coffee.refresh_from_db()
    assert [str(theme.slug) for theme in coffee.themes.all()] == ["dienstverlening"]


def test_a_desk_stays_with_its_activity(staff):
    desk = make_desk()
    other = make_activity()
    path = f"/beheer/desks/desk/{desk.pk}/change/"

    staff.post(path, {"activity": other.pk, "comes": "walk-in", **NO_ROWS})

    assert Desk.objects.get().activity == desk.activity


def test_the_queue_tells_what_a_new_desk_says(staff):
    desk = make_desk(state="suggested", can_ask="Een brief lezen")

    page = staff.get(f"/beheer/wachtrij/activiteit/{desk.activity.pk}/")

    assert "Een brief lezen" in page.content.decode()


@pytest.mark.parametrize(("do", "is_there"), [("accept", False), ("refuse", True)])
def test_a_proposed_change_is_decided_in_the_queue(staff, do, is_there):
    desk = make_desk()
    change = DeskChange.objects.create(
        activity=desk.activity, changes={"bring": ["", "De brief"]}
    )
    path = f"/beheer/wachtrij/loket/{change.pk}/"
    version = staff.get(path).context["form"].initial
    staff.post(path, {**version, "do": do, "answer": "Daarom."})

    assert DeskChange.objects.exists() == is_there
    desk.refresh_from_db()
    assert desk.bring == ("" if is_there else "De brief")


def test_a_host_that_waits_is_shown_by_one_press(staff, client):
    desk = make_desk(slug="tafel")
    host = make_desk_host(desk, title="vaste kok", state="waits")
    assert "vaste kok" not in client.get("/ontmoetingsloket/tafel/").content.decode()

    path = f"/beheer/wachtrij/loketgastheer/{host.pk}/"
    staff.post(path, {**staff.get(path).context["form"].initial, "do": "show"})

    assert "vaste kok" in client.get("/ontmoetingsloket/tafel/").content.decode()


@pytest.mark.parametrize("do", ["accept", "refuse"])
def test_what_staff_write_with_a_decision_reaches_who_proposed_it(staff, do):
    change = DeskChange.objects.create(
        activity=make_desk().activity,
        changes={"bring": ["", "De brief"]},
        proposed_by=make_user(email="amira@example.org"),
    )
    path = f"/beheer/wachtrij/loket/{change.pk}/"
    version = staff.get(path).context["form"].initial
    staff.post(path, {**version, "do": do, "answer": "Dank je, dit helpt."})

    assert "Dank je, dit helpt." in letters()[-1].body
