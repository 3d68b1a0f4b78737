"""/mijn/: what organisations say about when something is, can be said in the form."""

from datetime import date

import pytest

from initiatives.facts.rules import LAST, Rule
from initiatives.forms.often import in_two, read_days, read_month_days
from initiatives.models import Activity, DateChange
from tests.initiatives.views.mine.pages import (
    BASE,
    change,
    new,
    path_of,
    pause,
    text_of,
    trust,
)
from tests.kit.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MO, TU, WE, TH, FR, SA, SU = range(7)
NOT_IN_SUMMER = tuple(month for month in range(1, 13) if month not in {7, 8})


def dates(activity, many=4):
    return [f"{each.day:%d-%m-%y}" for each in activity.occurrences.all()[:many]]


# What the organisation says, what it fills in, the rule, the first dates.
SAID = [
    ("elke dinsdag", {"repeat": "weekly"}, Rule((TU,)), "01-12-26 08-12-26"),
    ("elke tien dagen", {"repeat": "daily", "every": "10"},
     Rule(daily=True, every=10), "01-12-26 11-12-26 21-12-26 31-12-26"),
    ("elke maand op de 15e", {"repeat": "date", "month_days": "15"},
     Rule(month_days=(15,)), "15-12-26 15-01-27"),
    ("de laatste dag van de maand", {"repeat": "date", "month_days": "laatste"},
     Rule(month_days=(LAST,)), "31-12-26 31-01-27 28-02-27"),
    ("de 1e en de 15e", {"repeat": "date", "month_days": "1e en 15e"},
     Rule(month_days=(1, 15)), "01-12-26 15-12-26 01-01-27"),
    ("elke maand op deze datum", {"repeat": "date"}, Rule(month_days=(1,)),
     "01-12-26 01-01-27"),
    ("de eerste en derde dinsdag", {"repeat": "monthly", "weeks": ["1", "3"]},
     Rule((TU,), weeks=(1, 3)), "01-12-26 15-12-26 05-01-27"),
    ("de eerste maandag en de derde donderdag",
     {"repeat": "monthly", "weeks": ["1"], "days": ["0"], "also_weeks": ["3"],
      "also_days": ["3"]}, Rule(also=((1, MO), (3, TH))),
     "07-12-26 17-12-26 04-01-27 21-01-27"),
    ("elke tweede zaterdag, niet in juli en augustus",
     {"repeat": "monthly", "weeks": ["2"], "days": ["5"], "not_months": ["7", "8"],
      "first_on": "2027-06-01"},
     Rule((SA,), weeks=(2,), months=NOT_IN_SUMMER), "12-06-27 11-09-27 09-10-27"),
    ("3, 17 en 22 december", {"repeat": "loose", "first_on": "2026-12-03",
     "extra": "17-12-2026\n22 december 2026"}, None, "03-12-26 17-12-26 22-12-26"),
    ("losse data, elk met eigen tijden",
     {"repeat": "loose", "extra": "17-12-2026 14.00-16.00\n22 december 2026 om 19:30"},
     None, "01-12-26 17-12-26 22-12-26"),
    ("elke dinsdag, en een keer extra op zaterdag 5 december",
     {"repeat": "weekly", "extra": "zaterdag 5 december 2026"}, Rule((TU,)),
     "01-12-26 05-12-26 08-12-26"),
    ("elke woensdag, niet in de kerstvakantie (wel in het voorjaar)",
     {"repeat": "weekly", "days": ["2"], "skip": ["christmas", "summer"],
      "first_on": "2026-12-16"}, Rule((WE,)),
     "16-12-26 06-01-27 13-01-27 20-01-27"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "rule", "first_dates"),
    [row[1:] for row in SAID],
    ids=[row[0] for row in SAID],
)
def test_what_organisations_say_can_be_said(visitor, club, form, rule, first_dates):
    activity = new(visitor, club, **form)

    assert activity.rule == str(rule or "")
    assert dates(activity, first_dates.count(" ") + 1) == first_dates.split()
    assert not activity.occurrences.filter(is_cancelled=True).exists()


