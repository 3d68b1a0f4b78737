import json

import pytest
from django.utils.translation import override

from places.importing.run.places import import_places
from tests.kit.factories import GROTE_MARKT, make_neighbourhood, square

HEADER = "id;soort;lat;lon;naam"
ROW = "1;bankje;51.5887;4.7758;Bankje bij de toren"


@pytest.fixture(autouse=True)
def _in_english():
    """Messages are compared in the language they are written in."""
    with override("en"):
        yield


class Imported:
    """A report, and what was said while it was made."""

    def __init__(self, report, messages):
        self.report, self.messages = report, messages

    def __getattr__(self, name):
        return getattr(self.report, name)

    def texts(self, level):
        return [str(message) for message in self.messages if message.level == level]

    @property
    def only_problem(self):
        """As the command line says it."""
        (one,) = [each for each in self.messages if each.level == "problem"]
        return f"{one} {one.hint}"


@pytest.fixture
def city():
    """A neighbourhood of two kilometres square round the Grote Markt: City."""
    return make_neighbourhood(name="City", boundary=square(GROTE_MARKT, 1000))


@pytest.fixture
def take():
    """Imports a file into the dataset “Proef” and remembers what was said."""

    def take(path, **wishes):
        messages = []
        wishes.setdefault("source", "Proef")
        report = import_places(path, on_message=messages.append, **wishes)
        return Imported(report, messages)

    return take


@pytest.fixture
def table(tmp_path):
    """Writes a CSV file; rows as text, or bytes as they are."""

    def write(*lines, header=HEADER, encoding="utf-8"):
        path = tmp_path / "plekken.csv"
        text = "\n".join([header, *lines]) + "\n"
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def geojson(tmp_path):
    """Writes a FeatureCollection; `crs` comes after the features, as some write it."""

    def write(*features, crs=None, **more):
        whole = {"type": "FeatureCollection", "features": list(features), **more}
        if crs:
            whole["crs"] = {"type": "name", "properties": {"name": crs}}
        path = tmp_path / "plekken.geojson"
        path.write_text(json.dumps(whole), encoding="utf-8")
        return path

    return write


def feature(geometry=None, **properties):
    """A bench with an id on the Grote Markt, unless said otherwise."""
    properties.setdefault("id", "1")
    properties.setdefault("soort", "bankje")
    geometry = geometry or {"type": "Point", "coordinates": [4.7758, 51.5887]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def osm(tmp_path):
    """Writes an extract of OpenStreetMap by hand, as XML."""

    def write(*elements):
        path = tmp_path / "plekken.osm"
        body = "\n".join(elements)
        path.write_text(f'<osm version="0.6">\n{body}\n</osm>', encoding="utf-8")
        return path

    return write


def tags(**values):
    return "".join(
        f'<tag k="{key.replace("__", ":")}" v="{value}"/>'
        for key, value in values.items()
    )


def node(number, lat=51.5887, lon=4.7758, **values):
    place = f'<node id="{number}" version="1" lat="{lat}" lon="{lon}">'
    return f"{place}{tags(**values)}</node>"


def way(number, *nodes, **values):
    refs = "".join(f'<nd ref="{one}"/>' for one in nodes)
    return f'<way id="{number}" version="1">{refs}{tags(**values)}</way>'


def relation(number, *members, **values):
    values.setdefault("type", "multipolygon")
    ways = "".join(
        f'<member type="way" ref="{one}" role="{role}"/>' for one, role in members
    )
    return f'<relation id="{number}" version="1">{ways}{tags(**values)}</relation>'


def corners(first, centre=(51.5887, 4.7758), size=0.001):
    """Four nodes of a square, numbered from `first`."""
    lat, lon = centre
    spots = [(-1, -1), (-1, 1), (1, 1), (1, -1)]
    return [
        node(first + i, round(lat + dy * size, 7), round(lon + dx * size, 7))
        for i, (dy, dx) in enumerate(spots)
    ]
