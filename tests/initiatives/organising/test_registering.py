"""An organisation is registered: one form, a code, and it waits for staff."""

from datetime import date, time, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from common.moderation.absence import Absence
from common.moderation.states import State
from initiatives.models import Activity, Initiative, Organisation, Registration
from initiatives.organising import registering
from tests.initiatives.conftest import last_mail
from tests.initiatives.organising.registration import (
    CODE,
    MINE,
    PATH,
    TUESDAY,
    answers,
    confirm,
    text_of,
)
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.letters import letters

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("no_hurry"),
    pytest.mark.both("locks"),
]


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


def register(visitor, **changes):
    visitor.post(PATH, answers(visitor, **changes))
    return confirm(visitor)


def test_one_form_and_a_code_and_all_of_it_waits_for_staff(visitor):
    answer = visitor.post(PATH, answers(visitor))

    assert answer.url == f"{CODE}?next={MINE}"
    assert not Organisation.objects.exists()
    assert last_mail().to == ["amira@example.org"]
    assert confirm(visitor).url == MINE

    organisation = Organisation.objects.get()
    activity = Activity.objects.get()
    assert (organisation.name, organisation.state) == (
        "Stichting De Huiskamer", State.SUGGESTED,
    )  # fmt: skip
    assert activity.organisation == organisation
    assert (activity.state, activity.where) == (
        State.SUGGESTED, "Buurthuis De Linde, grote zaal",
    )  # fmt: skip
    assert (activity.rule, activity.minutes) == ("FREQ=WEEKLY;BYDAY=TU", None)
    assert (activity.first_on, activity.starts_at) == (TUESDAY, time(10))
    membership = organisation.memberships.get()
    assert (membership.person.email, membership.role) == ("amira@example.org", "owner")
    assert not membership.person.has_usable_password()
    assert not Registration.objects.exists()


def test_the_page_after_it_says_what_happens_and_by_when(visitor):
    register(visitor)

    page = text_of(visitor.get(MINE))

    assert "Stichting De Huiskamer" in page
    assert "uiterlijk donderdag 26 november" in page
    assert "Koffie op dinsdag" in page


def test_when_staff_are_away_it_says_until_when(visitor):
    Absence.objects.create(first_on=date(2026, 11, 23), last_on=date(2026, 11, 27))
    assert "Wij zijn er niet tot en met 27 november" in text_of(visitor.get(PATH))
    register(visitor)

    page = text_of(visitor.get(MINE))

    assert "Wij zijn er niet tot en met vrijdag 27 november" in page
    assert "uiterlijk woensdag 2 december" in page


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        (date(2026, 11, 23), date(2026, 11, 26)),  # Monday: Thursday
        (date(2026, 11, 27), date(2026, 12, 2)),  # over the weekend
        (date(2026, 12, 24), date(2026, 12, 30)),  # Christmas is on Friday, Saturday
    ],
)
def test_promised_are_working_days(asked, promised):
    assert registering.promises()(asked) == promised


def test_nothing_of_it_is_public(visitor):
    register(visitor)
    activity = Activity.objects.get()

    for path in ["/organisaties/", "/agenda/", "/initiatieven/"]:
        assert "Huiskamer" not in text_of(visitor.get(path))
    slug = activity.organisation.slug
    assert visitor.get(f"/organisaties/{slug}/").status_code == 404
    assert visitor.get(f"/agenda/{activity.slug}/").status_code == 404


def test_the_form_asks_seven_things_at_most(visitor):
    form = visitor.get(PATH).context["form"]
    empty = dict.fromkeys(form.fields, "") | {"opened": form.initial["opened"]}

    answer = visitor.post(PATH, empty)

    assert len(answer.context["form"].errors) == 7
    assert not Registration.objects.exists()


def test_an_initiative_has_no_time(visitor):
    place = make_place(name="Speeltuin Noord")
    register(
        visitor, what="initiative", name="Buurtmoestuin", where="speeltuin noord",
        first_on="", starts_at="",
    )  # fmt: skip

    initiative = Initiative.objects.get()
    assert (initiative.name, initiative.state) == ("Buurtmoestuin", State.SUGGESTED)
    assert list(initiative.places.all()) == [place]


