"""Advice on writing plainly: what it says, and what it leaves alone."""

import pytest
from django.utils import translation

from common.plain import Advice, read
from common.plain.advice import SHOWN, Kind
from common.plain.hardwords import HardWords, ours
from common.plain.reading import syllables_of

OURS = HardWords(ours())


def found(text, hard=OURS):
    return [(each.kind.value, each.said) for each in read(text, hard).advice]


def better(text, hard=OURS):
    return [each.better for each in read(text, hard).advice]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "Kom gerust langs. De koffie is gratis.",
        "Het wordt gezellig.",
        "Wordt het warm? Dan zitten we buiten, in het gebied bij de vijver.",
        "We hebben elkaar gezien en gesproken.",
        "Met de menukaart van Mensen Maken Breda.",
        "Café De Ontmoetingsplaatsvandestad is open.",
        "12345 !!! ??? ...",
        "😀 😀",
    ],
)
def test_plain_texts_get_no_advice(text):
    assert found(text) == []


def test_a_long_sentence_is_told_with_how_long_it_is():
    text = "Kort. " + "woord " * 19 + "einde."
    [advice] = read(text, OURS).advice

    assert (advice.kind, advice.words, advice.start) == (Kind.SENTENCE, 20, 6)
    assert advice.said == "woord woord woord woord woord woord …"


def test_lines_of_a_list_are_sentences_of_their_own():
    lines = "\n".join(f"- {'woord ' * 6}" for _line in range(5))

    assert found(lines) == []


@pytest.mark.parametrize(
    ("text", "said", "instead"),
    [
        ("Wij zijn tevens open.", "tevens", "ook"),
        ("TEVENS open.", "TEVENS", "ook"),
        ("Ten behoeve van de buurt.", "Ten behoeve van", "voor"),
        ("Ten\nbehoeve  van de buurt.", "Ten behoeve van", "voor"),
        ("Voor alle doelgroepen.", "doelgroepen", "voor wie het is"),
        ("Een adequate plek.", "adequate", "goed, passend"),
        ("Een effectieve manier.", "effectieve", "met resultaat"),
        ("Een co-creatie met de wijk.", "co-creatie", "samen maken"),
    ],
)
def test_a_hard_word_comes_with_an_easier_one(text, said, instead):
    assert found(text) == [("word", said)]
    assert better(text) == [instead]


def test_a_phrase_comes_before_the_words_in_it():
    hard = {"sociale cohesie": "band in de buurt", "cohesie": "band"}

    assert better("De sociale cohesie. De cohesie.", hard) == [
        "band in de buurt",
        "band",
    ]


def test_a_word_without_an_easier_one_is_not_hard():
    assert found("Tevens.", {"tevens": ""}) == []


def test_a_long_word_is_told_and_a_name_is_not():
    assert found("Onze vrijwilligersbijeenkomsten.") == [
        ("long", "vrijwilligersbijeenkomsten")
    ]
    assert found("Bij Vrijwilligersbijeenkomsten.") == []


@pytest.mark.parametrize(
    "text",
    [
        "De soep wordt gemaakt door buren.",
        "Er wordt gegeten.",
        "De tafels worden opgehaald.",
        "Dat werd verteld.",
        "Het plan wordt besproken.",
        "Als je komt, wordt de deur opengedaan.",
    ],
)
def test_who_does_it_is_asked_when_nobody_does(text):
    assert [kind for kind, _said in found(text, {})] == ["passive"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Men komt samen.", "Men"),
        ("U dient zich te melden.", "U dient zich te"),
        ("Bezoekers dienen te bellen.", "dienen te"),
        ("Vooraf dient u te bellen.", "dient u"),
    ],
)
def test_stiff_words_are_told_once(text, said):
    assert [pair for pair in found(text) if pair[0] == "formal"] == [("formal", said)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kom bijv. met de bus.", "bijv."),
        ("M.b.t. de tuin.", "M.b.t."),
        ("Open t/m vrijdag.", "t/m"),
        ("Neem koffie, thee etc. mee.", "etc."),
    ],
)
def test_an_abbreviation_is_written_out(text, said):
    assert found(text) == [("abbreviation", said)]


def test_the_dot_of_an_abbreviation_ends_no_sentence():
    assert read("Kom bijv. met de bus. Of te voet.", OURS).sentences == 2


def test_advice_stands_in_the_order_of_the_text():
    starts = [each.start for each in read("Tevens m.b.t. men thans.", OURS).advice]

    assert starts == sorted(starts)
    assert len(starts) == 4


def test_of_a_thing_that_comes_back_the_advice_is_shown_once():
    reading = read("Tevens. Tevens. TEVENS.", OURS)

    assert len(reading.advice) == 3
    assert len(reading.shown) == 1
    assert reading.more == 0


def test_advice_is_never_a_wall():
    text = ". ".join(list(ours())[:40])
    reading = read(text, OURS)

    assert len(reading.shown) == SHOWN
    assert reading.more > 0


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("ik", 1), ("koffie", 2), ("buurthuis", 2), ("ontmoeten", 3), ("ideeën", 3),
        ("activiteit", 4), ("gemeente", 3), ("vrij", 1), ("geëerd", 2), ("pst", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_sound(word, count):
    assert syllables_of(word) == count


def test_ease_is_the_formula_of_douma():
    text = "Wij eten iedere maandag tomatensoep. " * 5  # 12 syllables in 5 words

    assert read(text, {}).ease == round(206.84 - 77 * 12 / 5 - 0.93 * 5)


def test_of_a_short_text_nobody_can_say_how_easy_it_is():
    reading = read("Wij eten soep.", OURS)

    assert reading.ease is None
    assert reading.level == ""


def test_a_stiff_text_is_harder_than_a_plain_one():
    plain = "We drinken koffie. Je bent welkom. Kom gerust alleen. Het is gratis. " * 3
    stiff = (
        "Ten behoeve van de participatie van inwoners organiseert de "
        "welzijnsorganisatie periodieke ontmoetingsactiviteiten waarbij deelname "
        "uitsluitend mogelijk is indien aanmelding tijdig heeft plaatsgevonden."
    )

    with translation.override("nl"):
        assert read(plain, OURS).level == "Deze tekst is makkelijk te lezen."
        assert read(stiff, OURS).level == "Deze tekst is moeilijk te lezen."


def test_our_list_has_four_hundred_words_and_none_twice_or_empty():
    words = ours()

    assert len(words) >= 400
    for said, easy in words.items():
        assert said == said.lower().strip()
        assert easy.strip()
        assert said not in easy.split(", "), said


def test_every_kind_of_advice_has_its_sentence():
    for kind in Kind:
        assert Advice(kind, 0, "x", "y", 20).text


@pytest.mark.parametrize(
    "text",
    ["a" * 50_000, " " * 50_000, "." * 50_000, "ge" * 25_000, "u dient " * 6_000,
     "worden " * 7_000, "a-" * 25_000, "\n" * 50_000, "\0" * 1000, "m.b.t." * 5_000],
)  # fmt: skip
def test_no_text_takes_it_long_or_breaks_it(text):
    assert read(text, OURS).words <= 10_000
