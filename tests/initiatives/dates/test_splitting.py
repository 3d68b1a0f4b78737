""" "From now on": who and what was there before keeps all it had."""

from datetime import date, time, timedelta

import pytest

from common.kit.storing import store_and_tell
from common.mail.models import Mail
from common.moderation.states import State
from common.translations import giving
from initiatives.dates import splitting
from initiatives.dates.series import cancel
from initiatives.dates.splitting import part_at
from initiatives.models import Activity, DoorMessage
from tests.kit.factories import make_activity, make_organisation, make_sign_up
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


@pytest.fixture
def coffee():
    return make_activity(first_on=FIRST, starts_at=time(10), minutes=120)


@pytest.fixture
def with_seats():
    return make_activity(
        organisation=make_organisation(is_vetted=True), first_on=FIRST,
        starts_at=time(10), has_sign_up=True, capacity=6, waits_at_door=True,
    )  # fmt: skip


def mailed(seat):
    return [mail.subject for mail in Mail.objects.filter(to=seat.email)]


def test_from_now_on_keeps_what_was_before(coffee):
    theme = Theme.objects.first()
    coffee.themes.add(theme)
    cancel(coffee, FIRST, "Ziek")
    cancel(coffee, THIRD, "Sneeuw")

    earlier = part_at(coffee, SECOND)

    coffee.refresh_from_db()
    assert (coffee.first_on, coffee.rule) == (SECOND, "FREQ=WEEKLY;BYDAY=TU")
    assert [each.rule_date for each in earlier.occurrences.all()] == [FIRST]
    assert coffee.occurrences.first().rule_date == SECOND
    assert earlier.changes.get().rule_date == FIRST
    assert coffee.changes.get().rule_date == THIRD
    assert list(earlier.themes.all()) == [theme]
    assert (earlier.name, earlier.state) == (coffee.name, State.PUBLISHED)
    assert earlier.slug != coffee.slug


def test_addresses_of_dates_before_it_go_on(client, with_seats):
    part_at(with_seats, SECOND)
    earlier = part_at(with_seats, THIRD)

    page = client.get(f"/agenda/{with_seats.slug}/{SECOND}/")

    assert page.url == f"/agenda/{earlier.slug}/{SECOND}/"
    assert client.get(page.url).status_code == 200
    first = client.get(f"/agenda/{with_seats.slug}/{FIRST}/", follow=True)
    assert first.status_code == 200
    for form in ["aanmelden", "wacht-op-mij"]:
        path = f"/agenda/{with_seats.slug}/{SECOND}/{form}/"
        assert client.get(path).status_code == 200


def test_who_follows_its_calendar_loses_no_date(client, with_seats):
    part_at(with_seats, SECOND)

    file = client.get(f"/agenda/{with_seats.slug}.ics").content.decode()

    assert "DTSTART;TZID=Europe/Amsterdam:20261201T100000" in file
    assert "DTSTART;TZID=Europe/Amsterdam:20261208T100000" in file


def test_from_the_first_day_on_is_all_of_it(coffee):
    assert part_at(coffee, FIRST) is None
    assert Activity.objects.count() == 1


def test_what_is_once_has_no_later_part():
    once = make_activity(rule="", first_on=FIRST)

    assert part_at(once, SECOND) is None


def test_who_signed_up_for_a_date_before_it_keeps_the_seat_and_hears_nothing(
    with_seats,
):
    seat = make_sign_up(with_seats, FIRST)

    earlier = part_at(with_seats, SECOND)

    seat.refresh_from_db()
    assert seat.activity == earlier
    assert seat.occurrence is not None
    assert mailed(seat) == []


def test_who_signed_up_for_a_date_after_it_keeps_that_one(with_seats):
    seat = make_sign_up(with_seats, THIRD)

    part_at(with_seats, SECOND)

    seat.refresh_from_db()
    assert seat.activity == with_seats
    assert seat.occurrence is not None
    assert mailed(seat) == []


def test_who_comes_later_hears_of_the_new_time_and_who_came_before_does_not(with_seats):
    before, after = make_sign_up(with_seats, FIRST), make_sign_up(with_seats, THIRD)

    part_at(with_seats, SECOND)
    with_seats.starts_at = time(14)
    store_and_tell(with_seats)

    assert mailed(before) == []
    assert len(mailed(after)) == 1


def test_the_earlier_part_goes_on_with_sign_up_seats_and_the_door(with_seats):
    earlier = part_at(with_seats, SECOND)

    assert earlier.has_sign_up
    assert earlier.capacity == 6
    assert earlier.waits_at_door


def test_a_message_for_the_door_goes_along_with_its_date(with_seats):
    erase_at = with_seats.occurrences.get(rule_date=FIRST).ends_at + timedelta(hours=48)
    message = DoorMessage.objects.create(
        activity=with_seats, rule_date=FIRST, first_name="Noor",
        email="noor@example.org", erase_at=erase_at,
    )  # fmt: skip

    earlier = part_at(with_seats, SECOND)

    message.refresh_from_db()
    assert message.activity == earlier
    assert message.erase_at == erase_at
    assert not Mail.objects.filter(to="noor@example.org").exists()


def test_both_parts_have_the_texts_in_other_languages(coffee):
    giving.give(coffee, "description", "en", "Coffee.", "checked", None)

    earlier = part_at(coffee, SECOND)

    texts = [each.translations.get().text for each in (coffee, earlier)]
    assert texts == ["Coffee.", "Coffee."]


def test_every_field_of_the_earlier_part_is_the_same_but_for_those_with_a_reason(
    with_seats,
):
    earlier = part_at(with_seats, SECOND)

    with_seats.refresh_from_db()
    differing = {
        field.name
        for field in Activity._meta.concrete_fields
        if field.value_from_object(earlier) != field.value_from_object(with_seats)
    }
    assert differing <= splitting.OWN_FIELDS.keys()
    names = {field.name for field in Activity._meta.concrete_fields}
    assert splitting.OWN_FIELDS.keys() <= names


def test_of_everything_about_an_activity_it_is_said_where_it_goes():
    """Who adds a model that points to an activity has to say so in `splitting`."""
    related = [
        each
        for each in Activity._meta.get_fields(include_hidden=True)
        if each.auto_created
        and not each.concrete
        and not each.related_model._meta.auto_created
        and "Historical" not in each.related_model.__name__
    ]
    names = {
        f"{each.related_model.__name__}.{each.field.name}"
        if each.hidden
        else each.get_accessor_name()
        for each in related
    }
    along = [each.__name__ for each in splitting.rows_of_dates()]

    assert sorted(along) == ["DateSeats", "DoorMessage", "SentMessage", "SignUp"]
    of_dates = {"dateseats", "doormessages", "messages", "signups"}
    assert names == {*of_dates, *splitting.STAY}