def test_where_an_initiative_is_is_kept_when_it_is_no_place_of_ours(visitor):
    register(visitor, what="initiative", where="Achter de kerk")

    assert "Waar: Achter de kerk" in Initiative.objects.get().description


def test_a_known_place_is_linked_with_the_room_beside_it(visitor):
    place = make_place(name="Buurthuis De Linde")
    register(visitor, where="buurthuis de linde, grote zaal")

    activity = Activity.objects.get()
    assert (activity.place, activity.where) == (place, "grote zaal")


def test_of_several_places_one_is_chosen_or_none(visitor):
    first, _other = make_place(name="De Linde"), make_place(name="De Linde")
    form = answers(visitor, where="De Linde")
    answer = visitor.post(PATH, form)
    assert answer.context["form"].spots[0][0] == first.slug
    assert "Welke bedoel je?" in text_of(answer)

    visitor.post(PATH, {**form, "asked": "De Linde", "spot": first.slug})
    confirm(visitor)
    assert Activity.objects.get().place == first


def test_none_of_the_places_keeps_the_words(visitor):
    make_place(name="De Linde"), make_place(name="De Linde")
    register(visitor, where="De Linde", asked="De Linde", spot="-")

    activity = Activity.objects.get()
    assert (activity.place, activity.where) == (None, "De Linde")


@pytest.mark.parametrize(
    ("repeat", "rule"),
    [
        ("once", ""),
        ("biweekly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("monthly", "FREQ=MONTHLY;BYDAY=1TU"),
    ],
)
def test_how_often_is_chosen_in_words(visitor, repeat, rule):
    register(visitor, repeat=repeat)

    assert Activity.objects.get().rule == rule


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "geen adres", "e-mailadres"),
        ("kvk_number", "1234", "acht cijfers"),
        ("first_on", "31-02-2026", "datum"),
        ("first_on", "2226-01-01", "heel ver weg"),
        ("ends_at", "10:00", "eindigt voor het begint"),
        ("website", "javascript:alert(1)", "URL"),
        ("org_name", "\u202e", "naam"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(visitor, field, value, words):
    answer = visitor.post(PATH, answers(visitor, **{field: value}))

    assert field in answer.context["form"].errors
    assert words in text_of(answer)
    assert "We drinken koffie en praten bij." in text_of(answer)


def test_what_was_typed_waits_a_fortnight_for_the_code(visitors, visitor, time_machine):
    visitor.post(PATH, answers(visitor))
    time_machine.move_to("2026-12-06 12:00+01:00")
    registering.forget(timezone.localdate())
    later = visitors()  # on another device, without the first mail
    later.post("/inloggen/", {"email": "amira@example.org"})

    assert confirm(later).url == MINE
    assert "Heb jij ons dit gestuurd?" in text_of(later.get(MINE))
    later.post(f"/mijn/verstuurd/{Registration.objects.get().pk}/van-mij/")
    assert Organisation.objects.get().name == "Stichting De Huiskamer"


def test_after_a_fortnight_it_is_erased_with_the_account_nobody_came_into(
    visitor, time_machine
):
    visitor.post(PATH, answers(visitor))
    time_machine.move_to("2026-12-08 12:00+01:00")

    assert registering.forget(timezone.localdate()) == 2

    assert not Registration.objects.exists()
    assert not get_user_model().objects.exists()


def test_erasing_leaves_who_was_here_once_and_staff(time_machine):
    people = [make_staff(), make_user(last_login=timezone.now())]
    time_machine.shift(timedelta(days=400))

    assert registering.forget(timezone.localdate()) == 0
    assert get_user_model().objects.count() == len(people)


def test_an_account_is_not_made_twice_and_a_name_is_not_overwritten(visitor):
    amira = make_user(email="amira@example.org", name="Amira")

    register(visitor, your_name="Iemand anders")

    amira.refresh_from_db()
    assert amira.name == "Amira"
    assert Organisation.objects.get().memberships.get().person == amira


def test_who_is_logged_in_types_no_address_and_no_code(logged_in):
    amira = make_user(email="amira@example.org")
    visitor = logged_in(amira)
    assert "email" not in visitor.get(PATH).context["form"].fields

    answer = visitor.post(PATH, answers(visitor, email="bram@example.org"))

    assert answer.url == MINE
    assert Organisation.objects.get().memberships.get().person == amira
    assert not letters()


def test_pressing_twice_registers_once(visitor):
    form = answers(visitor)
    visitor.post(PATH, form)
    answer = visitor.post(PATH, form)

    assert answer.url.startswith(CODE)
    assert Registration.objects.count() == 1
    assert len(letters()) == 1
    confirm(visitor)
    assert Organisation.objects.count() == 1


def test_what_staff_register_is_theirs_once_the_code_is_typed(visitor):
    staff = make_staff(email="amira@example.org")

    assert register(visitor).url.startswith("/beheer/login/")

    assert Organisation.objects.get().memberships.get().person == staff


def test_when_too_many_codes_were_mailed_what_was_typed_is_kept(visitor, settings):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"code": 0}

    answer = visitor.post(PATH, answers(visitor), follow=True)

    assert "We bewaarden wat je typte" in text_of(answer)
    assert Registration.objects.exists()
    assert not letters()


