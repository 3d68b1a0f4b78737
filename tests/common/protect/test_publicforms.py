"""The protection that all forms for everyone share."""

import pytest
from django import forms
from django.test import RequestFactory

from common.protect.forms import PublicForm, comes_from_here

ASK = RequestFactory()
NOON = "2026-11-23 12:00:00+01:00"


class WishForm(PublicForm):
    limit = "report"
    wish = forms.CharField()


def opened(about="bank"):
    return WishForm(request=ASK.get("/"), about=about).initial["opened"]


def sent(token, about="bank", **answers):
    data = {"wish": "een bankje", "opened": token, **answers}
    return WishForm(data, request=ASK.post("/"), about=about)


@pytest.fixture
def token(time_machine):
    time_machine.move_to(NOON, tick=False)
    token = opened()
    time_machine.shift(30)
    return token


def test_a_form_of_half_a_minute_old_is_fine(token):
    assert sent(token).is_valid()


def test_what_comes_within_two_seconds_is_asked_again_and_then_taken(time_machine):
    time_machine.move_to(NOON, tick=False)
    token = opened()
    time_machine.shift(1)
    form = sent(token)

    assert "wel heel snel" in str(form.errors)
    assert form["wish"].value() == "een bankje"

    time_machine.shift(3)
    assert sent(form["opened"].value()).is_valid()


def test_a_form_of_more_than_a_day_old_is_renewed_and_keeps_what_was_typed(
    token, time_machine
):
    time_machine.shift(25 * 3600)
    form = sent(token)

    assert "lang open" in str(form.errors)
    assert form["wish"].value() == "een bankje"
    time_machine.shift(3)
    assert sent(form["opened"].value()).is_valid()


@pytest.mark.parametrize("nonsense", ["", "open:1abc:xyz", "\0"])
def test_a_made_up_moment_is_asked_again(token, nonsense):
    form = sent(nonsense)

    assert not form.is_valid()
    assert not form.was_opened


def test_a_moment_of_another_place_does_not_count(token):
    assert not sent(token, about="another").is_valid()


def test_what_people_do_not_see_is_not_among_the_fields(token):
    assert [field.name for field in sent(token).shown_fields()] == ["wish"]


def test_who_filled_that_in_is_told_and_it_is_emptied_for_the_next_time(token):
    form = sent(token, homepage="https://example.org")

    assert not form.is_valid()
    assert form.has_error("__all__", "trap")
    assert form["homepage"].value() == ""
    assert form["wish"].value() == "een bankje"


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "null"}, False),
        ({"Origin": "https://example.org"}, False),
        ({"Origin": "http://testserver.example.org"}, False),
        ({"Referer": "http://testserver/plekken/bank/"}, True),
        ({"Referer": "https://example.org/testserver/"}, False),
        ({}, True),
    ],
)
def test_who_sends_from_another_site_is_known_by_what_the_browser_says(
    headers, is_ours
):
    assert comes_from_here(ASK.post("/", headers=headers)) is is_ours


def test_signs_that_nobody_sees_are_not_kept(token):
    form = sent(token, wish="een\u202e\x07 bankje\u200b")

    assert form.is_valid()
    assert form.cleaned_data["wish"] == "een bankje"
    assert form["wish"].value() == "een\u202e\x07 bankje\u200b"
