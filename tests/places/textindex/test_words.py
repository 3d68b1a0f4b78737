"""Words without any database: one key for all forms of a word."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from places.textindex import words
from places.textindex.stemming import stem

FORMS = [
    "bank banken bankje bankjes",
    "boom bomen boompje boompjes",
    "huis huizen huisje huisjes",
    "kind kinderen",
    "tuin tuinen tuintje tuintjes",
    "weg wegen weggetje",
    "brug bruggen bruggetje",
    "plein pleinen pleintje",
    "bibliotheek bibliotheken",
    "toilet toiletten toiletje",
    "moskee moskeeen moskeetje",
    "cafe cafes cafeetje",
    "museum musea",
    "pad paden paadje",
    "tafel tafels tafeltje tafeltjes",
    "straat straten straatje",
    "laan lanen laantje",
    "route routes",
    "groot grote",
    "lief lieve",
    "auto autos autootje",
    "bloem bloemen bloemetje bloempje",
    "lamp lampen lampje",
    "plant planten plantje",
    "ring ringen ringetje",
    "ketting kettingen kettinkje",
    "kamer kamers kamertje",
    "boerderij boerderijen boerderijtje",
    "haven havens haventje",
    "steen stenen steentje",
    "hof hoven hofje",
    "school scholen schooltje",
    "knie knieen knietje",
    "ruimte ruimtes ruimten",
    "geit geiten geitje",
    "fietspad fietspaden fietspaadje",
    "toeslag toeslagen",
    "mogelijkheid mogelijkheden",
    "bench benches",
]


@pytest.mark.parametrize("forms", FORMS)
def test_all_forms_of_a_word_have_one_key(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boom", "bom"),
        ("man", "maan"),
        ("zon", "zoon"),
        ("bos", "boos"),
        ("mens", "men"),
        ("les", "lees"),
        ("kerk", "werk"),
        ("bank", "bak"),
    ],
)
def test_other_words_have_other_keys(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Café 'De Zon'", {"cafe", "de", "zon"}),
        ("foto’s en auto's", {"foto", "en", "auto"}),
        ("4818 CD", {"4818cd", "4818"}),
        ("4818cd", {"4818cd", "4818"}),
        ("4818 VD Breda", {"4818vd", "4818", "breda"}),
        ("Doornbos-Linie", {"doornbos", "linie", "doornboslinie"}),
        ("Straße, Ærø", {"stras", "aero"}),
        ("", set()),
        ("!? … 🙂 *", set()),
    ],
)
def test_a_text_of_ours_has_these_terms(text, terms):
    assert words.indexed(text) == {words.term(each) for each in terms}


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("een bankje bij de Mark", ["bankje", "mark"]),
        ("de", ["de"]),
        ("4818 CD", ["4818cd"]),
        ("2000 en", ["2000"]),
        ("  ", []),
    ],
)
def test_a_question_leaves_out_what_says_nothing_unless_it_is_all(text, typed):
    assert list(words.asked(words.split(text)).values()) == typed


@given(st.text())
@example("\0 ı İ ﬁ Ⅷ ½ ² ＡＢ ٣ 中文 हिन्दी")
def test_any_text_becomes_plain_words(text):
    for term in words.indexed(text):
        assert term
        assert term.isascii()
        assert term.isalnum()
        assert term == term.lower()
        assert len(term) <= words.LONGEST


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    for word in words.split(text):
        assert words.split(words.term(word)) == [words.term(word)]
        assert words.term(words.term(word)) == words.term(word)


@given(st.text(alphabet="abcdefgijklmnoprstuvwyz", max_size=14))
@example("kinderen")
@example("eetcafeetjes")
def test_the_key_of_a_key_is_itself(word):
    assert stem(stem(word)) == stem(word)


@given(st.text(alphabet=" \t\n.,;:!?'\"()*&@#-_"))
def test_what_holds_no_letter_is_nothing(text):
    assert words.split(text) == []
