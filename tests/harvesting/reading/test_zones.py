"""Time zones by the names that programs give them."""

from zoneinfo import ZoneInfo

import pytest
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from harvesting.reading import read
from harvesting.reading.ical.own_zones import MOST_ASKED
from harvesting.reading.zones import named


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Amsterdam", "Europe/Amsterdam"),
        ("europe/amsterdam", "Europe/Amsterdam"),
        ('"Europe/Amsterdam"', "Europe/Amsterdam"),
        ("/citadel.org/20260101_1/Europe/Amsterdam", "Europe/Amsterdam"),
        ("/x/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("GMT Standard Time", "Europe/London"),
        ("UTC", "UTC"),
        ("Z", "UTC"),
        ("tzone://Microsoft/Utc", "UTC"),
    ],
)
def test_a_name_is_a_zone_of_the_iana(name, zone):
    assert named(name) == zone


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Phobos", "Customized Time Zone", "../../etc/passwd", "/", "Factory",
     "Europe", "localtime", "\0"],
)  # fmt: skip
def test_what_is_none_is_unknown(name):
    assert named(name) is None


def test_every_zone_of_windows_is_there():
    for name in WINDOWS_TO_OLSON:
        assert ZoneInfo(named(name))


def test_of_a_calendar_with_hundreds_of_own_zones_the_first_are_read():
    zone = "BEGIN:VTIMEZONE\nTZID:Z{n}\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
    zone += "TZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n"
    event = "BEGIN:VEVENT\nUID:{n}\nSUMMARY:a\nDTSTART;TZID=Z{n}:20261103T120000\n"
    event += "END:VEVENT\n"
    many = MOST_ASKED + 20
    parts = "".join(each.format(n=n) for each in (zone, event) for n in range(many))

    found = read(f"BEGIN:VCALENDAR\n{parts}END:VCALENDAR\n".encode())

    assert [event.uid for event in found.events] == [*map(str, range(MOST_ASKED))]
    assert len(found.refused) == 20
