"""What we write is GPX 1.1, and what we read is trusted in nothing."""

from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import pytest
from gpx.validation import validate_text

from tours.facts import gpx, gpx_reading
from tours.facts.gpx import NAMESPACE, Trip, Waypoint
from tours.facts.gpx_reading import Refused, line_of

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
STOPS = [
    Waypoint(4.7762, 51.5906, "Plein & park", "Rust <even>", "https://x.example/a/"),
    Waypoint(4.7789, 51.5919, "Park"),
]


def written(line=(), name="Langs\u0007 water\nen wind", stops=STOPS):
    return gpx.written(Trip(name, "Een rondje.", "https://x.example/", AT, stops, line))


def tree(*given):
    return fromstring(written(*given))  # noqa: S314


def check(text):
    """What another program says of it, that knows the schema of GPX 1.1."""
    assert [str(each) for each in validate_text(text).issues] == []


@pytest.mark.parametrize("line", [(), [(4.77, 51.59), (4.78, 51.60)]])
def test_it_follows_the_schema(line):
    check(written(line))

    assert tree(line).get("creator") == "Ontmoeten"


def test_what_does_not_follow_the_schema_is_found():
    with pytest.raises(AssertionError, match="order"):
        check(written().replace(b"<metadata>", b"<rte/><metadata>"))


def test_signs_that_xml_cannot_hold_are_left_out():
    name = tree().find(f"{{{NAMESPACE}}}metadata/{{{NAMESPACE}}}name")

    assert name.text == "Langs  water en wind"


@pytest.mark.parametrize("line", [(), [(4.77, 51.59), (4.78, 51.60)]])
def test_signs_that_mean_something_in_xml_stay_what_they_are(line):
    odd = 'Piet & Truus\' <"rondje"> ]]>'
    root = tree(line, odd)

    check(written(line, odd))
    way = {"trk" if line else "rte", "metadata"}
    for each in way:
        assert root.find(f"{{{NAMESPACE}}}{each}/{{{NAMESPACE}}}name").text == odd


def test_the_line_of_a_route_with_such_a_name_is_read():
    odd = "<gpx><rte><name>A &amp; B &lt;&quot;&apos;&gt;</name>"
    points = '<rtept lat="51.5" lon="4.7"/><rtept lat="51.6" lon="4.8"/>'

    assert read(f"{odd}{points}</rte></gpx>") == [(4.7, 51.5), (4.8, 51.6)]


def test_a_place_on_the_line_of_the_date_is_one_of_the_schema():
    """Degrees of longitude are less than 180 there, not as much."""
    stops = [Waypoint(lon, 51, "Hier") for lon in (180, 179.9999999, -180)]

    check(written(stops=stops))


def test_a_line_that_was_ridden_is_a_track_and_straight_lines_are_a_route():
    ways = [{child.tag.rpartition("}")[2] for child in tree(line)}
            for line in ((), [(4.77, 51.59), (4.78, 51.6)])]  # fmt: skip

    assert [{"rte", "trk"} & each for each in ways] == [{"rte"}, {"trk"}]


def read(text, size=None):
    data = text if isinstance(text, bytes) else text.encode()
    return line_of(len(data) if size is None else size, [data])


def file(points, tag="trkpt"):
    rows = "".join(f'<{tag} lat="{lat}" lon="{lon}"/>' for lon, lat in points)
    return f'<gpx xmlns="{NAMESPACE}"><trk><trkseg>{rows}</trkseg></trk></gpx>'


def refused(text, **facts):
    with pytest.raises(Refused) as caught:
        read(text, **facts)
    return caught.value.why


def test_what_we_write_can_be_read_again():
    line = [(4.77, 51.59), (4.78, 51.6), (4.79, 51.58)]
    trip = Trip("Rondje", "", "https://x.example/", AT, STOPS, line)

    assert read(gpx.written(trip)) == line


def test_a_route_is_read_where_there_is_no_track():
    assert read(file([(4.77, 51.59), (4.78, 51.6)], "rtept")) == [
        (4.77, 51.59),
        (4.78, 51.6),
    ]


def test_a_long_line_is_made_simpler():
    steps = 50_000
    line = [(4.7 + at / steps, 51.5 + at % 2 * 0.004) for at in range(steps)]

    assert len(read(file(line))) <= gpx_reading.MOST_KEPT


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("geen xml", "not-gpx"),
        ("<kml/>", "not-gpx"),
        ("<gpx>", "not-gpx"),
        ("<gpx/>", "no-line"),
        (file([(4.77, 51.59)]), "no-line"),
        (file([(4.77, 91)]), "position"),
        (file([("nan", 51)]), "position"),
        ('<gpx><trkpt lat="51"/></gpx>', "position"),
        ("<gpx>" + "<a>" * 30, "not-gpx"),
        ('<!DOCTYPE gpx [<!ENTITY a "b">]><gpx>&a;</gpx>', "doctype"),
        ('<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>', "doctype"),
    ],
)
def test_what_is_no_line_is_refused_with_the_reason(text, why):
    assert refused(text) == why


def test_a_file_that_is_too_large_is_not_read():
    def never():
        raise AssertionError("it was read")
        yield

    with pytest.raises(Refused) as caught:
        line_of(gpx_reading.MOST_BYTES + 1, never())
    assert caught.value.why == "size"


def test_a_file_that_says_it_is_smaller_than_it_is_is_stopped(monkeypatch):
    monkeypatch.setattr(gpx_reading, "MOST_BYTES", 100)

    assert refused(file([(4.77, 51.59)] * 100), size=10) == "size"


def test_too_many_points_are_refused(monkeypatch):
    monkeypatch.setattr(gpx_reading, "MOST_POINTS", 10)

    assert refused(file([(4.77, 51.59)] * 11)) == "points"


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(gpx_reading, "MOST_SECONDS", -1)

    assert refused(file([(4.77, 51.59), (4.78, 51.6)])) == "time"
