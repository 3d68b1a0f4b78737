"""The site of any municipality: its own names, numbers, holidays and sun, and nothing
of Breda on any page."""

import re
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.urls import reverse

from places.hours import clock
from places.models import Place
from tests.kit import addresses, factories
from tests.kit.factories import make_municipality, make_staff, square

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OTHERS = {
    "GM0363": ("Amsterdam", "14 020", Point(4.8936, 52.3731, srid=4326), "noord"),
    "GM0344": ("Utrecht", "14 030", Point(5.1214, 52.0907, srid=4326), "midden"),
    "GM0935": ("Maastricht", "14 043", Point(5.6909, 50.8514, srid=4326), "zuid"),
}
# Names and numbers of Breda, and positions there.
OF_BREDA = re.compile(r"breda|14 ?076|0758|claudius|51\.5\d|\b4\.7\d", re.IGNORECASE)
MACHINES = {"alive", "ready", "photo", "background", "on-site"}


@pytest.fixture(params=OTHERS)
def municipality(request, settings, monkeypatch):
    """The code of one; its site is filled, and set up as its own people would."""
    name, phone, centre, _region = OTHERS[request.param]
    settings.MUNICIPALITY = request.param
    settings.SITE_OWNER, settings.SITE_CITY = f"gemeente {name}", name
    settings.CONTACT_PHONE, settings.CONTACT_PLACE = phone, f"Stadhuis {name}"
    monkeypatch.setattr(admin.site, "site_title", settings.SITE_OWNER)
    settings.MAIL_FROM = "ontmoeten@example.nl"
    monkeypatch.setattr(factories, "GROTE_MARKT", centre)
    boundary = square(centre, 5_000)
    make_municipality(code=request.param, name=name, centre=centre, boundary=boundary)
    addresses.build()
    clock.forget_position()
    return request.param


def texts(client):
    """(address, what it says) of everything that answers with a page or a file."""
    known = addresses.EXAMPLES | addresses.OF_STAFF
    for name, arguments in known.items():
        if name in MACHINES:
            continue
        path = reverse(name, kwargs=arguments)
        answer = client.get(path)
        if answer.status_code == 200:
            body = b"".join(answer) if answer.streaming else answer.content
            yield path, body.decode(errors="replace")


def test_no_page_says_anything_of_breda(client, municipality):
    name, phone, _centre, _region = OTHERS[municipality]
    client.force_login(make_staff())

    seen = dict(texts(client))

    found = {
        path: hit[0] for path, text in seen.items() if (hit := OF_BREDA.search(text))
    }
    assert not found
    assert len(seen) > 60
    assert f"gemeente {name}" in seen["/"]
    assert phone in seen["/plekken/"]


def test_holidays_and_the_sun_are_its_own(municipality):
    _name, _phone, centre, region = OTHERS[municipality]

    assert clock.school_region() == region
    assert clock.position() == pytest.approx((centre.y, centre.x), abs=0.01)
    assert Place.objects.get(slug="bankje").neighbourhood.name == "Belcrum"


def test_the_demonstration_is_of_breda_and_goes_nowhere_else(municipality, capsys):
    before = Place.objects.count()

    call_command("load_demo")

    assert Place.objects.count() == before
    assert "van Breda" in capsys.readouterr().out


def test_school_holidays_of_another_region_are_not_those_of_breda(municipality):
    of_region = {"noord": (8, 16), "midden": (8, 30), "zuid": (8, 23)}
    month, last = of_region[OTHERS[municipality][3]]
    calendar = clock.calendar()

    assert calendar.is_school_holiday(date(2026, month, last))
    assert not calendar.is_school_holiday(date(2026, month, last + 1))
