import json
from pathlib import Path

import pytest
from django.core.management import call_command

from common.kit.storing import store
from initiatives.models import Activity, Host, Initiative, Membership, Organisation
from learning.facts.asking import Stage
from learning.models import (
    Experiment,
    Goal,
    GoalSnapshot,
    Lesson,
    NewsItem,
    Question,
)
from ontmoeten.demo import loading
from ontmoeten.demo.loading import staff_account
from places.models import Dataset, District, Figure, Neighbourhood, Place
from tests.kit.factories import square

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long(1)]


@pytest.fixture(scope="module")
def demo(for_all):
    call_command("load_demo", verbosity=0)


def test_there_are_at_least_forty_places_in_every_district(demo):
    places = Place.objects.published()

    assert places.count() >= 40
    districts = set(places.values_list("neighbourhood__district", flat=True))
    assert len(districts) == District.objects.count() == 11


def test_all_56_neighbourhoods_have_figures_with_a_source(demo):
    assert Neighbourhood.objects.count() == 56
    for name in ("inhabitants", "one_person_households_pct"):
        figures = Figure.objects.filter(name=name, value__isnull=False)
        assert figures.count() == 56
    assert not Figure.objects.filter(source="").exists()


def test_every_real_place_has_words_and_a_source_and_claims_no_check(demo):
    for place in Place.objects.exclude(dataset__slug="voorbeeld"):
        assert place.description
        assert place.description_en
        assert place.dataset.credit
        assert place.checked_on is None


def test_loading_again_changes_nothing(demo):
    before = list(Place.objects.values_list("pk", "changed_at"))

    call_command("load_demo", verbosity=0)

    assert list(Place.objects.values_list("pk", "changed_at")) == before


def test_loading_again_keeps_what_staff_changed(demo):
    place = Place.objects.first()
    place.name, place.slug = "Anders", "anders"
    store(place)
    count = Place.objects.count()

    call_command("load_demo", verbosity=0)

    place.refresh_from_db()
    assert place.name == "Anders"
    assert Place.objects.count() == count


def test_the_boundaries_are_generalised_and_fit_together(demo):
    import shapely

    areas = list(Neighbourhood.objects.all())
    shapes = [shapely.from_wkb(bytes(area.boundary.wkb)) for area in areas]

    assert len(areas) == 56
    assert all(area.is_generalised for area in areas)
    assert shapely.coverage_is_valid(shapes)
    for area, shape in zip(areas, shapes, strict=True):
        assert shapely.contains_xy(shape, *area.centre.coords), area.name


def test_loading_again_never_overwrites_an_exact_boundary(demo):
    area = Neighbourhood.objects.first()
    exact = square(area.centre, 100)
    area.boundary, area.is_generalised = exact, False
    store(area)

    call_command("load_demo", verbosity=0)

    area.refresh_from_db()
    assert area.boundary.equals(exact)
    assert not area.is_generalised


def test_the_boundaries_are_a_small_file(demo):
    file = Path(loading.__file__).parent / "boundaries.json"

    assert file.stat().st_size < 60_000


def test_each_point_lies_in_the_neighbourhood_it_claims(demo, shared_data):
    from shapely import STRtree
    from shapely.geometry import Point, shape

    file = shared_data / "breda" / "breda_buurten_2020_wgs84.geojson"
    features = json.loads(file.read_text())["features"]
    tree = STRtree([shape(feature["geometry"]) for feature in features])
    codes = [feature["properties"]["BU_CODE"] for feature in features]

    for place in Place.objects.select_related("neighbourhood"):
        [found] = tree.query(Point(place.point.coords), predicate="within")
        assert codes[found] == place.neighbourhood.code, place.name


def test_the_figures_are_those_of_the_source(demo, shared_data):
    import csv

    file = shared_data / "breda" / "breda_buurten_kerncijfers_samengevoegd.csv"
    with file.open(encoding="utf-8-sig") as lines:
        expected = {
            row["buurtcode"]: int(row["inwoners_2024"]) for row in csv.DictReader(lines)
        }

    found = Figure.objects.filter(name="inhabitants", year=2024)
    assert {each.code: int(each.value) for each in found} == expected


def test_all_demonstration_places_lie_in_the_municipality(demo):
    index = Neighbourhood.objects.area_index()
    points = list(Place.objects.values_list("point", flat=True))

    inside = index.inside([p.x for p in points], [p.y for p in points])

    assert inside.all()


