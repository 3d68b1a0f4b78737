import re
from pathlib import Path

import pytest

from places.models import PlaceKind
from places.models.first_rows import fill_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SPRITE = Path(__file__).parents[3] / "static" / "icons" / "icons.svg"
# As the design has them: tags, usual cost, always open, in the usual results.
DESIGN = {
    "bankje": ("amenity=bench", "free", True, True),
    "picknicktafel": ("leisure=picnic_table, tourism=picnic_site", "free", True, True),
    "park": ("leisure=park", "free", False, True),
    "plein": ("place=square", "free", True, True),
    "bibliotheek": ("amenity=library", "free", False, True),
    "buurttuin": ("landuse=allotments, garden:type=community", "unknown", False, True),
    "speelplek": ("leisure=playground", "free", False, False),
    "sportplek": ("leisure=pitch, leisure=fitness_station", "unknown", False, True),
    "buurthuis": (
        "amenity=community_centre, amenity=social_centre",
        "unknown",
        False,
        True,
    ),
    "gebedshuis": ("amenity=place_of_worship", "unknown", False, True),
    "cultuur": ("tourism=museum, amenity=arts_centre", "unknown", False, True),
    "watertap": ("amenity=drinking_water", "free", True, True),
    "cafe": ("amenity=cafe", "paid", False, True),
    "restaurant": ("amenity=restaurant", "paid", False, True),
    "toilet": ("amenity=toilets", "unknown", False, False),
    "overig": ("", "unknown", False, True),
}


def test_the_kinds_are_those_of_the_design():
    found = {
        kind.slug: (
            kind.osm_tags,
            kind.cost,
            kind.opening_hours == "24/7",
            kind.is_listed,
        )
        for kind in PlaceKind.objects.all()
    }

    assert found == DESIGN


def test_filling_again_keeps_what_staff_changed():
    PlaceKind.objects.filter(slug="bankje").update(name="Zitbank", shelf_life=6)

    fill_kinds()

    bench = PlaceKind.objects.get(slug="bankje")
    assert (bench.name, bench.shelf_life) == ("Zitbank", 6)


def test_every_kind_has_an_icon_of_its_own_that_is_in_the_sprite():
    icons = list(PlaceKind.objects.values_list("icon", flat=True))
    drawn = re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text())

    assert len(set(icons)) == len(icons)
    assert set(icons) <= set(drawn)


def test_no_icon_needs_a_colour_to_be_understood():
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', SPRITE.read_text()))

    assert colours <= {"none", "currentColor"}


def test_every_kind_has_a_name_in_both_languages_and_a_theme():
    for kind in PlaceKind.objects.prefetch_related("themes"):
        assert kind.name
        assert kind.name_en
        assert kind.themes.all()
