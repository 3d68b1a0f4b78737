"""The agenda: by day and as a week, under the same filters as the places."""

from datetime import date, time

import pytest

from common.kit.storing import store
from common.moderation.states import State
from initiatives.models import Activity
from tests.kit.factories import (
    change_date,
    make_activity,
    make_initiative,
    make_neighbourhood,
    make_organisation,
    make_place,
)
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both("search")]
AGENDA = "/agenda/"


@pytest.fixture(autouse=True)
def _on_a_wednesday(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


def shown(client, **query):
    page = client.get(AGENDA, query)
    assert page.status_code == 200, page.context["filter"].errors
    return [row.activity.name for day in page.context["days"] for row in day.rows]


def test_the_week_shows_each_day_on_which_something_is(client):
    make_activity(name="Koffie")  # every Tuesday
    make_activity(name="Wandelen", rule="FREQ=WEEKLY;BYDAY=TH")

    page = client.get(AGENDA)

    days = [(f"{day.day:%d-%m}", day.count) for day in page.context["days"]]
    assert days == [("05-11", 1), ("10-11", 1)]
    assert "Morgen, donderdag 5 november" in page.content.decode()


def test_a_series_shows_once_a_day_and_not_for_every_week_to_come(client):
    make_activity(name="Koffie")

    assert shown(client) == ["Koffie"]


def test_what_is_over_leaves_by_itself_and_what_goes_on_stays(client, time_machine):
    make_activity(name="Koffie")
    time_machine.move_to("2026-11-10 11:59+01:00")
    assert shown(client, periode="dag") == ["Koffie"]

    time_machine.move_to("2026-11-10 12:00+01:00")
    assert shown(client, periode="dag") == []


def test_what_is_called_off_stays_until_it_would_have_been_over(client, time_machine):
    activity = make_activity(name="Koffie")
    change_date(
        activity=activity,
        rule_date=date(2026, 11, 10),
        kind="cancel",
        reason="Els is ziek",
    )

    page = client.get(AGENDA).content.decode()
    assert "Gaat niet door" in page
    assert "Els is ziek" in page

    time_machine.move_to("2026-11-10 12:00+01:00")
    assert shown(client, periode="dag") == []


def test_nothing_of_what_waits_is_shown(client):
    make_activity(state=State.SUGGESTED)
    make_activity(
        organisation=make_organisation(state=State.REFUSED, refusal_reason="Nee")
    )

    assert shown(client) == []


def test_only_what_is_known_to_be_free_is_shown_at_first(client):
    make_activity(name="Gratis")
    make_activity(name="Duur", cost="paid")
    make_activity(name="Onbekend", cost="unknown")

    assert shown(client) == ["Gratis"]
    assert set(shown(client, gratis="alles")) == {"Gratis", "Duur", "Onbekend"}
    assert set(shown(client, onbekend="mee")) == {"Gratis", "Onbekend"}
    assert "Misschien: 1 activiteit, niet zeker" in client.get(AGENDA).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"zin": "eten"}, {"Koken"}),
        ({"zin": ["eten", "bewegen"]}, {"Koken", "Wandelen"}),
        ({"taal": "ar"}, {"Koken"}),
        ({"taal": "nl"}, {"Koken", "Wandelen"}),
        ({"dagdeel": "ochtend"}, {"Wandelen"}),
        ({"dagdeel": ["middag", "avond"]}, {"Koken", "Schaken in de tent"}),
        ({"drempelvrij": "ja"}, {"Koken"}),
        ({"voorziening": "toilet"}, {"Koken"}),
        ({"soort": "buurthuis"}, {"Koken"}),
        ({"buurt": "belcrum"}, {"Koken", "Schaken in de tent"}),
        ({"thema": "gezondheid"}, {"Wandelen"}),
        ({"bij": "51.549,4.799"}, {"Wandelen"}),
        ({"vak": "4.79,51.54,4.81,51.56"}, {"Wandelen"}),
        ({"q": "kook"}, {"Koken"}),
        ({"q": "schaken tent"}, {"Schaken in de tent"}),
        ({"q": "belcrum"}, {"Koken"}),
        ({"q": "bewegen"}, {"Wandelen"}),
        ({"dag": "2026-11-10"}, {"Koken", "Wandelen", "Schaken in de tent"}),
        ({"dag": "2026-11-10", "periode": "dag", "zin": "spelen"},
         {"Schaken in de tent"}),
        ({"dag": "2026-11-11", "periode": "dag"}, set()),
        ({"open": "nu", "mensen": "nu", "utm_source": "x"},
         {"Koken", "Wandelen", "Schaken in de tent"}),
    ],
    ids=lambda one: str(sorted(one) if isinstance(one, set) else one),
)  # fmt: skip
def test_the_filters_choose(client, various, query, expected):
    assert set(shown(client, **query)) == expected


