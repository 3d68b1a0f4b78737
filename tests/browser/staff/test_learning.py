"""A policy officer takes an experiment from running to decided, and the council gets
its sheet."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.inspector import Inspector, visit_all
from tests.kit.factories import make_experiment, make_staff

pytestmark = pytest.mark.once

PAGES_OF_PDF = re.compile(rb"/Type\s*/Page[^s]")


def test_the_pages_of_an_experiment_are_for_everyone(log_in, town):
    running, over = make_experiment(), make_experiment(phase="ended")
    page, inspector = log_in(make_staff()), Inspector()
    own = f"/beheer/learning/experiment/{over.pk}/"
    steps = [f"/beheer/learning/experiment/{running.pk}/stap/end/", f"{own}besluit/"]
    visit_all(page, inspector, [f"{own}change/", *steps])
    page.get_by_role("button", name="Besluit noteren").click()
    inspector.look(page, "a decision that is refused")
    inspector.check()


def test_an_experiment_is_closed_with_its_lesson_and_printed(log_in, town):
    make_experiment(
        title="Soep op het plein", slug="soep", first_on=date(2026, 3, 1), euros=640
    )
    page = log_in(make_staff(name="Bo"))
    page.goto("/beheer/learning/experiment/")
    page.get_by_role("link", name="Soep op het plein").click()
    page.get_by_role("link", name="Afronden").click()
    page.get_by_label("Wie er kwam").fill("Vooral gezinnen.")
    page.get_by_label("Wat mensen zeiden").fill("Volgende keer kook ik.")
    page.get_by_role("button", name="Afronden").click()
    expect(page.get_by_role("alert")).to_contain_text("Wat we zagen")
    expect(page.get_by_label("Wie er kwam")).to_have_value("Vooral gezinnen.")
    page.get_by_label("Wat we zagen").fill("Wie hielp, bleef zitten.")
    page.get_by_role("button", name="Afronden").click()

    page.get_by_role("link", name="Besluit noteren").click()
    page.get_by_label("We maken het groter").check()
    page.get_by_label("Waarom?").fill("Twee buurten vroegen erom.")
    page.get_by_role("button", name="Besluit noteren").click()
    expect(page.get_by_role("alert")).to_contain_text("niet dicht zonder les")
    page.get_by_label("Of een nieuwe les, in één zin").fill("Wie helpt, blijft")
    page.get_by_label("Het verhaal erbij").fill("Geef iedereen iets te doen.")
    page.get_by_label("Waar het op steunt").select_option(label="een verhaal")
    page.get_by_role("button", name="Besluit noteren").click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    page.goto("/experimenten/soep/")
    expect(page.locator(".steps")).to_contain_text("Twee buurten vroegen erom.")
    page.get_by_role("link", name="Eén A4").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Soep op het plein")
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(PAGES_OF_PDF.findall(sheet)) == 1
