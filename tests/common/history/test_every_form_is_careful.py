"""No form of the administration lets one colleague overwrite another unseen."""

from datetime import date

import pytest
from django.contrib import admin
from django.test import RequestFactory

from common.history.forms import Careful, CarefulInline, VersionedForm
from common.moderation.absence import Absence
from common.photos.admin import PageMediaPart
from places.models import Figure
from tests.kit.choosing import asked_on, sent_of
from tests.kit.factories import make_staff
from tests.kit.staffpages import as_, form_page, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# A photo and a host have no two versions to choose from by field: the whole is refused.
AS_A_WHOLE = PageMediaPart
PAGES = list(admin.site._registry.values())


@pytest.fixture
def asked_by_staff():
    request = RequestFactory().get("/beheer/")
    request.user = make_staff()
    return request


def test_every_page_that_changes_something_knows_what_was_seen(asked_by_staff):
    unseen, changing = [], 0
    for page in PAGES:
        if not page.has_change_permission(asked_by_staff):
            continue
        form = page.get_form(asked_by_staff, page.model(), change=True)
        if not form.base_fields:
            continue
        changing += 1
        is_careful = isinstance(page, Careful) and issubclass(form, VersionedForm)
        if not (is_careful or isinstance(page, AS_A_WHOLE)):
            unseen.append(page.opts.label)

    assert changing > 15
    assert not unseen


def test_every_row_below_a_page_that_changes_knows_it_too(asked_by_staff):
    rows = [
        row(page.model, admin.site)
        for page in PAGES
        for row in page.inlines
        if not issubclass(row, (CarefulInline, AS_A_WHOLE))
    ]

    may_change = [each for each in rows if each.has_change_permission(asked_by_staff)]

    assert rows
    assert not may_change


def test_two_at_one_figure_see_each_other():
    figure = Figure.objects.create(
        code="BU07580001", name="inhabitants", year=2024, value=4321, source="CBS"
    )
    amira, bo = make_staff(name="Amira"), make_staff(name="Bo")
    url = form_page(figure)
    opened = sent_of(as_(bo).get(url))
    as_(amira).post(url, sent_of(as_(amira).get(url), value=4400))

    answer = as_(bo).post(url, opened | {"value": 4500})

    assert asked_on(answer) == {"value"}
    assert "Amira" in text_of(answer)
    figure.refresh_from_db()
    assert figure.value == 4400


def test_two_at_one_absence_see_each_other():
    absence = Absence.objects.create(
        first_on=date(2026, 12, 24), last_on=date(2027, 1, 3)
    )
    amira, bo = make_staff(), make_staff()
    url = form_page(absence)
    opened = sent_of(as_(bo).get(url))
    as_(amira).post(url, sent_of(as_(amira).get(url), last_on="2027-01-05"))

    answer = as_(bo).post(url, opened | {"last_on": "2027-01-04"})

    assert asked_on(answer) == {"last_on"}
    absence.refresh_from_db()
    assert absence.last_on == date(2027, 1, 5)
