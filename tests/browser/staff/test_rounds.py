"""The walk along places and the pages for policy are for everyone who works here."""

import pytest

from tests.browser.inspector import Inspector, visit_all
from tests.kit.factories import make_neighbourhood, make_place, make_staff

pytestmark = pytest.mark.once


def test_the_rounds_and_the_pages_for_policy_are_for_everyone(log_in, town):
    area = make_neighbourhood(name="Langs de Mark")
    make_place(neighbourhood=area, neighbourhood_from="staff")
    page, inspector = log_in(make_staff()), Inspector()
    walks = ["/beheer/langsgaan/", f"/beheer/langsgaan/{area.slug}/"]
    visit_all(page, inspector, [*walks, "/beheer/beleid/", "/beheer/beleid/gebruik/"])
    inspector.check()