def test_what_is_not_at_a_place_may_fit_but_not_surely(client, various):
    found = client.get(AGENDA, {"drempelvrij": "ja", "onbekend": "mee"})

    rows = [row for day in found.context["days"] for row in day.rows]
    assert {(row.activity.name, row.is_sure) for row in rows} == {
        ("Koken", True),
        ("Schaken in de tent", False),
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zin", "vliegen"),
        ("dimensie", "gewicht"),
        ("taal", "klingon"),
        ("dagdeel", "nacht"),
        ("dag", "morgen"),
        ("dag", "2026-13-01"),
        ("dag", "9999-12-31"),
        ("dag", "0001-01-01"),
        ("periode", "jaar"),
        ("buurt", "atlantis"),
        ("bij", "hier"),
    ],
)
def test_nonsense_is_refused_in_words(client, name, value):
    page = client.get(AGENDA, {name: value})

    assert page.status_code == 400
    assert name in page.context["filter"].errors
    assert client.get("/agenda.ics", {name: value}).status_code == 400


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "9" * 5000])
def test_a_page_that_is_not_there_is_refused(client, number):
    make_activity()

    query = {"dag": "2026-11-10", "periode": "dag", "pagina": number}

    assert client.get(AGENDA, query).status_code == 400


def test_a_day_with_very_much_shows_some_and_leads_to_the_rest(client):
    for _number in range(10):
        make_activity()

    page = client.get(AGENDA).content.decode()

    assert "Alle 10 van deze dag" in page
    assert len(shown(client)) == 8
    assert len(shown(client, dag="2026-11-10", periode="dag")) == 10


@pytest.mark.parametrize("query", [{}, {"dag": "2026-11-10", "periode": "dag"}])
def test_the_agenda_asks_as_much_for_many_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries, query
):
    make_activity(organisation=make_organisation())
    with django_assert_max_num_queries(20) as one:
        client.get(AGENDA, query)
    for _number in range(10):
        make_activity(organisation=make_organisation())

    with django_assert_num_queries(len(one)):
        client.get(AGENDA, query)


def test_the_agenda_carries_no_cookie_and_may_be_shared(client):
    page = client.get(AGENDA)

    assert not page.cookies
    assert "public" in page.headers["Cache-Control"]


def test_a_place_tells_what_is_on_there(client, django_assert_num_queries):
    place = make_place(slug="plein")
    make_activity(name="Koffie", place=place)
    make_activity(name="Geheim", place=place, state=State.SUGGESTED)

    page = client.get("/plekken/plein/").content.decode()

    assert "Koffie" in page
    assert "dinsdag 10 november" in page
    assert "Geheim" not in page


def test_an_activity_answers_six_questions_or_says_that_nobody_knows(client):
    make_activity(slug="koffie", received_by="Els", may_come_alone=True)

    page = client.get("/agenda/koffie/").content.decode()

    assert page.count("Nog niet bekend.") == 4
    assert "Els" in page
    assert "Elke dinsdag" in page


def test_one_time_of_an_activity_has_a_page(client):
    activity = make_activity(slug="koffie")
    change_date(
        activity=activity, rule_date=date(2026, 11, 17), kind="cancel", reason="Ziek"
    )

    page = client.get("/agenda/koffie/2026-11-17/")

    assert "Gaat niet door op dinsdag 17 november." in page.content.decode()
    wrong = client.get("/agenda/koffie/2026-11-18/")
    assert wrong.status_code == 404
    assert "Op woensdag 18 november 2026 is dit er niet." in wrong.content.decode()
    assert "Hieronder staat wanneer wel" in wrong.content.decode()
    assert client.get("/agenda/koffie/2026-02-30/").status_code == 404


def test_the_day_to_which_it_moved_leads_to_it(client):
    activity = make_activity(slug="koffie")
    moved = {"kind": "move", "to": date(2026, 11, 18), "at": time(23, 30)}
    change_date(activity=activity, rule_date=date(2026, 11, 17), **moved)

    answer = client.get("/agenda/koffie/2026-11-18/")

    assert answer.status_code == 302
    assert answer.url == "/agenda/koffie/2026-11-17/"
    page = client.get(answer.url).content.decode()
    assert "Woensdag 18 november" in page
    assert client.get("/agenda/koffie/2026-11-19/").status_code == 404


