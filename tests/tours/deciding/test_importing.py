"""Junctions from GeoJSON: all of them or none."""

import json

import pytest
from django.core.management import CommandError, call_command

from tours.models import Junction

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]


def feature(ref="12", mark="node/1", at=(4.77, 51.58), **facts):
    return {
        "type": "Feature",
        "id": mark,
        "properties": {"ref": ref, "network": "rcn", **facts},
        "geometry": {"type": "Point", "coordinates": list(at)},
    }


@pytest.fixture
def read(tmp_path):
    def read(*features, **options):
        path = tmp_path / "knooppunten.geojson"
        text = json.dumps({"type": "FeatureCollection", "features": features})
        path.write_text(options.pop("text", text))
        call_command("import_junctions", path, source="OSM", **options)

    return read


def refs():
    return sorted(Junction.objects.values_list("ref", flat=True))


def test_they_are_read_with_their_number_as_the_sign_shows_it(read, capsys):
    read(feature("9"), feature("47", "node/2"))

    assert refs() == ["09", "47"]
    assert "2 nieuw" in capsys.readouterr().out


def test_twice_changes_nothing_and_what_is_gone_goes(read, capsys):
    read(feature("9"), feature("47", "node/2"))
    read(feature("9"), feature("47", "node/2"))
    assert "0 nieuw, 0 veranderd, 0 weg" in capsys.readouterr().out
    read(feature("10"))

    assert refs() == ["10"]
    assert "0 nieuw, 1 veranderd, 1 weg" in capsys.readouterr().out


def test_those_of_another_source_stay(read):
    Junction.objects.create(
        ref="88", point="SRID=4326;POINT(4.7 51.5)", source="x", source_id="1"
    )
    read(feature("9"))

    assert refs() == ["09", "88"]


def test_trying_writes_nothing(read):
    read(feature("9"), dry_run=True)

    assert refs() == []


@pytest.mark.parametrize(
    "wrong",
    [
        feature("geen"),
        feature(mark=None),
        feature(at=(4.77, 95)),
        {"type": "Feature", "properties": {}, "geometry": None},
        {**feature(), "geometry": {"type": "LineString", "coordinates": []}},
    ],
)
def test_with_one_that_is_wrong_none_is_written(read, wrong):
    with pytest.raises(CommandError):
        read(feature("9"), wrong)

    assert refs() == []


@pytest.mark.parametrize("text", ["geen json", "{}", "[" * 5000])
def test_what_is_no_geojson_is_refused(read, text):
    with pytest.raises(CommandError):
        read(text=text)
