"""Visitors say that a place is right, wrong or unsafe; nothing they type is lost."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from common.kit.storing import store
from common.moderation.states import Reason, State
from places.models import Confirmation, MapVersion, Place, PlaceReport
from places.visitors.report_forms import PlaceReportForm
from tests.kit.factories import make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOON = "2026-11-20 12:00+01:00"

MAIL = "amira@example.org"


@pytest.fixture
def place(time_machine):
    time_machine.move_to(NOON, tick=False)
    return make_place(slug="bank", name="Bank bij de molen")


def send(client, time_machine, path="/plekken/bank/melden/", **answers):
    """Open the form, read it for half a minute, and send it."""
    form = client.get(path).context["form"]
    time_machine.shift(30)
    return client.post(path, {"opened": form["opened"].value(), **answers})


# "Ja, klopt"


def test_one_tap_confirms_a_place_and_the_page_says_so(client, place):
    response = client.post("/plekken/bank/klopt/")

    assert response.status_code == 302
    assert "Nu kunnen anderen zien" in client.get(response.url).content.decode()
    page = client.get("/plekken/bank/").content.decode()
    assert "Op 20 november 2026 zei een bezoeker dat het klopt." in page


def test_it_needs_no_token_and_leaves_no_cookie(place):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/plekken/bank/klopt/")

    assert response.status_code == 302
    assert not response.cookies
    assert Confirmation.objects.count() == 1


def test_another_site_can_not_confirm(client, place):
    response = client.post(
        "/plekken/bank/klopt/", headers={"sec-fetch-site": "cross-site"}
    )

    assert response.status_code == 403
    assert "een andere site" in response.content.decode()
    assert not Confirmation.objects.exists()


def test_two_people_on_one_day_are_one_confirmation(client, place):
    client.post("/plekken/bank/klopt/")
    client.post("/plekken/bank/klopt/", REMOTE_ADDR="192.0.2.9")

    assert Confirmation.objects.get().day == date(2026, 11, 20)


def test_too_many_from_one_address_are_refused_in_words(client, place, settings):
    settings.PUBLIC_FORM_LIMITS = {"confirmation": 1}
    client.post("/plekken/bank/klopt/")

    response = client.post("/plekken/bank/klopt/")

    assert response.status_code == 429
    assert "over een uur" in response.content.decode()


def test_reading_the_page_of_the_button_confirms_nothing(client, place):
    assert "Ja, klopt" in client.get("/plekken/bank/klopt/").content.decode()
    assert not Confirmation.objects.exists()


def test_a_confirmation_is_no_check_by_staff_and_changes_no_map(client, place):
    before = MapVersion.current()

    client.post("/plekken/bank/klopt/")

    place.refresh_from_db()
    assert (place.checked_on, MapVersion.current()) == (None, before)


def test_a_confirmation_from_before_the_check_is_not_told(client, place):
    Confirmation.objects.create(place=place, day=date(2026, 11, 1))
    place.checked_on = date(2026, 11, 3)
    store(place)

    assert "bezoeker" not in client.get("/plekken/bank/").content.decode()


@pytest.mark.parametrize("page", ["klopt", "melden", "onveilig"])
@pytest.mark.parametrize("state", [State.SUGGESTED, State.CLOSED])
def test_of_a_hidden_place_nothing_can_be_said(client, page, state):
    make_place(slug="weg", name="Geheime naam", state=state)

    for method in (client.get, client.post):
        response = method(f"/plekken/weg/{page}/")
        assert response.status_code == 404
        assert "Geheime naam" not in response.content.decode()


# "Nee, er is iets anders"


def test_a_report_lands_with_its_words_and_its_end_date(client, place, time_machine):
    response = send(client, time_machine, reason="gone", text="Weggehaald.", email=MAIL)

    assert response.url == "/plekken/bank/bedankt/melding/"
    report = PlaceReport.objects.get()
    assert (report.place, report.reason, report.text) == (place, "gone", "Weggehaald.")
    assert (report.email, report.state, report.is_urgent) == (MAIL, "open", False)
    assert report.forget_on == date(2027, 2, 18)
    assert client.get(response.url).status_code == 200


def test_only_what_is_wrong_must_be_said(client, place, time_machine):
    send(client, time_machine, reason="hours")
    assert PlaceReport.objects.count() == 1

    response = send(client, time_machine, text="Hallo", email=MAIL)

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"reason"}
    assert "Hallo" in response.content.decode()
    assert MAIL in response.content.decode()


def test_something_else_needs_words(client, place, time_machine):
    response = send(client, time_machine, reason="other", text="   ")

    page = response.content.decode()
    assert response.context["form"].errors.keys() == {"text"}
    assert 'href="#id_text"' in page
    assert "checked" in page


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"reason": "raket"}, "reason"),
        ({"reason": "unsafe"}, "reason"),
        ({"reason": "gone", "text": "x" * 1001}, "text"),
        ({"reason": "gone", "text": "a\0b"}, "text"),
        ({"reason": "gone", "email": "geen adres"}, "email"),
    ],
)
def test_nonsense_is_refused_beside_its_field(
    client, place, time_machine, answers, field
):
    response = send(client, time_machine, **answers)

    assert response.context["form"].errors.keys() == {field}
    assert not PlaceReport.objects.exists()


def test_who_reports_sees_how_many_did_before(client, place):
    for reason in ["gone", "gone", "hours"]:
        PlaceReport.objects.create(place=place, reason=reason)
    PlaceReport.objects.filter(reason="hours").get().handle(None)
    other = make_place()
    PlaceReport.objects.create(place=other, reason="moved")

    choices = dict(
        client.get("/plekken/bank/melden/").context["form"]["reason"].field.choices
    )

    assert choices["gone"] == "Dicht of weg (2 mensen meldden dit al)"
    assert choices["moved"] == "Verhuisd of op een andere plek"


def test_what_came_too_quickly_stays_typed(client, place):
    form = client.get("/plekken/bank/melden/").context["form"]

    response = client.post(
        "/plekken/bank/melden/",
        {"opened": form["opened"].value(), "reason": "gone", "text": "Echt waar"},
    )

    assert "Echt waar" in response.content.decode()
    assert "wel heel snel" in response.content.decode()
    assert not PlaceReport.objects.exists()


def test_a_button_pressed_twice_is_one_report_and_a_changed_one_is_another(
    client, place, time_machine
):
    form = client.get("/plekken/bank/melden/").context["form"]
    time_machine.shift(30)
    answers = {"opened": form["opened"].value(), "reason": "gone"}

    for text in ["Weg", "Weg", "Helemaal weg"]:
        response = client.post("/plekken/bank/melden/", {**answers, "text": text})
        assert response.status_code == 302

    texts = PlaceReport.objects.values_list("text", flat=True)
    assert sorted(texts) == ["Helemaal weg", "Weg"]


def test_two_people_who_send_the_same_words_are_two_reports(
    client, place, time_machine
):
    send(client, time_machine, reason="gone")
    send(client, time_machine, reason="gone")

    assert PlaceReport.objects.count() == 2


def test_a_program_that_fills_in_everything_stores_nothing(client, place, time_machine):
    response = send(client, time_machine, reason="gone", homepage="http://x.example")

    assert "druk nog eens op de knop" in response.content.decode()
    assert not PlaceReport.objects.exists()


def test_too_many_reports_wait_an_hour_and_stay_typed(
    client, place, time_machine, settings
):
    settings.PUBLIC_FORM_LIMITS = {"report": 1}
    send(client, time_machine, reason="gone")

    response = send(client, time_machine, reason="gone", text="De tweede")

    assert "over een uur" in response.content.decode()
    assert "De tweede" in response.content.decode()
    assert PlaceReport.objects.count() == 1


def test_a_report_without_its_token_is_refused(place):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/plekken/bank/melden/", {"reason": "gone"}).status_code == 403


def test_a_form_that_was_open_while_staff_hid_the_place_still_lands(
    client, place, time_machine
):
    form = client.get("/plekken/bank/melden/").context["form"]
    Place.objects.update(state=State.SUGGESTED)
    time_machine.shift(30)

    response = client.post(
        "/plekken/bank/melden/", {"opened": form["opened"].value(), "reason": "gone"}
    )

    assert PlaceReport.objects.get().place == place
    page = client.get(response.url).content.decode()
    assert "Je melding is bij ons" in page
    assert place.name not in page


def test_an_address_that_changed_leads_on(client, place, time_machine):
    form = client.get("/plekken/bank/melden/").context["form"]
    place.slug = "molenbank"
    store(place)
    time_machine.shift(30)

    for page in ["klopt", "melden", "onveilig"]:
        response = client.get(f"/plekken/bank/{page}/")
        assert (response.status_code, response.url) == (
            301,
            f"/plekken/molenbank/{page}/",
        )
    client.post(
        "/plekken/bank/melden/", {"opened": form["opened"].value(), "reason": "gone"}
    )
    assert PlaceReport.objects.get().place == place


# "Onveilig of ongepast?"


def test_danger_comes_first_and_112_before_everything(client, place):
    page = client.get("/plekken/bank/onveilig/").content.decode()

    assert page.index("Is er nu gevaar?") < page.index("<h1>")
    assert 'href="tel:112"' in page
    assert 'href="tel:09008844"' in page


def test_an_unsafe_place_is_urgent(client, place, time_machine):
    path = "/plekken/bank/onveilig/"

    response = send(client, time_machine, path, reason="unsafe", text="Los stuk hout")

    assert response.url == "/plekken/bank/bedankt/onveilig/"
    assert PlaceReport.objects.get().is_urgent
    assert "112" in client.get(response.url).content.decode()


def test_the_forms_say_how_long_an_address_is_kept(client, place):
    for path in ["/plekken/bank/melden/", "/plekken/bank/onveilig/", "/privacy/"]:
        page = client.get(path).content.decode()
        assert "30 dagen" in page, path
        assert "90 dagen" in page, path


def test_there_is_no_other_thank_you(client, place):
    assert client.get("/plekken/bank/bedankt/geld/").status_code == 404


@pytest.mark.parametrize("page", ["klopt", "melden", "onveilig", "bedankt/klopt"])
def test_every_page_costs_a_fixed_number_of_queries(
    client, place, page, django_assert_max_num_queries
):
    for reason in ["gone", "moved", "unsafe"] * 5:
        PlaceReport.objects.create(place=place, reason=reason)

    with django_assert_max_num_queries(2):
        client.get(f"/plekken/bank/{page}/")


# What the database refuses, whoever asks


@pytest.mark.parametrize(
    "facts",
    [{"reason": "raket"}, {"state": "handled"}, {"handled_at": "2026-11-20T12:00Z"}],
)
def test_the_database_refuses_what_can_not_be(place, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceReport.objects.create(place=place, **{"reason": "gone", **facts})


def test_urgency_follows_the_reason(place):
    report = PlaceReport.objects.create(place=place, reason="unsafe", is_urgent=False)
    assert report.is_urgent

    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceReport.objects.update(is_urgent=False)


@pytest.fixture
def report(place):
    return PlaceReport.objects.create(
        place=place, reason="gone", text="Vraag Jan.", email=MAIL
    )


def test_every_reason_is_in_one_form_only():
    from places.visitors.report_forms import UnsafePlaceForm

    assert sorted(PlaceReportForm.reasons + UnsafePlaceForm.reasons) == sorted(Reason)
