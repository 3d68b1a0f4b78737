"""Three versions of a thing brought together; the pure part."""

import pytest

from common.history.merge import Merge, Seen

BASE = {"name": "Bank", "phone": "1", "themes": [1]}


def merge(now=None, typed=None, answers=None, seen=None, together=()):
    seen = seen or Seen(BASE)
    return Merge(seen, BASE | (now or {}), BASE | (typed or {}), answers, together)


def side_by_field(found):
    return {row.unit[0]: row.chosen for row in found.rows}


def test_what_nobody_else_changed_needs_no_question():
    found = merge(typed={"name": "Stoel"})

    assert not found.is_needed
    assert found.result == BASE | {"name": "Stoel"}


def test_what_both_changed_to_the_same_needs_no_question():
    assert not merge({"name": "Stoel"}, {"name": "Stoel"}).is_needed


def test_who_typed_nothing_takes_what_is_there():
    found = merge(now={"name": "Stoel"})

    assert found.is_needed
    assert side_by_field(found) == {"name": "theirs"}
    assert found.result == BASE | {"name": "Stoel"}


def test_what_one_side_changed_is_chosen_already_and_what_both_changed_is_asked():
    found = merge({"name": "A", "phone": "2"}, {"name": "B", "themes": [1, 2]})

    assert side_by_field(found) == {"name": "", "phone": "theirs", "themes": "mine"}


def test_other_ends_of_lines_are_no_change():
    seen = Seen({"text": "een\ntwee"})

    found = Merge(seen, {"text": "een\ntwee"}, {"text": "een\r\ntwee "})

    assert not found.rows
    assert found.result == {"text": "een\ntwee"}


def test_fields_that_belong_together_are_chosen_together():
    found = merge({"name": "A"}, {"phone": "2"}, together=[("name", "phone")])

    assert [row.unit for row in found.rows] == [("name", "phone")]
    assert found.rows[0].is_asked


@pytest.mark.parametrize(("side", "name"), [("mine", "B"), ("theirs", "A")])
def test_a_choice_is_followed(side, name):
    now = BASE | {"name": "A"}
    seen = Seen(now, asked=("name",))

    found = merge(now, {"name": "B"}, {"choose.name": side}, seen)

    assert not found.is_needed
    assert found.result["name"] == name


@pytest.mark.parametrize("answer", [{}, {"choose.name": ""}, {"choose.name": "<b>"}])
def test_a_question_without_an_answer_is_asked_again(answer):
    now = BASE | {"name": "A"}
    seen = Seen(now, asked=("name",))

    found = merge(now, {"name": "B"}, answer, seen)

    assert found.is_needed
    assert found.is_unanswered


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_a_third_version_is_asked_about_too(side):
    seen = Seen(BASE | {"name": "A"}, asked=("name",))

    found = merge({"name": "C"}, {"name": "B"}, {"choose.name": side}, seen)

    assert found.is_needed
    assert side_by_field(found)["name"] == ("" if side == "mine" else "theirs")


def test_what_was_given_up_stays_so_until_another_is_typed():
    now = BASE | {"name": "A"}
    seen = Seen(now, {"name": "B"})

    assert merge(now, {"name": "B"}, seen=seen).result["name"] == "A"
    assert merge(now, {"name": "D"}, seen=seen).result["name"] == "D"


def test_a_form_that_does_not_say_what_it_began_with_is_asked_about_all():
    found = merge(typed={"name": "B", "phone": "2"}, seen=Seen())

    assert found.is_needed
    assert side_by_field(found) == {"name": "", "phone": ""}
