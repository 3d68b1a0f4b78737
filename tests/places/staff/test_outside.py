"""A spot outside the municipality is asked about, once, beside the field; what was
typed stays, and it needs no JavaScript."""

import pytest
from django.urls import reverse

from places.models import Place
from tests.kit.factories import (
    GROTE_MARKT,
    TILBURG,
    VALKENBERG,
    kind,
    make_municipality,
    make_neighbourhood,
    make_place,
    make_staff,
    square,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("geometry")]
OUTSIDE = f"{TILBURG.y:.6f},{TILBURG.x:.6f}"
NEAR_TILBURG = "51.560000,5.090000"
QUESTION = "Dit punt ligt buiten Breda. Toch hier?"
ADD = reverse("admin:places_place_add")
ROWS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0}


@pytest.fixture
def breda():
    return make_neighbourhood(boundary=square(GROTE_MARKT, 2000))


@pytest.fixture
def staff(client):
    client.force_login(make_staff())


def fill_in(client, url=ADD, **typed):
    """What staff send from the page of a place, new or as it is."""
    form = client.get(url).context["adminform"].form
    data = {
        bound.html_name: value
        for bound in form
        if (value := bound.field.prepare_value(bound.value())) not in (None, [])
    }
    rows = {
        f"{each}-{name}": value
        for each in ("photos", "staff_contact")
        for name, value in ROWS.items()
    }
    return client.post(url, data | rows | typed)


def new(client, **typed):
    facts = {"name": "Bank", "kind": kind().pk, "point": OUTSIDE}
    return fill_in(client, **{**facts, **typed})


def errors(response):
    return response.context["adminform"].form.errors


def box(response):
    """The value of the box that says that the spot is right; None without a box."""
    form = response.context["adminform"].form
    return form.fields["point"].widget.asked_spot or None


def test_staff_are_asked_and_nothing_typed_is_lost(client, staff, breda):
    asked = new(client, description="Mooi daar")

    page = asked.content.decode()
    assert errors(asked) == {"point": [QUESTION]}
    assert f'name="point-outside" value="{box(asked)}"' in page
    assert "Ja, het is hier, buiten Breda" in page
    assert "Mooi daar" in page
    assert OUTSIDE in page
    assert not Place.objects.exists()


def test_staff_who_say_so_save_it(client, staff, breda):
    said = box(new(client))

    assert new(client, **{"point-outside": said}).status_code == 302
    assert Place.objects.get().point.equals_exact(TILBURG, 1e-6)


def test_what_was_said_holds_for_that_spot_only(client, staff, breda):
    said = box(new(client))

    again = fill_in(
        client,
        name="Bank",
        kind=kind().pk,
        point=NEAR_TILBURG,
        **{"point-outside": said},
    )

    assert errors(again) == {"point": [QUESTION]}
    assert box(again) != said
    assert " checked" not in again.content.decode().partition("point-outside")[2][:80]


def test_another_mistake_does_not_forget_what_was_said(client, staff, breda):
    said = box(new(client))

    wrong = new(client, kind="", **{"point-outside": said})

    assert errors(wrong).keys() == {"kind"}
    assert f'value="{said}" checked' in wrong.content.decode()


def test_a_place_that_lies_outside_already_is_not_asked_about_again(
    client, staff, breda
):
    place = make_place(point=TILBURG)
    url = reverse("admin:places_place_change", args=[place.pk])

    assert fill_in(client, url, description="Anders").status_code == 302


def test_inside_nobody_is_asked(client, staff, breda):
    inside = f"{VALKENBERG.y},{VALKENBERG.x}"

    answer = fill_in(client, name="Bank", kind=kind().pk, point=inside)

    assert answer.status_code == 302


def test_where_nothing_is_known_of_the_municipality_nobody_is_asked(client, staff):
    assert new(client).status_code == 302


def test_the_centre_of_an_area_is_asked_about_too(client, staff, breda):
    url = reverse("admin:places_neighbourhood_change", args=[breda.pk])

    asked = fill_in(client, url, centre=OUTSIDE)

    assert errors(asked) == {"centre": [QUESTION]}


def test_the_name_of_the_city_is_that_of_the_settings(client, staff, breda, settings):
    settings.SITE_CITY = "Altena"
    make_municipality(code="GM1959", name="Altena")

    assert errors(new(client)) == {"point": ["Dit punt ligt buiten Altena. Toch hier?"]}
