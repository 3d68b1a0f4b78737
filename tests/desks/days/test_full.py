""" "Vandaag vol" is one tap of who sits there, and shows everywhere at once."""

import pytest

from common.kit.storing import store
from desks.days import reminding
from desks.models import DeskDay
from tests.desks.conftest import TUESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGES = ["/ontmoetingsloket/", "/ontmoetingsloket/tafel/", "/agenda/"]


@pytest.fixture
def mine(desk, fatima, time_machine):
    time_machine.move_to("2026-11-10 10:30+01:00", tick=False)
    return reminding.path_of(fatima, desk.activity.occurrences.get(rule_date=TUESDAY))


def says_full(client):
    return ["vandaag vol" in client.get(page).content.decode() for page in PAGES]


def test_one_tap_shows_everywhere_and_one_takes_it_back(client, mine):
    client.post(mine, {"do": "full"})
    assert says_full(client) == [True] * 3

    client.post(mine, {"do": "room"})
    assert says_full(client) == [False] * 3


def test_the_place_on_the_map_says_it_too(client, mine, desk):
    client.post(mine, {"do": "full"})

    times = client.get(f"/plekken/{desk.activity.place.slug}/straks.json").json()
    assert times["times"][0]["note"] == "vandaag vol"
    assert times["times"][0]["url"] == f"/ontmoetingsloket/tafel/{TUESDAY}/"


def test_not_before_the_day_itself(client, mine, time_machine):
    time_machine.move_to("2026-11-09 12:00+01:00", tick=False)

    client.post(mine, {"do": "full"})

    assert not DeskDay.objects.exists()
    assert 'value="full"' not in client.get(mine).content.decode()


@pytest.mark.parametrize(
    ("page", "invites"),
    [("/", "<b>Nu: "), ("/ontmoetingsloket/", "Nu open:")],
)
def test_nobody_is_sent_to_a_table_that_is_full(client, mine, desk, page, invites):
    desk.activity.cost = "free"
    store(desk.activity)
    invited = client.get(page).content.decode()

    client.post(mine, {"do": "full"})

    assert invites in invited
    assert invites not in client.get(page).content.decode()
