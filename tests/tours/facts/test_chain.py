import pytest

from tours.facts.chain import Node, doubts, read, resolved

HERE = Node("12", 4.77, 51.58)
NEAR = Node("47", 4.78, 51.59)
FAR = Node("47", 4.95, 51.58)
ON = Node("09", 4.79, 51.60)


@pytest.mark.parametrize("text", ["12 - 47 - 9", "12-47-09", "12, 47, 9", "12 47 → 9"])
def test_numbers_are_read_however_they_are_typed(text):
    assert read(text) == ["12", "47", "09"]


@pytest.mark.parametrize("text", ["12 - x", "12345", " ".join(["12"] * 61)])
def test_what_is_no_number_or_too_many_is_refused(text):
    with pytest.raises(ValueError, match=r"^(x|12345|12)$"):
        read(text)


def test_of_two_with_one_number_the_nearest_to_the_one_before_is_meant():
    assert resolved(["12", "47", "09"], [FAR, NEAR, HERE, ON]) == [HERE, NEAR, ON]


def test_of_the_first_the_one_by_the_next_is_meant():
    assert resolved(["47", "12"], [FAR, NEAR, HERE]) == [NEAR, HERE]


def test_two_that_lie_far_apart_are_doubted_with_how_far():
    found = resolved(["12", "47"], [HERE, FAR])

    [doubt] = doubts(["12", "47"], found)
    assert (doubt.ref, doubt.before, round(doubt.metres, -3)) == ("47", "12", 12_000)


def test_a_number_that_nobody_knows_is_doubted():
    found = resolved(["12", "99", "47"], [HERE, NEAR])

    assert found == [HERE, None, NEAR]
    assert [each.ref for each in doubts(["12", "99", "47"], found)] == ["99"]
