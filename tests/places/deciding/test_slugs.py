import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from places.deciding.slugs import SlugMaker
from places.models import Place
from tests.kit.factories import make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]


def test_a_free_name_is_its_own_slug():
    assert SlugMaker().make("Bankje bij de Mark") == "bankje-bij-de-mark"


def test_a_taken_name_gets_the_next_number():
    make_place(slug="bankje")
    make_place(slug="bankje-2")
    make_place(slug="bankje-10")

    assert SlugMaker().make("Bankje") == "bankje-11"


def test_one_maker_gives_nothing_twice_before_it_is_saved():
    maker = SlugMaker()

    given_out = [
        maker.make(name) for name in ["Bankje", "Bankje 2", "Bankje", "Bankje"]
    ]

    assert given_out == ["bankje", "bankje-2", "bankje-3", "bankje-4"]


@pytest.mark.parametrize("word", ["Kaart", "Voorstellen", "aanmelden", "plekken"])
def test_a_reserved_word_is_never_given(word):
    assert SlugMaker().make(word) == f"{word.lower()}-2"


@pytest.mark.parametrize("name", ["", "!!!", "東京"])
def test_a_name_without_letters_of_ours_still_gets_one(name):
    assert SlugMaker().make(name) == "plek"


def test_a_long_name_leaves_room_for_a_number():
    long = "x" * 200
    make_place(slug=SlugMaker().make(long))

    assert len(SlugMaker().make(long)) <= 140


def test_looking_up_a_thousand_names_costs_one_query(django_assert_num_queries):
    maker = SlugMaker()
    names = [f"Plek {number} in de wijk" for number in range(1000)]

    with django_assert_num_queries(1):
        maker.look_up(names)
        slugs = {maker.make(name) for name in names}

    assert len(slugs) == 1000


@pytest.mark.once
class Together(TestCase):
    @settings(max_examples=30)
    @given(st.lists(st.sampled_from(["A", "A 2", "A 2 2", "B", "kaart", ""])))
    def test_saved_or_not_no_slug_is_given_twice(self, names):
        maker = SlugMaker()
        slugs = []
        for number, name in enumerate(names):
            slug = maker.make(name)
            slugs.append(slug)
            if number % 2:
                make_place(name=name or "x", slug=slug)
        assert len(set(slugs)) == len(slugs)
        Place.objects.all().delete()

    @settings(max_examples=30)
    @given(
        st.lists(
            st.lists(st.sampled_from(["A", "A 2", "A 4", "A 2 2"]), max_size=4),
            max_size=4,
        )
    )
    def test_what_is_forgotten_after_saving_is_not_given_again(self, chunks):
        maker = SlugMaker()
        slugs = []
        for names in chunks:
            maker.look_up(names)
            given_out = [maker.make(name) for name in names]
            for slug in given_out:
                make_place(slug=slug)
            maker.forget()
            slugs += given_out
        assert len(set(slugs)) == len(slugs)
        Place.objects.all().delete()