def test_a_program_that_fills_in_everything_stores_nothing(visitor):
    visitor.post(PATH, answers(visitor, homepage="https://example.com"))

    assert not Registration.objects.exists()
    assert not letters()


def test_the_hour_is_full_and_what_was_typed_stays(visitor, settings):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"registration": 0}

    answer = visitor.post(PATH, answers(visitor))

    assert "het afgelopen uur" in text_of(answer)
    assert "We drinken koffie" in text_of(answer)


def test_staff_see_what_an_organisation_looks_like(visitors):
    make_organisation(name="De Huiskamer")
    other = make_organisation(name="Stichting de Huiskamer")
    staff = visitors()
    staff.force_login(make_staff())

    page = text_of(staff.get(f"/beheer/initiatives/organisation/{other.pk}/change/"))

    assert "lijkt op" in page.lower()
    assert "dezelfde naam" in page


def test_the_dates_are_shown_while_choosing(client):
    query = {"first_on": "2026-12-01", "starts_at": "10:00", "repeat": "weekly"}

    found = client.get(f"{PATH}datums.json", query).json()

    assert found["rule"] == "elke dinsdag"
    assert found["times"][0] == "dinsdag 1 december 2026, 10.00"
    assert len(found["times"]) == 8
    kinds = {each["kind"]: each["dates"] for each in found["skips"]}
    assert kinds["school"][:2] == ["22 december", "29 december"]
    assert kinds["suikerfeest"] == ["9 maart"]


@pytest.mark.parametrize(
    "query",
    [{}, {"first_on": "onzin", "starts_at": "10:00"},
     {"first_on": "2026-12-01", "starts_at": "10:00", "repeat": "altijd"},
     {"first_on": "2026-12-01", "starts_at": "10:00", "every": "99"},
     {"first_on": "2026-12-01", "starts_at": "10:00", "repeat": "weekly",
      "until": "2026-11-01"}],
)  # fmt: skip
def test_dates_of_nonsense_are_refused(client, query):
    answer = client.get(f"{PATH}datums.json", query)

    assert answer.status_code == 400
    assert "errors" in answer.json()


@pytest.mark.parametrize(
    ("repeat", "rule", "second"),
    [
        ("weekly", "elke dinsdag", "dinsdag 8 december 2026, 10.00"),
        (
            "monthly",
            "elke eerste dinsdag van de maand",
            "dinsdag 5 januari 2027, 10.00",
        ),
        ("date", "elke maand op de 1e", "vrijdag 1 januari 2027, 10.00"),
    ],
)
def test_what_who_registers_can_say_is_said_back(client, repeat, rule, second):
    asked = {"first_on": "2026-12-01", "starts_at": "10:00", "repeat": repeat}

    found = client.get("/organisaties/aanmelden/datums.json", asked).json()

    assert (found["rule"], found["times"][1]) == (rule, second)


def test_without_javascript_a_button_shows_the_dates(visitor):
    answer = visitor.post(PATH, answers(visitor, preview="ja"))

    assert "Dinsdag 8 december 2026, 10.00" in text_of(answer)
    assert not Registration.objects.exists()


def test_an_activity_of_the_organisation_waits_until_both_are_published(visitor):
    register(visitor)
    make_activity()
    organisation = Organisation.objects.get()

    assert organisation.activities.published().count() == 0
