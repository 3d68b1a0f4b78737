"""Staff's list of reports: urgent first; a place is hidden from there, and undone."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.utils import timezone

from common.moderation.states import State
from places.models import Confirmation, PlaceReport
from tests.kit.factories import make_place, make_staff, make_user
from tests.ontmoeten.staff.queue_item import address, opened, sent

pytestmark = [pytest.mark.django_db, pytest.mark.both("order")]
LIST = "/beheer/places/placereport/"


@pytest.fixture
def staff(client):
    person = make_staff()
    client.force_login(person)
    return person


def make_report(**facts) -> PlaceReport:
    facts.setdefault("reason", "gone")
    hours = facts.pop("hours_ago", 0)
    facts["created_at"] = timezone.now() - timedelta(hours=hours)
    if "place" not in facts:
        facts["place"] = make_place()
    return PlaceReport.objects.create(**facts)


def said_by(response):
    """The words of its messages, without the way to take it back."""
    found = [str(message) for message in get_messages(response.wsgi_request)]
    return [line.partition(" <a ")[0] for line in found]


def act(client, action, *reports):
    chosen = [report.pk for report in reports]
    response = client.post(
        LIST, {"action": action, "sure": 1, "_selected_action": chosen}
    )
    return said_by(response)


def with_rights(client, *codenames):
    person = make_user(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(person)
    return person


def test_urgent_first_then_who_waits_longest_and_the_handled_last(client, staff):
    new = make_report(hours_ago=1)
    old = make_report(hours_ago=9)
    urgent = make_report(reason="unsafe")
    done = make_report(reason="unsafe", hours_ago=20)
    done.handle(staff)
    done.save()

    found = list(client.get(LIST).context["cl"].result_list)

    assert found == [urgent, old, new, done]


def test_the_list_tells_place_reason_words_and_age(client, staff):
    place = make_place(name="Bank <b>")
    make_report(place=place, reason="improper", text="x" * 200, hours_ago=5)

    page = client.get(LIST).content.decode()

    assert (
        f'<a href="/beheer/places/place/{place.pk}/change/">Bank &lt;b&gt;</a>' in page
    )
    assert "Dringend: Wat er staat" in page
    assert f"{'x' * 120}…" in page
    assert "5 uur" in page.replace("\xa0", " ")


def test_hiding_the_place_marks_nothing_else_and_tells_why_in_its_history(
    client, staff
):
    place = make_place()
    first = make_report(place=place, reason="unsafe")
    second = make_report(place=place, reason="gone")

    said = act(client, "hide_place", first, second)

    assert said == ["1 plek verborgen. De meldingen staan nog open."]
    place.refresh_from_db()
    assert place.state == State.SUGGESTED
    assert set(PlaceReport.objects.values_list("state", flat=True)) == {"open"}
    change = place.history.first()
    assert change.history_user == staff
    assert change.history_change_reason == (
        "verborgen na een melding: Dicht of weg, Het is er onveilig"
    )
    assert client.get(place.get_absolute_url()).status_code == 404


def test_what_a_colleague_hid_already_is_named(client, staff):
    report = make_report(place=make_place(name="Oude bank", state=State.CLOSED))

    assert act(client, "hide_place", report) == [
        "Was al niet meer openbaar: Oude bank."
    ]


def test_handled_says_by_whom_and_counts_the_first_only(client, staff):
    report = make_report()

    assert act(client, "mark_handled", report) == ["1 melding afgehandeld."]
    assert act(client, "mark_handled", report)[-1] == "0 meldingen afgehandeld."
    report.refresh_from_db()
    assert (report.state, report.handled_by) == ("handled", staff)


def test_who_may_only_look_can_not_act(client):
    with_rights(client, "view_placereport", "view_place")
    report = make_report()

    act(client, "hide_place", report)
    act(client, "mark_handled", report)

    report.refresh_from_db()
    assert report.state == "open"
    assert report.place.state == State.PUBLISHED
    assert client.get(LIST).status_code == 200


def test_who_may_change_reports_but_not_places_can_not_hide(client):
    with_rights(client, "view_placereport", "change_placereport")
    report = make_report()

    act(client, "hide_place", report)
    act(client, "mark_handled", report)

    report.refresh_from_db()
    assert report.state == "handled"
    assert report.place.state == State.PUBLISHED


def test_without_rights_on_reports_they_are_not_there(client):
    with_rights(client, "view_place", "change_place")
    report = make_report(text="Iets geheims")

    assert client.get(LIST).status_code == 403
    page = client.get(f"/beheer/places/place/{report.place.pk}/change/")
    assert "Iets geheims" not in page.content.decode()


def test_nobody_writes_or_rewrites_a_report(client, staff):
    report = make_report(text="Zoals het kwam")

    assert client.get(f"{LIST}add/").status_code == 403
    client.post(f"{LIST}{report.pk}/change/", {"text": "Anders", "state": "handled"})

    report.refresh_from_db()
    assert (report.text, report.state) == ("Zoals het kwam", "open")


def change_page(place):
    return f"/beheer/places/place/{place.pk}/change/"


def decide(client, place, do):
    response = sent(client, "plek", place, do=do)
    place.refresh_from_db()
    return response


def test_a_places_own_page_shows_its_open_reports_and_leads_to_hiding_it(client, staff):
    report = make_report(reason="unsafe", text="Los hout <b>")
    place = report.place

    page = client.get(change_page(place)).content.decode()
    assert "1 open melding" in page
    assert "Los hout &lt;b&gt;" in page
    assert f'href="{address("melding", report)}"' in page
    assert f'<a href="{address("plek", place)}#decision">Hierover besluiten</a>' in page

    response = decide(client, place, "hide")

    assert response.url == change_page(place)
    assert place.state == State.SUGGESTED
    reason = place.history.first().history_change_reason
    assert reason == "verborgen na een melding: Het is er onveilig"


def test_hiding_is_undone_on_the_same_page(client, staff):
    place = make_place()
    decide(client, place, "hide")
    assert place.history.first().history_change_reason == "verborgen door het team"
    assert "Publiceren" in client.get(address("plek", place)).content.decode()

    decide(client, place, "publish")

    assert place.state == State.PUBLISHED


def test_two_at_once_hear_of_each_other(client, staff):
    place = make_place()
    decide(client, place, "hide")

    response = decide(client, place, "hide")

    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said[-1] == "Een collega was je voor. Kijk hoe het nu staat."
    assert place.state == State.SUGGESTED


def test_hiding_needs_a_post_by_someone_who_may_decide_about_places(client, staff):
    place = make_place()
    path = address("plek", place)
    client.get(path, {"do": "hide"})
    client.post(path, {"do": "raket", "seen": opened(client, "plek", place)})
    assert client.post(path.replace(f"{place.pk}", "999999")).status_code == 302
    seen = opened(client, "plek", place)

    with_rights(client, "view_place", "view_placereport", "change_placereport")
    assert client.post(path, {"do": "hide", "seen": seen}).status_code == 403
    assert "Hierover besluiten" not in client.get(change_page(place)).content.decode()
    client.logout()
    assert client.post(path, {"do": "hide", "seen": seen}).status_code == 302
    place.refresh_from_db()
    assert place.state == State.PUBLISHED


def test_the_list_leads_to_the_decision_for_who_may_make_it(client, staff):
    report = make_report()
    to_decide, to_read = address("melding", report), f"{LIST}{report.pk}/change/"
    assert f'href="{to_decide}"' in client.get(LIST).content.decode()

    with_rights(client, "view_placereport")
    page = client.get(LIST).content.decode()
    assert f'href="{to_read}"' in page
    assert to_decide not in page


def test_staff_see_when_a_passer_by_confirmed(client, staff):
    place = make_place()
    for day in ["2026-11-01", "2026-11-20", "2026-10-01"]:
        Confirmation.objects.create(place=place, day=day)

    assert "20 november 2026" in client.get("/beheer/places/place/").content.decode()
    assert "20 november 2026" in client.get(change_page(place)).content.decode()


def test_both_lists_cost_a_fixed_number_of_queries(
    client, staff, django_assert_max_num_queries
):
    for _ in range(10):
        make_report()

    with django_assert_max_num_queries(8):
        client.get(LIST)
    with django_assert_max_num_queries(14):
        client.get("/beheer/places/place/")
