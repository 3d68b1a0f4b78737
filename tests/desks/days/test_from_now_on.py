"""A desk that changes "from now on" stays one desk: what was before that day stands on
its page, with what people know, say and agreed about each of its dates."""

from datetime import date, time

import pytest

from common.kit.storing import remove, store_and_tell
from common.moderation.deciding import Move, make
from desks.appointments import making
from desks.days import away, full, reminding
from desks.models import Desk, DeskDay
from initiatives.dates.splitting import part_at
from initiatives.models import Activity, SignUp
from ontmoeten.periodic import JOBS
from tests.desks.conftest import TUESDAY
from tests.desks.days.test_standing_in import link_to
from tests.kit.factories import make_organisation, make_user
from tests.kit.letters import letters
from tests.kit.staffpages import as_

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LATER = date(2026, 11, 17)  # a week after TUESDAY
LIST, PAGE = "/ontmoetingsloket/", "/ontmoetingsloket/tafel/"
BEFORE, AFTER = f"{PAGE}{TUESDAY}/", f"{PAGE}{LATER}/"


@pytest.fixture
def earlier(desk, fatima, karim):
    """From the second Tuesday on it is at two, in the afternoon."""
    desk.slot_minutes, desk.comes = 30, Desk.Comes.BOTH
    desk.save()
    part = part_at(desk.activity, LATER)
    desk.activity.starts_at = time(14)
    store_and_tell(desk.activity)
    return part


def text(client, path, **asked) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def rows(client, **asked):
    answer = client.get(LIST, asked)
    return [each for _day, found in answer.context["days"] for each in found]


def test_the_list_has_both_sides_at_the_address_of_the_desk(client, desk, earlier):
    assert [each.url for each in rows(client)] == [BEFORE]
    assert [each.url for each in rows(client, dag=f"{LATER}")] == [AFTER]
    assert rows(client, vraag="brief") == rows(client, vraag="zorg") == []
    desk.topics = ["brief"]
    desk.save()
    assert len(rows(client, vraag="brief")) == 1


def test_its_page_names_the_times_of_both_sides(client, desk, earlier):
    page = text(client, PAGE)

    assert f'href="{BEFORE}"' in page
    assert f'href="{AFTER}"' in page
    assert "10.00" in text(client, BEFORE)
    assert "14.00" in text(client, AFTER)


@pytest.mark.parametrize("before", ["agenda", "ontmoetingsloket"])
def test_the_address_of_the_earlier_part_leads_to_the_desk(
    client, desk, earlier, before
):
    for day in ("", f"{TUESDAY}/"):
        path = f"/{before}/{earlier.slug}/{day}"
        assert client.get(path, follow=True).redirect_chain[-1][0] == f"{PAGE}{day}"


def test_the_agenda_has_each_time_once_as_a_desk(client, desk, earlier):
    page = text(client, "/agenda/")

    assert f"/ontmoetingsloket/{earlier.slug}/{TUESDAY}/" in page
    assert page.count('lang="nl">De tafel<') == 1
    assert f"/{earlier.slug}/" not in text(client, "/sitemap-activiteiten.xml")


def test_its_calendar_has_the_times_of_both_sides(client, desk, earlier):
    calendar = text(client, "/agenda/tafel.ics")

    assert "DTSTART;TZID=Europe/Amsterdam:20261103T100000" in calendar
    assert "DTSTART;TZID=Europe/Amsterdam:20261117T140000" in calendar


def test_full_before_that_day_is_seen(client, desk, earlier, time_machine):
    time_machine.move_to("2026-11-10 09:00+01:00", tick=False)

    full.set_full(desk, TUESDAY, True)

    assert earlier.occurrences.get(rule_date=TUESDAY).is_full
    assert not desk.activity.occurrences.get(rule_date=LATER).is_full
    for path in (LIST, PAGE, "/agenda/"):
        assert "vol" in text(client, path).lower()
    assert [each.row.is_full for each in rows(client)] == [True]


def test_a_host_is_reminded_and_can_call_off_on_either_side(
    client, desk, fatima, earlier, time_machine
):
    for day, hours in ((TUESDAY, 10), (LATER, 14)):
        row = desk.times().get(rule_date=day)
        client.post(reminding.path_of(fatima, row), {"do": "cannot"})
        client.post(link_to("karim@example.org"), {"do": "yes"})
        row.refresh_from_db()
        assert row.has_stand_in, hours
    assert DeskDay.objects.filter(desk=desk).count() == 2
    time_machine.move_to("2026-11-09 18:00+01:00", tick=False)
    from django.utils import timezone

    assert reminding.remind(timezone.now()) == 1
    assert letters()[-1].to == ["karim@example.org"]


