"""Every choice is a chip that one press takes away, and a part of the sentence."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils.translation import override

from initiatives.agenda.filters import ActivityFilterSet
from places.finding.filters import PlaceFilterSet
from tests.kit.factories import make_neighbourhood, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# An answer to every filter, and those without which it says nothing.
ANSWERS = {
    "gratis": "alles",
    "drempelvrij": "ja",
    "soort": "bankje",
    "voorziening": "rugleuning",
    "thema": "gezondheid",
    "buurt": "heuvel",
    "bij": "51.589,4.775",
    "waar": "Heuvel",
    "straal": "500",
    "q": "schaken",
    "vak": "4.7,51.5,4.8,51.6",
    "open": "2026-12-05T14:00",
    "mensen": "nu",
    "onbekend": "mee",
    "verouderd": "mee",
    "zin": "eten",
    "dimensie": "meedoen",
    "taal": "ar",
    "dagdeel": "middag",
    "dag": "2026-12-05",
    "periode": "dag",
}
EVERY = [
    (filter_set, name)
    for filter_set in (PlaceFilterSet, ActivityFilterSet)
    for name in filter_set.base_filters
]


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-30 12:00+01:00", tick=False)
    make_neighbourhood(name="Heuvel")


def asked(filter_set, query):
    found = filter_set(QueryDict(query))
    assert found.is_valid(), found.errors
    return found


@pytest.mark.parametrize(("filter_set", "name"), EVERY)
def test_each_choice_has_a_chip_that_takes_just_it_away(filter_set, name):
    pairs = {name: ANSWERS[name]}
    if name == "waar":  # it only says how that is called
        pairs["bij"] = ANSWERS["bij"]
    other = {"drempelvrij": "ja"} if name != "drempelvrij" else {"soort": "park"}

    found = asked(filter_set, urlencode(pairs | other))

    [chip] = [each for each in found.chosen if each.name in pairs]
    assert chip.label
    assert chip.query == f"?{urlencode(other)}"


@pytest.mark.parametrize("filter_set", [PlaceFilterSet, ActivityFilterSet])
def test_all_at_once_each_has_one_chip(filter_set):
    every = {name: ANSWERS[name] for name in filter_set.base_filters}

    names = [chip.name for chip in asked(filter_set, urlencode(every)).chosen]

    assert sorted(names) == sorted(set(every) - {"waar", "periode"})


def test_of_more_answers_to_one_question_each_has_a_chip():
    found = asked(PlaceFilterSet, "soort=bankje&soort=park")

    assert [(chip.label, chip.query) for chip in found.chosen] == [
        ("Bankje", "?soort=park"),
        ("Park", "?soort=bankje"),
    ]


def test_the_place_goes_with_its_name_and_how_far():
    found = asked(PlaceFilterSet, "bij=51.589,4.775&waar=Heuvel&straal=2000")

    assert [(chip.label, chip.query) for chip in found.chosen] == [
        ("Bij Heuvel", ""),
        ("Hooguit 2 km", "?bij=51.589%2C4.775&waar=Heuvel"),
    ]


@pytest.mark.parametrize(
    ("query", "dutch", "english"),
    [
        (
            "",
            "Gratis plekken om elkaar te ontmoeten",
            "Free places to meet",
        ),
        (
            "soort=bankje&voorziening=rugleuning&open=2026-12-05T14:00"
            "&bij=51.589,4.775&waar=Heuvel",
            "Bankjes met rugleuning, open op zaterdag 5 december om 14.00 uur, bij "
            "Heuvel",
            "Benches with backrest, open on Saturday 5 December at 14:00, near Heuvel",
        ),
        (
            "buurt=heuvel&drempelvrij=ja&open=nu",
            "Gratis plekken zonder drempel, nu open, in Heuvel",
            "Free places without steps, open now, in Heuvel",
        ),
        (
            "mensen=nu&open=2026-12-05T14:00",
            "Gratis plekken, open op zaterdag 5 december om 14.00 uur, waar dan mensen "
            "zijn",
            "Free places, open on Saturday 5 December at 14:00, with people there then",
        ),
        ("gratis=alles&q=schaken", "Plekken voor “schaken”", "Places for “schaken”"),
        (
            "soort=park&soort=bankje&bij=51.589,4.775",
            "Parken en bankjes bij jou in de buurt",
            "Parks and benches near you",
        ),
    ],
)
def test_the_heading_of_places_is_a_sentence(query, dutch, english):
    assert asked(PlaceFilterSet, query).sentence == dutch
    with override("en"):
        assert asked(PlaceFilterSet, query).sentence == english


@pytest.mark.parametrize(
    ("query", "dutch", "english"),
    [
        ("", "Wat is er te doen", "What is on"),
        (
            "dag=2026-12-05&periode=dag&dagdeel=middag&bij=51.589,4.775&waar=Heuvel",
            "Activiteiten op zaterdag 5 december, 's middags, bij Heuvel",
            "Activities on Saturday 5 December, in the afternoon, near Heuvel",
        ),
        (
            "taal=ar&taal=tr&buurt=heuvel",
            "Activiteiten waar mensen Arabisch of Turks spreken, in Heuvel",
            "Activities where people speak Arabic or Turkish, in Heuvel",
        ),
        (
            "dag=2026-12-05",
            "Activiteiten vanaf zaterdag 5 december",
            "Activities from Saturday 5 December on",
        ),
    ],
)
def test_the_heading_of_the_agenda_is_a_sentence(query, dutch, english):
    assert asked(ActivityFilterSet, query).sentence == dutch
    with override("en"):
        assert asked(ActivityFilterSet, query).sentence == english


@pytest.mark.parametrize("filter_set", [PlaceFilterSet, ActivityFilterSet])
def test_the_sentence_says_all_that_narrows(filter_set):
    said_besides = {"soort"} if filter_set is ActivityFilterSet else {"soort", "gratis"}
    bare = asked(filter_set, "").sentence
    for name in filter_set.base_filters:
        is_said = name not in filter_set.NOT_IN_SENTENCE or name in said_besides

        found = asked(filter_set, urlencode({name: ANSWERS[name]}))

        assert (found.sentence != bare) is is_said, name


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/plekken/?soort=bankje", "Bankjes"),
        ("/agenda/?dagdeel=avond", "Activiteiten &#x27;s avonds"),
        ("/en/plekken/?soort=bankje", "Benches"),
    ],
)
def test_the_title_is_the_heading(client, address, title):
    make_place()

    page = client.get(address).content.decode()

    assert f">{title}</h1>" in page
    assert f"<title>{title} | " in page
    assert 'class="chips chips--row chosen"' in page
