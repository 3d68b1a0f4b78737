"""Staff say when an activity is with the questions that organisers have."""

from datetime import date, time

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from initiatives.models import Activity
from tests.initiatives.staff.test_admin import address, sent
from tests.kit.factories import make_activity, make_organisation, make_staff, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD = reverse("admin:initiatives_activity_add")
HARD = "FREQ=MONTHLY;BYDAY=1MO,2TU,3WE"  # more than the questions can say


@pytest.fixture
def staff(client, time_machine):
    time_machine.move_to("2026-11-20 12:00+01:00", tick=False)
    person = make_staff()
    client.force_login(person)
    return person


def tuesdays(**facts):
    known = {"first_on": date(2026, 12, 1), "starts_at": time(10), "minutes": 120}
    return make_activity(**{**known, "rule": "FREQ=WEEKLY;BYDAY=TU", **facts})


def test_the_page_asks_for_no_rule_and_shows_the_next_eight_dates(client, staff):
    page = client.get(address(tuesdays()))

    fields = page.context["adminform"].form.fields
    assert not {"rule", "minutes", "extra"} & fields.keys()
    text = page.content.decode()
    assert text.count("Dinsdag ") == 8
    assert "Dinsdag 1 december 2026, 10.00–12.00" in text
    assert 'name="preview"' not in text  # here that would save


def test_saving_what_is_there_changes_nothing(client, staff):
    activity = tuesdays(minutes=None)
    before = Activity.objects.values().get(pk=activity.pk)

    assert sent(client, activity, name="Anders").status_code == 302

    left_out = {"name": "Anders", "changed_at": activity.changed_at}
    after = Activity.objects.values().get(pk=activity.pk)
    assert {**after, "words": ""} == {**before, **left_out, "words": ""}


def test_a_length_that_nobody_types_stays(client, staff):
    activity = tuesdays(minutes=24 * 60)

    assert sent(client, activity, name="Anders").status_code == 302
    assert activity.minutes == 24 * 60


def test_another_rhythm_and_end_are_stored_with_their_dates(client, staff):
    activity = tuesdays()

    chosen = {"repeat": "monthly", "weeks": ["2"], "days": ["3"], "ends_at": "11:30"}
    assert sent(client, activity, **chosen).status_code == 302

    assert activity.rule == "FREQ=MONTHLY;BYDAY=2TH"
    assert (activity.first_on, activity.minutes) == (date(2026, 12, 10), 90)
    assert activity.occurrences.order_by("starts_at")[0].rule_date == date(2026, 12, 10)


def test_a_new_activity_needs_no_rule(client, staff):
    page = client.get(ADD)
    assert page.context["adminform"].form.fields["name"].required
    rows = {
        bound.html_name: bound.value()
        for inline in page.context["inline_admin_formsets"]
        for bound in inline.formset.management_form
    }
    typed = {
        "name": "Koffie", "organisation": make_organisation().pk, "description": "Ja.",
        "first_on": "2026-12-01", "starts_at": "10:00", "ends_at": "12:00",
        "repeat": "weekly", "where": "Markt 1", "cost": "free",
    }  # fmt: skip

    answer = client.post(ADD, rows | typed)

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Activity.objects.get().rule == "FREQ=WEEKLY;BYDAY=TU"


def test_what_is_wrong_is_said_at_its_question(client, staff):
    activity = tuesdays()

    answer = sent(client, activity, starts_at="10:00", ends_at="09:00", repeat="weekly")

    assert answer.context["adminform"].form.errors.keys() == {"ends_at"}
    assert activity.minutes == 120


def test_a_rule_that_the_questions_cannot_say_stays_and_is_said_in_words(client, staff):
    activity = tuesdays(rule=HARD)
    before = activity.rule

    page = client.get(address(activity)).content.decode()
    assert "eerste maandag" in page
    assert sent(client, activity, name="Anders").status_code == 302
    assert activity.rule == before

    assert sent(client, activity, repeat="weekly", days=["1"]).status_code == 302
    assert activity.rule == "FREQ=WEEKLY;BYDAY=TU"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=2TU"),
        ("FREQ=WEEKLY;COUNT=2", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208"),
    ],
)
def test_a_rule_of_another_program_may_be_pasted(client, staff, typed, stored):
    activity = tuesdays()

    sent(client, activity, pasted_rule=typed)

    assert activity.rule == stored


def test_a_pasted_rule_that_cannot_be_said_is_refused_in_words(client, staff):
    activity = tuesdays()

    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    answer = sent(client, activity, pasted_rule=rule)

    assert "“BYSETPOS”" in answer.content.decode()
    assert activity.rule == "FREQ=WEEKLY;BYDAY=TU"


def test_two_who_change_the_rhythm_at_once_see_each_other(client, staff):
    activity = tuesdays()
    seen = client.get(address(activity)).context["adminform"].form
    Activity.objects.filter(pk=activity.pk).update(rule="FREQ=WEEKLY;BYDAY=FR")

    answer = sent(client, activity, version=seen["version"].value(), repeat="once")

    assert "Iemand anders wijzigde dit intussen" in answer.content.decode()
    assert activity.rule == "FREQ=WEEKLY;BYDAY=FR"


def test_who_may_only_look_sees_it_in_words(client, staff):
    person = make_user(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_activity"))
    client.force_login(person)

    page = client.get(address(tuesdays())).content.decode()

    assert "Elke dinsdag" in page
    assert 'name="repeat"' not in page
