"""What the coordinator and the deputy write down about someone."""

import pytest

from matching.entering.notes import notes_of
from tests.kit.staffpages import as_, text_of
from tests.matching.people import make_policy, make_wish

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TEXT = "Belt liever dan mailen, na vier uur."


@pytest.fixture
def policy():
    return make_policy()


def page_of(row):
    return f"/beheer/meet-en-match/{row.pk}/"


def test_the_deputy_reads_what_the_coordinator_wrote(policy):
    row = make_wish()
    answer = as_(policy.coordinator).post(page_of(row), {"note": TEXT}, follow=True)
    assert "Bewaard" in text_of(answer)

    page = text_of(as_(policy.deputy).get(page_of(row)))
    assert TEXT in page
    assert policy.coordinator.name in page


@pytest.mark.parametrize("text", ["", "  ", "a" * 1001])
def test_a_note_that_is_empty_or_too_long_is_not_kept_and_not_lost(policy, text):
    row = make_wish()
    answer = as_(policy.coordinator).post(page_of(row), {"note": text})
    assert answer.context["form"]["note"].value() == text
    assert answer.context["form"].errors
    assert notes_of(row) == []


def test_in_the_row_itself_nothing_can_be_read(policy):
    row = make_wish()
    as_(policy.coordinator).post(page_of(row), {"note": TEXT})
    assert TEXT.encode() not in bytes(row.notes.get().sealed)


def test_previous_and_next_follow_the_line(policy):
    longest, middle, shortest = (make_wish(days=days) for days in (30, 20, 10))
    page = as_(policy.coordinator).get(page_of(middle))
    assert "2 van 3" in text_of(page)
    content = page.content.decode()
    assert f'href="{page_of(longest)}" data-previous' in content
    assert f'href="{page_of(shortest)}" data-next' in content
    assert (
        "data-previous" not in as_(policy.deputy).get(page_of(longest)).content.decode()
    )