def test_a_way_in_for_staff_is_only_given_on_a_development_machine(
    demo, capsys, settings, tmp_path
):
    from django.contrib.auth import get_user_model

    assert not get_user_model().objects.filter(is_active=True).exists()

    settings.DEBUG, settings.DATA_DIR = True, tmp_path
    call_command("load_demo")

    assert "/beheer/" in capsys.readouterr().out


def test_the_way_in_works_and_stays_the_same(demo, client, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    email, password = staff_account()

    assert staff_account() == (email, password)
    assert client.login(email=email, password=password)
    assert (tmp_path / "demo-staff.txt").stat().st_mode & 0o077 == 0


def test_sources_of_the_demonstration_are_named(demo):
    for dataset in Dataset.objects.all():
        assert dataset.licence
        assert dataset.attribution


def test_hosts_are_on_the_page_and_no_photo_of_anyone_is_in_it(demo, client):
    with_hosts = Initiative.objects.exclude(hosts=None).distinct()
    assert with_hosts.count() >= 3
    of_residents = Initiative.objects.filter(organisation=None)
    assert of_residents.count() >= 2
    assert not Host.objects.exclude(photo="").exists()
    for initiative in with_hosts:
        page = client.get(initiative.get_absolute_url()).content.decode()
        for host in initiative.hosts.all():
            assert host.first_name in page
            assert (host.first_name == "") == (host.name_consent_on is None)
    for initiative in of_residents:
        page = client.get(initiative.get_absolute_url()).content.decode()
        assert "van een bewoner" in page


def test_what_is_invented_says_so(demo):
    for entry in [*Organisation.objects.all(), *Activity.objects.all()]:
        assert "verzonnen" in entry.description
    for initiative in Initiative.objects.all():
        assert "verzonnen" in initiative.description


def test_somebody_looks_after_where_one_asks_to_be_waited_for(demo, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    email, _password = staff_account()

    waits = Activity.objects.filter(waits_at_door=True).values("organisation")
    cared_for = Membership.objects.filter(person__email=email).values("organisation")
    assert waits.exists()
    assert not waits.exclude(organisation__in=cared_for).exists()


def test_the_four_are_tried_and_two_of_them_decided_with_lessons(demo):
    decided = Experiment.objects.published().filter(phase=Experiment.Phase.DECIDED)

    assert decided.count() == 2
    assert all(each.lessons.published().exists() for each in decided)
    assert Lesson.objects.published().count() >= 6
    assert Lesson.objects.exclude(contradicts=None).count() == 2
    assert NewsItem.objects.published().count() == 5


def test_each_of_what_was_learnt_says_that_it_is_invented(demo, client):
    rows = [*Experiment.objects.all(), *Lesson.objects.all(), *NewsItem.objects.all()]
    for each in rows:
        assert "verzonnen" in client.get(each.get_absolute_url()).content.decode(), each


def test_of_three_questions_one_is_open_one_late_and_one_answered(demo, client):
    found = {each.stage(): each for each in Question.objects.published()}

    assert {*found} == {Stage.OPEN, Stage.LATE, Stage.ANSWERED}
    answered = found[Stage.ANSWERED]
    assert {each.kind for each in answered.groups.all()} == {"does", "cannot"}
    assert (
        "te laat" in client.get(found[Stage.LATE].get_absolute_url()).content.decode()
    )
    for question in found.values():
        page = client.get(question.get_absolute_url()).content.decode()
        assert "Deze vraag is verzonnen" in page


def test_every_message_is_about_something_that_is_there(demo, client):
    for card in client.get("/nieuws/").context["cards"]:
        assert card.about is not None


def test_what_was_learnt_is_taken_away_again(demo):
    call_command("remove_demo", verbosity=0)

    for model in (Experiment, Lesson, NewsItem, Goal, GoalSnapshot, Question):
        assert not model.objects.exists()


def test_each_theme_has_a_goal_that_says_it_is_invented(demo, client):
    goals = Goal.objects.published()

    assert len({goal.theme_id for goal in goals}) == goals.count() == 4
    for goal in goals:
        page = client.get(goal.get_absolute_url())
        assert "verzonnen" in page.content.decode()
        assert page.context["card"].measured
        assert page.context["helps"]


def test_last_year_of_a_goal_is_frozen(demo, client):
    snapshot = GoalSnapshot.objects.get()

    page = client.get(snapshot.get_absolute_url()).content.decode()
    assert snapshot.sha256 in page
    assert "verzonnen" in page


def test_the_estimate_of_loneliness_leads_nothing_in_the_demonstration(demo, client):
    page = client.get("/doelen/in-2030-is-er-elke-week-iets-te-doen/")

    assert "schatting met een model" in page.content.decode()
    assert not page.context["card"].leading.is_modelled
