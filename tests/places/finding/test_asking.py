"""What someone wants and where, from the words of one field."""

import pytest

from places.facts.locations import Spot, plain
from places.finding.geocoding import Whereabouts
from places.finding.question import understand

KNOWN = {"bankje", "leuning", "met", "park", "bibliotheek", "toilet", "in", "koffie"}
SPOTS = {
    "middellaan": [("weg", "Middellaan")],
    "belcrum": [("buurt", "Belcrum"), ("weg", "Belcrumweg")],
    "hoge vucht": [("buurt", "Hoge Vucht")],
    "4818cd": [("postcode", "4818CD")],
    "kerkstraat": [("weg", "Kerkstraat"), ("weg", "Kerkstraat")],
    "grote markt": [("plek", "Grote Markt"), ("weg", "Grote Markt")],
    "markt": [("weg", "Markt 1"), ("weg", "Markt 2")],
    "bieb centrum": [("plek", "Bieb Centrum")],
}


def spot(kind, label, number):
    area = f"{label} {number}" if label == "Kerkstraat" else label
    return Spot(label, "Breda", 51.6, 4.8, kind, area=area, names=(plain(label),))


def look_up(text):
    found = SPOTS.get(plain(text), [])
    return Whereabouts([spot(*each, i) for i, each in enumerate(found)])


def knows(text):
    return all(word in KNOWN for word in text.lower().split())


def understood(text):
    asked = understand(text, look_up, knows)
    return asked.what, [each.label for each in asked.spots]


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("", "", []),
        ("   ", "", []),
        ("bankje", "bankje", []),
        ("bankje met leuning", "bankje met leuning", []),
        ("Belcrum", "", ["Belcrum"]),
        ("belcrum", "", ["Belcrum"]),
        ("Middellaan", "", ["Middellaan"]),
        ("4818 CD", "", ["4818CD"]),
        ("4818cd", "", ["4818CD"]),
        ("bankje 4818 CD", "bankje", ["4818CD"]),
        ("bankje bij 4818 cd", "bankje", ["4818CD"]),
        ("bankje bij Middellaan", "bankje", ["Middellaan"]),
        ("bankje bij de Middellaan", "bankje", ["Middellaan"]),
        ("bankje met leuning, Middellaan", "bankje met leuning", ["Middellaan"]),
        ("bankje met leuning middellaan", "bankje met leuning", ["Middellaan"]),
        ("park in de buurt van Hoge Vucht", "park", ["Hoge Vucht"]),
        ("park in Belcrum", "park", ["Belcrum"]),
        ("bench near Middellaan", "bench", ["Middellaan"]),
        ("bij Belcrum", "", ["Belcrum"]),
        ("Kerkstraat", "", ["Kerkstraat", "Kerkstraat"]),
        ("markt", "", ["Markt 1", "Markt 2"]),
        ("bieb centrum", "bieb centrum", []),
        ("koffie in bibliotheek", "koffie in bibliotheek", []),
        ("xyzzy", "xyzzy", []),
        ("bij", "bij", []),
        ("bij bij bij", "bij bij bij", []),
        (", , ,", ", , ,", []),
    ],
)
def test_the_words_are_divided_as_people_mean_them(text, what, where):
    assert understood(text) == (what, where)


def test_a_place_and_a_street_of_one_name_are_one_spot_only_when_they_are_the_same():
    assert understood("bankje bij Grote Markt") == ("bankje", ["Grote Markt"])


def test_it_says_when_addresses_could_not_be_looked_up():
    asked = understand("xyzzy", lambda text: Whereabouts([], False), knows)

    assert not asked.is_complete


def test_no_more_than_four_look_ups_however_long_the_text():
    asked = []

    def counting(text):
        asked.append(text)
        return Whereabouts([])

    understand(" bij ".join(["bankje in, straat"] * 30), counting, knows)

    assert len(asked) <= 4


@pytest.mark.parametrize("text", ["bankje vucht", "bankje bij vucht", "vucht"])
def test_what_only_looks_like_it_is_asked_about(text):
    polder = spot("buurt", "Vuchtpolder", 0)

    def look_up(where):
        return Whereabouts([polder] if where == "vucht" else [])

    asked = understand(text, look_up, knows)

    assert asked.spots == (polder,)
    assert asked.spot is None


def test_what_is_called_so_is_sure():
    assert understand("belcrum weg", look_up, knows).spot is None
    assert understand("bankje Middellaan", look_up, knows).spot.label == "Middellaan"