def test_nobody_can_and_the_time_before_it_lapses(client, desk, fatima, earlier):
    away.cannot_come(fatima, TUESDAY)
    client.post(link_to("karim@example.org"), {"do": "no"})

    client.post(link_to("coordinator@example.org"))

    assert earlier.occurrences.get(rule_date=TUESDAY).is_cancelled
    assert not desk.activity.occurrences.get(rule_date=LATER).is_cancelled


def test_what_was_different_before_the_split_stays_so(client, desk, fatima, karim):
    away.cannot_come(fatima, TUESDAY)
    client.post(link_to("karim@example.org"), {"do": "yes"})

    earlier = part_at(desk.activity, LATER)

    assert earlier.occurrences.get(rule_date=TUESDAY).has_stand_in
    assert [each.is_away for each in rows(client)] == [True]


def test_an_appointment_goes_along_with_its_date_and_moves_over_the_split(
    desk, fatima, time_machine
):
    from django.utils import timezone

    desk.slot_minutes, desk.comes = 30, Desk.Comes.APPOINTMENT
    desk.save()

    def slots(on):
        found = making.free(desk, timezone.now())
        return [each for each in found if each.row.rule_date == on]

    mine = making.make(desk, slots(TUESDAY)[1], "Nour", phone="0612345678")
    earlier = part_at(desk.activity, LATER)
    mine.refresh_from_db()
    assert (mine.activity, mine.slot) == (earlier, 30)
    assert [each.offset for each in slots(TUESDAY)] == [0, 60, 90]

    making.move(mine, slots(LATER)[0])

    mine.refresh_from_db()
    assert (mine.activity, mine.rule_date) == (desk.activity, LATER)
    assert [each.offset for each in slots(LATER)] == [30, 60, 90]
    assert len(slots(TUESDAY)) == 4
    row = desk.times().get(rule_date=LATER)
    assert [each for _at, each in making.expected(desk, row)] == [mine]


def test_one_asks_moves_and_cancels_at_a_time_before_it(
    client, desk, earlier, monkeypatch
):
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)
    form = client.get(f"{PAGE}afspraak/").context["form"]
    typed = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    typed |= {"slot": f"{TUESDAY}+30", "first_name": "Nour", "phone": ""}
    client.post(f"{PAGE}afspraak/", typed | {"email": "nour@example.org"})
    link = link_to("nour@example.org")

    client.post(link, {"do": "confirm"})
    assert SignUp.objects.seated().get().activity == earlier
    assert "/ontmoetingsloket/" in text(client, link)
    client.post(link, {"do": "move", "slot": f"{LATER}+0"})
    assert SignUp.objects.seated().get().activity == desk.activity


def test_who_could_not_come_is_forgotten_a_week_after_a_day_of_the_earlier_part(
    desk, fatima, earlier, time_machine
):
    from django.utils import timezone

    [job] = [each.work for each in JOBS if each.name == "erase who could not come"]
    away.cannot_come(fatima, TUESDAY)
    time_machine.move_to("2026-11-17 11:00+01:00", tick=False)
    assert job(timezone.now()) == 0
    time_machine.move_to("2026-11-18 12:01+01:00", tick=False)

    assert job(timezone.now()) == 1


def test_a_part_of_a_part_is_of_the_same_desk(client, desk, earlier):
    first = part_at(desk.activity, date(2026, 12, 8))
    second = part_at(first, date(2026, 12, 1))

    assert {first.goes_on_as, second.goes_on_as} == {desk.activity}
    days = list(desk.times().values_list("rule_date", flat=True))
    assert days == sorted(set(days))
    assert Desk.objects.count() == 1


def test_what_staff_close_is_gone_on_both_sides(client, desk, earlier):
    make(desk.activity, Move.CLOSE)

    assert rows(client) == []
    assert client.get(BEFORE).status_code == 404
    assert "De tafel" not in text(client, "/agenda/")


def test_no_desk_any_more_and_both_are_plain_activities(client, desk, earlier):
    remove(desk)

    earlier.refresh_from_db()
    assert (earlier.shown_as, earlier.goes_on_as) == ("", None)
    assert client.get(f"/agenda/{earlier.slug}/").status_code == 200


def test_its_organisation_keeps_one_desk(desk, earlier):
    amira = make_user()
    desk.activity.organisation = organisation = make_organisation(owner=amira)
    desk.activity.save()
    Activity.objects.filter(pk=earlier.pk).update(organisation=organisation)
    mine = as_(amira)

    assert mine.get("/mijn/").content.decode().count("/loket/") == 1
    answer = mine.get(f"/mijn/activiteit/{earlier.pk}/loket/")
    assert answer.url == f"/mijn/activiteit/{desk.activity.pk}/loket/"


def test_a_plain_activity_has_no_parts_that_are_shown_with_it(desk):
    from tests.kit.factories import make_activity

    assert part_at(make_activity(), LATER).goes_on_as is None
