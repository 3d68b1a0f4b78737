"""/mijn/: loose days with times of their own, dates that are there already, pauses."""

from datetime import date
from unittest.mock import patch

import pytest

from initiatives.models import Activity
from initiatives.views.register import in_words
from places.hours import clock
from places.hours.calendar import Calendar
from tests.initiatives.views.mine.pages import (
    change,
    new,
    path_of,
    pause,
    text_of,
    trust,
    typed,
)
from tests.kit.factories import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]
YEAR = date(2026, 11, 1), date(2027, 11, 1)


def test_loose_days_keep_their_own_times_and_a_usual_one_without(visitor, club):
    extra = "17-12-2026 14.00-16.00\n22 december 2026 om 19:30, 29-12-2026"

    activity = new(visitor, club, repeat="loose", extra=extra)

    told = [in_words(each) for each in activity.series.times(YEAR[0], YEAR[1])]
    assert [each.split(", ")[1] for each in told] == [
        "10.00–12.00", "14.00–16.00", "19.30–21.30", "10.00–12.00",
    ]  # fmt: skip


def test_times_of_loose_days_stand_in_calendars(visitor, club, client):
    trust(club)
    activity = new(visitor, club, repeat="loose", extra="17-12-2026 14.00-16.00")

    text = client.get(f"/agenda/{activity.slug}.ics").content.decode()

    assert "DTSTART;TZID=Europe/Amsterdam:20261217T140000" in text
    assert "DTEND;TZID=Europe/Amsterdam:20261217T160000" in text


def move(visitor, coffee, day, **said):
    path = f"{path_of(coffee)}{day}/"
    seen = visitor.get(path).context["seen"]
    return visitor.post(path, {"do": "move", "seen": seen, **said})


def test_moving_onto_a_time_that_exists_is_said(visitor, coffee):
    answer = move(visitor, coffee, "2026-12-01", to="2026-12-08", at="11:00")

    assert "Het is er al: op dinsdag 8 december 2026 om 10.00." in text_of(answer)
    assert not coffee.changes.exists()


def test_another_time_of_the_same_day_is_free(visitor, coffee):
    move(visitor, coffee, "2026-12-01", to="2026-12-08", at="19:00", until="20:00")

    assert coffee.changes.get().to == date(2026, 12, 8)


def test_one_time_more_at_a_moment_that_was_moved_to_is_said(visitor, coffee):
    move(visitor, coffee, "2026-12-01", to="2026-12-05", at="14:00", until="16:00")

    page = pause(
        visitor, coffee, do="extra", to="2026-12-05", at="15:00", until="17:00"
    )

    assert "Het is er al: op zaterdag 5 december 2026 om 14.00." in text_of(page)
    assert coffee.changes.count() == 1


@pytest.mark.parametrize("scope", ["alle", "vanaf"])
def test_a_change_of_the_series_that_meets_a_moved_date_is_said(
    visitor, club, coffee, scope
):
    trust(club)
    move(visitor, coffee, "2026-12-08", to="2026-12-15", at="19:00", until="20:00")

    answer = change(
        visitor, path_of(coffee), starts_at="19:00", ends_at="21:00", scope=scope,
        on="2026-12-08",
    )  # fmt: skip

    assert "Het is er al: op dinsdag 15 december 2026 om 19.00." in text_of(answer)
    assert Activity.objects.get().starts_at == coffee.starts_at


def test_staff_hear_of_it_too(client, coffee):
    client.force_login(make_staff())
    path = f"/beheer/initiatives/activity/{coffee.pk}/change/"
    page = client.get(path)
    sent = typed(page.context["adminform"].form)
    [rows] = [each.formset for each in page.context["inline_admin_formsets"]
              if each.formset.prefix == "changes"]  # fmt: skip
    for each in page.context["inline_admin_formsets"]:
        sent |= typed(each.formset.management_form)
    sent |= {
        f"{rows.prefix}-TOTAL_FORMS": "1", f"{rows.prefix}-0-rule_date": "2026-12-08",
        f"{rows.prefix}-0-kind": "move", f"{rows.prefix}-0-to": "2026-12-15",
        f"{rows.prefix}-0-activity": coffee.pk,
    }  # fmt: skip

    answer = client.post(path, sent)

    assert "Het is er al: op dinsdag 15 december 2026 om 10.00." in text_of(answer)
    assert not coffee.changes.exists()


# --- Pauses by name -----------------------------------------------------------------


def test_school_holidays_of_the_region_and_whole_months_are_a_choice(
    visitor, coffee, settings
):
    page = text_of(visitor.get(f"{path_of(coffee)}pauze-of-extra/"))

    assert "Zomervakantie 2027 (24 juli tot en met 5 september)" in page
    assert "juli 2027" in page


def test_not_in_july_and_august(visitor, coffee):
    months = ["2027-07-01_2027-07-31", "2027-08-01_2027-08-31"]

    pause(visitor, coffee, do="pause", months=months)

    left = coffee.occurrences.filter(starts_at__month__in=[7, 8])
    assert not left.exists()
    assert coffee.occurrences.filter(starts_at__month=9).exists()
    assert set(coffee.changes.values_list("reason", flat=True)) == {"juli", "augustus"}


def test_not_in_the_summer_holidays(visitor, coffee):
    pause(visitor, coffee, do="pause", holidays="2027-07-24_2027-09-05")

    days = set(coffee.changes.values_list("rule_date", flat=True))
    assert (min(days), max(days)) == (date(2027, 7, 27), date(2027, 8, 31))
    assert coffee.changes.first().reason == "Zomervakantie"


def test_where_nobody_knows_the_holidays_they_are_not_offered(visitor, coffee):
    with patch.object(clock, "calendar", lambda: Calendar(school_region="")):
        page = visitor.get(f"{path_of(coffee)}pauze-of-extra/")

    assert "holidays" not in page.context["pausing"].fields