@pytest.mark.parametrize("form", [row[1] for row in SAID], ids=[row[0] for row in SAID])
def test_what_was_said_is_shown_and_sent_again_the_same(visitor, club, form):
    trust(club)
    activity = new(visitor, club, **form)
    before = dates(activity, 20)

    change(visitor, path_of(activity), description="Anders.", scope="alle")

    again = Activity.objects.get()
    assert (again.rule, again.first_on) == (activity.rule, activity.first_on)
    assert dates(again, 20) == before
    assert again.description == "Anders."


def test_a_rule_that_the_fields_cannot_show_is_kept_as_it_is(visitor, club):
    trust(club)
    activity = new(visitor, club, repeat="weekly")
    activity.rule = str(Rule(also=((1, MO), (2, TU), (3, WE))))
    Activity.objects.filter(pk=activity.pk).update(rule=activity.rule)

    page = text_of(visitor.get(path_of(activity)))
    change(visitor, path_of(activity), description="Anders.", scope="alle")

    again = Activity.objects.get()
    assert "elke eerste maandag, tweede dinsdag en derde woensdag van de maand" in page
    assert (again.rule, again.description) == (activity.rule, "Anders.")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"repeat": "loose"}, "Schrijf hier de andere dagen."),
        ({"repeat": "loose", "extra": "morgen"}, "“morgen” is geen dag."),
        ({"repeat": "loose", "extra": "30-2-2027"}, "“30-2-2027” is geen dag."),
        ({"repeat": "loose", "extra": "6-3-2127"}, "heel ver weg"),
        ({"repeat": "loose", "extra": "6-3-2027 25.00"}, "geen tijd van de klok"),
        ({"repeat": "loose", "extra": "6-3-2027 14.00-14.00"}, "eindigt voordat"),
        ({"repeat": "loose", "extra": "6-3-2027 9.00, 6-3-2027 14.00"},
         "ook met een andere tijd"),
        ({"repeat": "loose", "extra": "1-12-2026 14.00"},
         "Het is er al: op dinsdag 1 december 2026 om 10.00"),
        ({"repeat": "weekly", "extra": "8-12-2026 14.00"},
         "Het is er al: op dinsdag 8 december 2026 om 10.00"),
        ({"repeat": "date", "month_days": "32"}, "“32” is geen dag van de maand"),
        ({"repeat": "weekly", "not_months": [f"{n}" for n in range(1, 13)]},
         "past niet bij elkaar"),
        ({"repeat": "monthly", "also_weeks": ["1"]}, "past niet bij elkaar"),
        ({"repeat": "monthly", "every": "13"}, "past niet bij elkaar"),
        ({"repeat": "date", "month_days": "31", "not_months":
          [f"{n}" for n in (1, 3, 5, 7, 8, 10, 12)]}, "Dan is er geen enkele keer"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_said(visitor, club, form, words):
    answer = visitor.post(f"/mijn/organisatie/{club.pk}/activiteit/", BASE | form)

    assert words in text_of(answer)
    assert not Activity.objects.exists()


def test_the_dates_are_shown_while_choosing(client):
    asked = {"first_on": "2026-12-03", "starts_at": "10:00", "repeat": "loose",
             "extra": "17-12-2026, 22-12-2026"}  # fmt: skip

    answer = client.get("/organisaties/aanmelden/datums.json", asked).json()

    assert [each.split(",")[0] for each in answer["times"]] == [
        "donderdag 3 december 2026",
        "donderdag 17 december 2026",
        "dinsdag 22 december 2026",
    ]


# --- Pauses and extra times of what exists --------------------------------------------


def test_weeks_can_be_left_out_and_nobody_reads_called_off(visitor, coffee):
    page = pause(visitor, coffee, do="pause", first="2026-12-08", last="2026-12-22")

    assert "Datums die je nu overslaat: 3" in text_of(page)
    assert dates(coffee, 2) == ["01-12-26", "29-12-26"]
    assert set(coffee.changes.values_list("kind", flat=True)) == {"skip"}


def test_a_pause_leaves_what_was_moved_or_called_off_as_it_is(visitor, coffee):
    DateChange.objects.create(
        activity=coffee, rule_date=date(2026, 12, 8), kind="cancel", reason="Ziek"
    )

    pause(visitor, coffee, do="pause", first="2026-12-08", last="2026-12-15")

    kinds = dict(coffee.changes.values_list("rule_date", "kind"))
    assert kinds == {date(2026, 12, 8): "cancel", date(2026, 12, 15): "skip"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"first": "2026-12-22", "last": "2026-12-08"}, "Dat is voor de eerste dag."),
        ({"first": "2026-12-02", "last": "2026-12-04"}, "op geen dag daartussen"),
        ({"first": "2026-12-02", "last": "2029-12-04"}, "langer dan een jaar"),
        ({"first": "", "last": "2029-12-04"}, "Zeg vanaf welke dag tot welke dag"),
        ({}, "Kies vakanties, maanden of eigen dagen"),
        ({"holidays": "2026-01-01_2026-01-02"}, "Selecteer een geldige keuze"),
    ],
)
def test_a_pause_without_a_date_in_it_is_refused(visitor, coffee, said, words):
    assert words in text_of(pause(visitor, coffee, do="pause", **said))
    assert not coffee.changes.exists()


