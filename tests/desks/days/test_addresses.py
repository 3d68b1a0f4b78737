"""A desk has one address, whatever was changed "from now on", renamed, taken away or
put back: what was another leads there, and none ends in nothing."""

from datetime import date, time

import pytest

from common.history.bin import take_back, throw_away
from common.kit.storing import remove, store, store_and_tell
from common.moderation.deciding import Move, make
from desks.models import Desk
from initiatives.dates.splitting import part_at
from initiatives.models import Activity
from tests.desks.conftest import TUESDAY
from tests.kit.factories import make_activity, make_desk, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LATER, WEDNESDAY = date(2026, 11, 17), date(2026, 11, 18)
PAGE = "/ontmoetingsloket/tafel/"


@pytest.fixture
def earlier(desk):
    """From the second week on it is on Wednesdays."""
    part = part_at(desk.activity, LATER)
    desk.activity.rule, desk.activity.first_on = "FREQ=WEEKLY;BYDAY=WE", WEDNESDAY
    store_and_tell(desk.activity)
    return part


def leads_to(client, path) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.redirect_chain[-1][0] if answer.redirect_chain else path


def test_a_desk_that_changed_from_a_time_on_keeps_its_address(client, desk, earlier):
    assert desk.get_absolute_url() == PAGE
    for day in ("", f"{TUESDAY}/", f"{WEDNESDAY}/"):
        assert leads_to(client, f"{PAGE}{day}") == f"{PAGE}{day}"
        assert leads_to(client, f"/agenda/tafel/{day}") == f"{PAGE}{day}"


def test_a_day_on_which_it_is_no_more_says_so_and_when_it_is(client, desk, earlier):
    answer = client.get(f"{PAGE}{LATER}/")

    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Op dinsdag 17 november 2026 is dit er niet." in page
    assert f'href="{PAGE}{WEDNESDAY}/"' in page


def test_the_day_to_which_a_time_was_moved_leads_to_it(client, desk):
    thursday = date(2026, 11, 12)
    desk.activity.changes.create(
        rule_date=TUESDAY, kind="move", to=thursday, at=time(10)
    )
    store_and_tell(desk.activity)

    assert leads_to(client, f"{PAGE}{thursday}/") == f"{PAGE}{TUESDAY}/"


def test_an_address_from_before_a_new_name_leads_to_the_same_day(client, desk, earlier):
    desk.activity.slug = "loket-heuvel"
    store(desk.activity)
    new = "/ontmoetingsloket/loket-heuvel/"

    for day in ("", f"{TUESDAY}/", f"{WEDNESDAY}/"):
        for old in ("/ontmoetingsloket/tafel/", f"/ontmoetingsloket/{earlier.slug}/"):
            assert leads_to(client, f"{old}{day}") == f"{new}{day}"


def test_appointments_are_made_at_the_address_that_goes_on(client, desk, earlier):
    desk.slot_minutes, desk.comes = 30, Desk.Comes.BOTH
    desk.save()

    path = f"/ontmoetingsloket/{earlier.slug}/afspraak/"

    assert leads_to(client, path) == f"{PAGE}afspraak/"


@pytest.mark.parametrize("how", ["removed", "thrown away"])
def test_what_was_taken_away_and_came_back_is_one_desk(client, desk, earlier, how):
    if how == "removed":
        remove(desk)
        store(Desk(activity=Activity.objects.get(pk=desk.activity_id)))
    else:
        staff = make_staff()
        take_back(throw_away(desk.activity, staff), staff)

    assert leads_to(client, f"/agenda/{earlier.slug}/") == PAGE
    assert leads_to(client, f"{PAGE}{TUESDAY}/") == f"{PAGE}{TUESDAY}/"


def test_what_was_parted_before_it_became_a_desk_is_of_the_desk(client, the_day_before):
    coffee = make_activity(
        name="Koffie", slug="koffie", rule="FREQ=WEEKLY;BYDAY=TU", first_on=TUESDAY
    )
    part = part_at(coffee, date(2026, 12, 8))

    store(Desk(activity=coffee))

    page = "/ontmoetingsloket/koffie/"
    assert leads_to(client, f"/agenda/{part.slug}/") == page
    assert leads_to(client, f"/agenda/koffie/{TUESDAY}/") == f"{page}{TUESDAY}/"


def test_a_part_that_is_a_desk_of_its_own_keeps_its_page(client, desk, earlier):
    remove(desk)
    earlier.refresh_from_db()
    store(Desk(activity=earlier))
    store(Desk(activity=Activity.objects.get(pk=desk.activity_id)))

    own = f"/ontmoetingsloket/{earlier.slug}/"
    assert leads_to(client, own) == own
    assert leads_to(client, PAGE) == PAGE


def test_what_is_no_desk_any_more_leads_to_the_agenda(client, desk, earlier):
    remove(desk)

    assert leads_to(client, PAGE) == "/agenda/tafel/"
    path = f"{PAGE}{WEDNESDAY}/"
    assert leads_to(client, path) == f"/agenda/tafel/{WEDNESDAY}/"


def test_a_desk_that_stopped_says_so_and_what_there_is_instead(client, desk):
    make(desk.activity, Move.CLOSE)

    for path in (PAGE, f"{PAGE}{TUESDAY}/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "gestopt" in answer.content.decode()


def test_what_never_was_a_desk_is_not_there(client, desk):
    make_desk(name="Ander")

    for path in ("/ontmoetingsloket/niets/", f"/ontmoetingsloket/niets/{TUESDAY}/"):
        assert client.get(path).status_code == 404


def test_a_part_of_what_stopped_is_gone_too(client, desk, earlier):
    desk.slot_minutes, desk.comes = 30, Desk.Comes.BOTH
    desk.save()
    make(desk.activity, Move.CLOSE)

    for page in ("", f"{TUESDAY}/", "afspraak/"):
        path = f"/ontmoetingsloket/{earlier.slug}/{page}"
        assert client.get(path, follow=True).status_code == 404, page


def test_no_appointments_at_what_is_no_desk_any_more(client, desk):
    remove(desk)

    assert client.get(f"{PAGE}afspraak/").status_code == 404
