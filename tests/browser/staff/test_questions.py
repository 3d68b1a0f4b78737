"""The city asks one thing about a square: from the officer who asks it to the resident
who hears what becomes of it."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from common.mail.models import Mail
from learning.models import Question
from ontmoeten.accounts.roles import MODERATOR, POLICY
from tests.browser.inspector import Inspector, visit_all
from tests.kit.factories import (
    make_answer,
    make_group,
    make_place,
    make_question,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.once


def colleague(role):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    return person


def day(days):
    return (timezone.localdate() + timedelta(days=days)).strftime("%d-%m-%Y")


def test_the_pages_of_a_question_are_for_everyone(log_in, town):
    question = make_question(answers=["Meer licht", "Een bankje"])
    group = make_group(question, of=question.contributions.all())
    make_answer(question)
    page, inspector = log_in(make_staff()), Inspector()
    own = f"/beheer/learning/question/{question.pk}/"
    steps = ["change/", "groepen/", f"groepen/{group.pk}/", "belofte/", "beantwoorden/"]
    visit_all(page, inspector, ["/beheer/antwoorden/", *(own + each for each in steps)])
    page.get_by_role("button", name="Beantwoord en sluit").click()
    inspector.look(page, "a question that is not closed yet")
    inspector.check()


def test_one_thing_about_a_square_is_asked_answered_and_heard(
    log_in, open_page, no_hurry, town
):
    make_place(name="Het nieuwe plein", slug="nieuw-plein")
    officer = log_in(colleague(POLICY))
    officer.goto("/beheer/learning/question/add/")
    officer.get_by_label("De vraag", exact=False).first.fill("Wat mis je op dit plein?")
    officer.get_by_label("Over de vraag").fill("We richten het in het voorjaar in.")
    officer.get_by_label("Wie dit vraagt").fill("Team ontmoeten")
    for label, days in [("Gaat open op", 0), ("Open tot en met", 7),
                        ("We antwoorden op", 30)]:  # fmt: skip
        officer.get_by_label(label, exact=False).first.fill(day(days))
    officer.get_by_label("adres op deze site", exact=False).first.fill(
        "/plekken/nieuw-plein/"
    )
    officer.get_by_role("button", name="Opslaan", exact=True).click()
    question = Question.objects.get(title="Wat mis je op dit plein?")

    moderator = log_in(colleague(MODERATOR), width=360)
    moderator.goto(f"/beheer/wachtrij/vraag/{question.pk}/")
    moderator.get_by_role("button", name="Publiceren").click()

    # On a phone: two taps, without JavaScript, account or name.
    phone = open_page("/plekken/nieuw-plein/", width=360, java_script_enabled=False)
    phone.get_by_role("link", name="Geef je antwoord").click()
    phone.get_by_label("Jouw antwoord").or_(phone.get_by_label("Je antwoord")).fill(
        "Een bank in de schaduw."
    )
    phone.get_by_label("Je e-mailadres", exact=False).fill("fatima@example.org")
    phone.get_by_role("button", name="Verstuur mijn antwoord").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dank je wel")
    assert {each["name"] for each in phone.context.cookies()} <= {"csrftoken"}

    moderator.goto("/beheer/antwoorden/")
    moderator.get_by_role("button", name="Publiceren").click()
    expect(moderator.locator(".messagelist")).to_contain_text("Iedereen kan het nu")

    # As if the last day were past.
    Question.objects.filter(pk=question.pk).update(
        opens_on=timezone.localdate() - timedelta(days=9),
        open_until=timezone.localdate() - timedelta(days=1),
    )
    officer.goto(f"/beheer/learning/question/{question.pk}/beantwoorden/")
    officer.get_by_label("Ons antwoord in het kort").fill("Er komt een bank.")
    officer.get_by_role("button", name="Beantwoord en sluit").click()
    expect(officer.get_by_role("alert")).to_contain_text("in groepen")

    officer.goto(f"/beheer/learning/question/{question.pk}/groepen/")
    officer.get_by_label("Een nieuwe groep", exact=False).fill("Zitten")
    officer.get_by_role("button", name="Maak deze groep").click()
    officer.get_by_label("Een bank in de schaduw.").check()
    officer.get_by_role("button", name="Zitten", exact=True).click()
    officer.get_by_role("link", name=re.compile("Zitten")).click()
    officer.get_by_label("Een bank in de schaduw.").check()
    officer.get_by_label("dit doen we ermee").check()
    officer.get_by_label("In onze woorden").fill("In april staat hij er.")
    officer.get_by_role("button", name="Opslaan").click()

    officer.goto(f"/beheer/learning/question/{question.pk}/beantwoorden/")
    officer.get_by_label("Ons antwoord in het kort").fill("Er komt een bank.")
    officer.get_by_role("button", name="Beantwoord en sluit").click()
    expect(officer.locator(".messagelist .success")).to_be_visible()

    phone.goto(question.get_absolute_url())
    expect(phone.locator("main")).to_contain_text("Er komt een bank.")
    expect(phone.locator(".said")).to_contain_text("In april staat hij er.")
    assert [each.to for each in Mail.objects.all()] == ["fatima@example.org"]