def test_one_time_more_can_be_added_and_taken_away(visitor, coffee):
    said = {"to": "2026-12-05", "at": "14:00", "until": "15:30", "why": "Kerstmarkt"}
    page = text_of(pause(visitor, coffee, do="extra", **said))

    [row] = coffee.occurrences.filter(rule_date=date(2026, 12, 5))
    assert (row.starts_at.hour, row.reason) == (13, "Kerstmarkt")  # in UTC
    assert "keer extra" in page

    page = visitor.get(f"{path_of(coffee)}datums/")
    [seen] = [each.seen for each in page.context["times"] if each.is_extra]
    visitor.post(f"{path_of(coffee)}2026-12-05/weg/", {"seen": seen})

    assert not coffee.changes.exists()
    assert not coffee.occurrences.filter(rule_date=date(2026, 12, 5)).exists()


def test_one_time_more_on_a_day_that_it_is_already_is_refused(visitor, coffee):
    said = {"to": "2026-12-08", "at": "14:00", "until": "15:30"}

    assert "al op die dag" in text_of(pause(visitor, coffee, do="extra", **said))
    assert not coffee.changes.exists()


def test_only_an_extra_time_can_be_taken_away(visitor, coffee):
    page = visitor.get(f"{path_of(coffee)}datums/")
    seen = page.context["times"][0].seen

    visitor.post(f"{path_of(coffee)}2026-12-01/weg/", {"seen": seen})

    assert coffee.occurrences.filter(rule_date=date(2026, 12, 1)).exists()


def test_another_organisation_cannot_pause_it(logged_in, coffee):
    stranger = logged_in(make_user(email="x@example.org"))

    assert pause(stranger, coffee, do="pause").status_code == 404


# --- The parts of it ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1", [1]),
        ("1, 15 en laatste", [1, 15, LAST]),
        ("de 1e en de 22ste", [1, 22]),
        ("the 2nd and the last day", [2, LAST]),
        ("", []),
    ],
)
def test_days_of_the_month_are_read_as_people_write_them(text, days):
    assert read_month_days(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "6-3-2027", "06/03/2027", "2027-03-06", "6 maart 2027", "6 mrt. 2027",
        "zaterdag 6 maart 2027", "6 March 2027", "6 maart 2027, 6-3-2027",
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text):
    assert [each.rule_date for each in read_days(text)] == [date(2027, 3, 6)]


def test_more_days_than_anyone_types_are_no_days():
    many = "\n".join(
        f"{day}-{month}-2027" for month in (1, 3, 5) for day in range(1, 29)
    )
    with pytest.raises(ValueError, match="60"):
        read_days(many)


@pytest.mark.parametrize(
    ("counted", "groups"),
    [
        ([(1, TU), (3, TU)], [([1, 3], [TU])]),
        ([(1, MO), (3, TH)], [([1], [MO]), ([3], [TH])]),
        ([(1, MO), (1, TU), (2, TU), (2, WE)], [([1], [MO, TU]), ([2], [TU, WE])]),
        ([(1, MO), (2, TU), (3, WE)], None),
    ],
)
def test_counted_weekdays_are_shown_in_at_most_two_groups(counted, groups):
    assert in_two(counted) == groups
