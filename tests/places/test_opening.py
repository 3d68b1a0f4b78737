import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from places.models.place import validate_hours
from places.opening import in_words, problem_with


@pytest.mark.parametrize(
    "hours",
    ["24/7", "Mo-Fr 09:00-17:00", "Mo,We 10:00-12:00; PH off", "Apr-Sep: 08:00-20:00"],
)
def test_the_grammar_of_openstreetmap_is_understood(hours):
    assert problem_with(hours) is None


@pytest.mark.parametrize(
    ("hours", "word"),
    [
        ("+423 232 48 18", "grammatica"),
        ("ma-vr 9-17", "grammatica"),
        ('"op afspraak"', "aanhalingstekens"),
        ("Feb 30: 10:00-12:00", "30 Feb"),
        ("Apr 31 off", "31 Apr"),
        ("Mo-Fr 09:00-17:00; SH off", "schoolvakanties"),
    ],
)
def test_what_would_be_guessed_is_refused_with_the_reason(hours, word):
    with translation.override("nl"):
        assert word in problem_with(hours)
        with pytest.raises(ValidationError, match="Een voorbeeld"):
            validate_hours(hours)


def test_hours_are_read_in_the_language_of_the_page():
    hours = "Mo-Fr 09:00-17:00; Sa,Su 10:00-12:00; PH off"

    with translation.override("nl"):
        assert in_words(hours) == [
            "ma-vr 09:00-17:00",
            "za,zo 10:00-12:00",
            "feestdagen dicht",
        ]
    with translation.override("en"):
        assert in_words(hours)[2] == "public holidays closed"