@pytest.mark.parametrize("path", ["/agenda/koffie/", "/agenda/koffie.ics"])
def test_an_activity_that_waits_has_no_page(client, path):
    make_activity(slug="koffie", state=State.SUGGESTED)

    assert client.get(path).status_code == 404


def test_what_people_type_can_not_break_out_of_the_data_in_a_page(client):
    make_activity(slug="koffie", name="</script><script>alert(1)</script>")

    page = client.get("/agenda/koffie/").content.decode()

    assert "<script>alert" not in page
    assert "\\u003C/script\\u003E" in page


def test_organisations_and_initiatives_have_pages_and_lists(client):
    club = make_organisation(name="De Huiskamer", slug="huiskamer")
    start = make_initiative(name="Samen eten", slug="samen-eten", organisation=club)
    make_activity(name="Koffie", organisation=club, initiative=start)
    make_organisation(name="Wacht nog", slug="wacht", state=State.SUGGESTED)

    assert "Koffie" in client.get("/organisaties/huiskamer/").content.decode()
    assert "Koffie" in client.get("/initiatieven/samen-eten/").content.decode()
    listed = client.get("/organisaties/").content.decode()
    assert "De Huiskamer" in listed
    assert "Wacht nog" not in listed
    assert "Samen eten" in client.get("/initiatieven/").content.decode()
    assert client.get("/organisaties/wacht/").status_code == 404
    assert client.get("/organisaties/voorwaarden/").status_code == 200


def test_an_old_address_leads_to_the_new_one(client):
    club = make_organisation(slug="oud")
    club.slug = "nieuw"
    store(club)

    response = client.get("/organisaties/oud/")

    assert response.status_code == 301
    assert response.headers["Location"] == "/organisaties/nieuw/"


def listed(client, **query):
    page = client.get("/plekken/", query).context["page"]
    return [place.name for place in page]


def test_places_where_something_goes_on_have_people_now(client, time_machine):
    make_activity(place=make_place(name="Plein met koffie"))
    make_place(name="Leeg bankje")
    assert listed(client, mensen="nu") == []

    time_machine.move_to("2026-11-10 11:00+01:00")
    assert listed(client, mensen="nu") == ["Plein met koffie"]
    tile = client.get("/plekken/kaart/0/0/0.json", {"mensen": "nu"}).json()
    assert len(tile["features"]) == 1

    change_date(
        activity=Activity.objects.get(), rule_date=date(2026, 11, 10), kind="cancel"
    )
    assert listed(client, mensen="nu") == []


def test_people_come_before_furniture(client, time_machine):
    time_machine.move_to("2026-11-10 11:00+01:00")
    make_place(name="Aardig bankje")
    make_activity(name="Schaken", place=make_place(name="Plein met koffie"))

    assert listed(client, open="nu") == ["Plein met koffie", "Aardig bankje"]
    page = client.get("/plekken/", {"open": "nu"}).content.decode()
    assert page.count("Nu: Schaken, tot 12.00 uur") == 1


def test_what_is_on_soon_stands_on_home_theme_and_neighbourhood_once_each(client):
    area = make_neighbourhood(name="Belcrum", slug="belcrum")
    walk = make_activity(
        name="Wandelen",
        place=make_place(neighbourhood=area, neighbourhood_from="staff"),
    )
    walk.themes.set(Theme.objects.filter(slug="gezondheid"))
    make_activity(name="Elders", where="Buiten de stad")
    make_activity(name="Duur", cost="paid")

    first, _heading, home = client.get("/").content.decode().partition('id="zin"')
    assert first.count("Wandelen") + first.count("Elders") == 1  # the one thing
    assert home.count("Wandelen") == home.count("Elders") == 1
    assert "Duur" not in home
    for path in ("/themas/gezondheid/", "/buurten/belcrum/"):
        page = client.get(path).content.decode()
        assert page.count("Wandelen") == 1
        assert "Elders" not in page


def test_a_day_has_parts_and_a_strip_of_seven_days_leads_to_each(client):
    make_activity(name="Vroeg", starts_at=time(9))
    make_activity(name="Laat", starts_at=time(20))

    answer = client.get("/agenda/")
    page = answer.content.decode()
    assert "Ochtend</span>" in page
    assert "Avond</span>" in page
    assert "Middag</span>" not in page
    assert page.index("Vroeg") < page.index("Laat")
    days = answer.context["strip"]
    assert len({each["day"] for each in days}) == 7
    assert not any(each["is_on"] for each in days)

    third = client.get(f"/agenda/{days[2]['query']}")
    assert [each["is_on"] for each in third.context["strip"]].index(True) == 2
