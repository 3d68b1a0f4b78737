"""Makes something valid; a test says only what it is about."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db.models import Model
from django.utils import timezone

from common.kit.storing import follow, store, store_and_tell
from common.moderation.states import State
from desks.models import Desk, DeskHost
from initiatives.models import (
    Activity,
    DateChange,
    Host,
    Initiative,
    InitiativePhoto,
    Membership,
    Organisation,
    SignUp,
)
from learning.experiments.deciding import decide
from learning.models import (
    AnswerTheme,
    Contribution,
    Decision,
    Experiment,
    ExperimentTie,
    Goal,
    GoalTie,
    Heard,
    Indicator,
    Lesson,
    NewsItem,
    Question,
    QuestionTie,
)
from places.importing.run.writing import create
from places.models import (
    Dataset,
    District,
    Municipality,
    Neighbourhood,
    Photo,
    Place,
    PlaceKind,
)
from tests.kit.pictures import picture
from themes.models import Theme
from tours.models import Stop, Tour

GROTE_MARKT = Point(4.7758, 51.5887, srid=4326)
VALKENBERG = Point(4.7806, 51.5937, srid=4326)  # the park, 650 m away
ULVENHOUT = Point(4.7990, 51.5490, srid=4326)  # the village, 4.7 km away
TILBURG = Point(5.0913, 51.5606, srid=4326)  # another municipality
BREDA = (51.589, 4.775)  # latitude and longitude, of calendars
_numbers = count(1)


def square(centre: Point, metres: float) -> MultiPolygon:
    """A square boundary whose sides lie `metres` from its centre, roughly."""
    south, east = metres / 111_195, metres / 69_100
    box = (centre.x - east, centre.y - south, centre.x + east, centre.y + south)
    return MultiPolygon(Polygon.from_bbox(box), srid=4326)


def made(row: Model) -> Model:
    """Saved, with what follows from it; nobody is mailed."""
    store(row)
    return row


def kind(slug="bankje") -> PlaceKind:
    return PlaceKind.objects.get(slug=slug)


def make_place(**facts) -> Place:
    """A published free bench on the Grote Markt; `kind` may be a slug."""
    themes = facts.pop("themes", None)
    place = made(_place(**facts))
    if themes:
        place.themes.set(themes)
        follow(place)
    return place


def make_places(facts: Iterable[dict]) -> list[Place]:
    """The same, many at once, as an import writes them; without themes."""
    places = [_place(**each) for each in facts]
    Neighbourhood.objects.area_index().assign_neighbourhoods(places)
    create(places, "")
    return places


def _place(**facts) -> Place:
    number = next(_numbers)
    facts.setdefault("name", f"Bankje {number}")
    facts.setdefault("slug", f"bankje-{number}")
    facts.setdefault("kind", "bankje")
    if isinstance(facts["kind"], str):
        facts["kind"] = kind(facts["kind"])
    facts.setdefault("point", GROTE_MARKT)
    facts.setdefault("state", State.PUBLISHED)
    return Place(**facts)


def make_municipality(**facts) -> Municipality:
    facts.setdefault("code", "GM0758")
    facts.setdefault("name", "Breda")
    facts.setdefault("centre", GROTE_MARKT)
    return made(Municipality(**facts))


def make_district(**facts) -> District:
    number = next(_numbers)
    if "municipality" not in facts:
        known = Municipality.objects.first()
        facts["municipality"] = known or make_municipality()
    digits = facts["municipality"].code.removeprefix("GM")
    facts.setdefault("code", f"WK{digits}{number % 100:02}")
    facts.setdefault("name", f"Wijk {number}")
    facts.setdefault("centre", facts["municipality"].centre)
    return made(District(**facts))


def make_neighbourhood(**facts) -> Neighbourhood:
    number = next(_numbers)
    if "district" not in facts:
        facts["district"] = District.objects.first() or make_district()
    digits = facts["district"].municipality.code.removeprefix("GM")
    facts.setdefault("code", f"BU{digits}{number % 10_000:04}")
    facts.setdefault("name", f"Buurt {number}")
    facts.setdefault("centre", facts["district"].municipality.centre)
    return made(Neighbourhood(**facts))


def make_dataset(**facts) -> Dataset:
    number = next(_numbers)
    facts.setdefault("slug", f"bron-{number}")
    facts.setdefault("name", f"Bron {number}")
    return Dataset.objects.create(**facts)


def make_user(**facts):
    facts.setdefault("email", f"iemand{next(_numbers)}@example.org")
    return get_user_model().objects.create_user(password="geheim", **facts)


def make_staff(**facts):
    return make_user(is_staff=True, is_superuser=True, **facts)


def make_organisation(*, owner=None, editor=None, **facts) -> Organisation:
    """A published organisation; `owner` and `editor` may be people of it."""
    facts.setdefault("name", f"Organisatie {next(_numbers)}")
    facts.setdefault("state", State.PUBLISHED)
    organisation = made(Organisation(**facts))
    for person, role in [(owner, "owner"), (editor, "editor")]:
        if person is not None:
            Membership.objects.create(
                organisation=organisation, person=person, role=role
            )
    return organisation


def make_initiative(**facts) -> Initiative:
    facts.setdefault("name", f"Initiatief {next(_numbers)}")
    facts.setdefault("description", "Samen koffie drinken.")
    facts.setdefault("state", State.PUBLISHED)
    return made(Initiative(**facts))


def make_host(initiative, **facts) -> Host:
    """A host on the page of an initiative, of whom nothing personal is known."""
    facts.setdefault("title", "vaste gastvrouw")
    facts.setdefault("state", "shown")
    return Host.objects.create(initiative=initiative, **facts)


def make_photo(initiative, **facts) -> InitiativePhoto:
    """A photo on the page of an initiative, without people."""
    facts = {**_photo("Een lange tafel"), **facts}
    return InitiativePhoto.objects.create(initiative=initiative, **facts)


def make_place_photo(place, **facts) -> Photo:
    """A photo on the page of a place, without people."""
    return Photo.objects.create(place=place, **{**_photo("Een bank"), **facts})


def _photo(alt) -> dict:
    return {
        "image": picture(), "alt": alt, "credit": "Amira", "has_people": False,
        "state": "shown",
    }  # fmt: skip


def make_activity(**facts) -> Activity:
    """A published free activity at a new place, every Tuesday from 10:00 to 12:00."""
    facts.setdefault("name", f"Activiteit {next(_numbers)}")
    facts.setdefault("description", "Samen koffie drinken.")
    facts.setdefault("state", State.PUBLISHED)
    facts.setdefault("cost", "free")
    facts.setdefault("first_on", date(2026, 11, 3))
    facts.setdefault("starts_at", time(10))
    facts.setdefault("minutes", 120)
    facts.setdefault("rule", "FREQ=WEEKLY;BYDAY=TU")
    if "place" not in facts and "where" not in facts:
        facts["place"] = make_place()
    return made(Activity(**facts))


def make_desk(pk=None, **facts) -> Desk:
    """A desk where one walks in; `facts` are its own or of its activity."""
    names = {field.name for field in Desk._meta.get_fields()} - {"activity", "id"}
    own = {name: facts.pop(name) for name in [*facts] if name in names}
    facts.setdefault("name", f"Loket {next(_numbers)}")
    return made(Desk(pk=pk, activity=make_activity(**facts), **own))


def make_desk_host(desk, **facts) -> DeskHost:
    """Who sits at a desk, with an address to ask them by; nothing else is personal."""
    number = next(_numbers)
    facts.setdefault("title", "vaste gastvrouw")
    facts.setdefault("state", "shown")
    facts.setdefault("position", desk.hosts.count())
    facts.setdefault("email", f"gastvrouw{number}@example.org")
    return DeskHost.objects.create(desk=desk, **facts)


def change_date(activity, rule_date, kind, **facts) -> DateChange:
    """Someone decides that one date of an activity differs: who signed up hears it."""
    change = DateChange(activity=activity, rule_date=rule_date, kind=kind, **facts)
    store_and_tell(change)
    return change


def make_tour(*, stops=(), stay=20, **facts) -> Tour:
    """A published tour by bicycle; `stops` are places or other things, in order."""
    facts.setdefault("name", f"Tocht {next(_numbers)}")
    facts.setdefault("description", "Een rustig rondje.")
    facts.setdefault("state", State.PUBLISHED)
    tour = made(Tour(**facts))
    for number, thing in enumerate(stops, start=1):
        Stop.objects.create(tour=tour, number=number, thing=thing, stay=stay)
    return tour


def make_experiment(*, ties=(), themes=(), areas=(), **facts) -> Experiment:
    """A published one that runs; `ties` are things that belong to it."""
    facts.setdefault("title", f"Experiment {next(_numbers)}")
    facts.setdefault("summary", "Komen er meer buren als de pan buiten staat?")
    facts.setdefault("question", "Wat maakt dat mensen blijven?")
    facts.setdefault("doing", "Elke week soep op het plein.")
    facts.setdefault("state", State.PUBLISHED)
    facts.setdefault("phase", Experiment.Phase.RUNNING)
    facts.setdefault("stop_rule", "We stoppen als er niemand komt.")
    facts.setdefault("stop_on", timezone.localdate() + timedelta(days=60))
    if facts["phase"] in {"ended", "decided"}:
        for name in ["reach", "saw", "said"]:
            facts.setdefault(name, f"Iets over {name}.")
    experiment = made(Experiment(**facts))
    experiment.themes.set(themes)
    experiment.neighbourhoods.set(areas)
    for thing in ties:
        ExperimentTie.objects.create(experiment=experiment, thing=thing)
    follow(experiment)
    return experiment


def make_lesson(*, experiments=(), themes=(), areas=(), **facts) -> Lesson:
    """A published one."""
    facts.setdefault("sentence", f"Les {next(_numbers)}")
    facts.setdefault("story", "Wie iets meebrengt, blijft langer zitten.")
    facts.setdefault("ground", Lesson.Ground.STORY)
    facts.setdefault("state", State.PUBLISHED)
    lesson = made(Lesson(**facts))
    lesson.experiments.set(experiments)
    lesson.themes.set(themes)
    lesson.neighbourhoods.set(areas)
    follow(lesson)
    return lesson


def make_decided(*, days_ago=0, outcome="bigger", **facts) -> Decision:
    """What was decided so long ago about an experiment that is closed by it."""
    experiment = make_experiment(phase="ended", **facts)
    lesson = make_lesson(experiments=[experiment])
    day = timezone.localdate() - timedelta(days=days_ago)
    words = {"by": None, "lesson": lesson, "decided_on": day}
    return decide(experiment, outcome, "Het werkte.", **words)


def make_news(about=None, **facts) -> NewsItem:
    facts.setdefault("title", f"Nieuws {next(_numbers)}")
    facts.setdefault("text", "Er is iets nieuws.")
    facts.setdefault("state", State.PUBLISHED)
    return made(NewsItem(thing=about or make_lesson(), **facts))


def make_goal(*, ties=(), **facts) -> Goal:
    """A published one; `ties` are things that help it."""
    facts.setdefault("title", f"Doel {next(_numbers)}")
    facts.setdefault("number", next(_numbers))
    facts.setdefault("summary", "Overal een plek om te zitten.")
    facts.setdefault("state", State.PUBLISHED)
    if "theme" not in facts:
        facts["theme"] = Theme.objects.get(slug="leefomgeving")
    goal = made(Goal(**facts))
    for thing in ties:
        GoalTie.objects.create(goal=goal, thing=thing)
    return goal


def make_indicator(goal=None, **facts) -> Indicator:
    """Of what staff note; the other sorts are asked for by name."""
    facts.setdefault("sort", Indicator.Sort.DOING)
    facts.setdefault("name", f"plekken {next(_numbers)}")
    facts.setdefault("unit", "plekken")
    facts.setdefault("better", Indicator.Better.UP)
    return made(Indicator(goal=goal or make_goal(), **facts))


def make_question(*, at=None, themes=(), areas=(), answers=(), **facts) -> Question:
    """A published one that is open from today; `at` carries it, `answers` are texts
    that everyone may read. `opened` is how many days ago it opened, for a week."""
    opens_on = timezone.localdate() - timedelta(days=facts.pop("opened", 0))
    facts.setdefault("title", f"Vraag {next(_numbers)}")
    facts.setdefault("text", "Eén zin is genoeg.")
    facts.setdefault("asked_by", "Team ontmoeten")
    facts.setdefault("opens_on", opens_on)
    facts.setdefault("open_until", opens_on + timedelta(days=7))
    facts.setdefault("answer_on", opens_on + timedelta(days=14))
    facts.setdefault("state", State.PUBLISHED)
    if facts["state"] == State.PUBLISHED:
        facts.setdefault("asked_on", opens_on)
    if "options" in facts:
        facts.setdefault("manner", Question.Manner.CHOICE)
    question = made(Question(**facts))
    question.themes.set(themes)
    question.neighbourhoods.set(areas)
    if at is not None:
        QuestionTie.objects.create(question=question, thing=at)
    for text in answers:
        make_answer(question, text=text, state=State.PUBLISHED)
    follow(question)
    return question


def make_answer(question, **facts) -> Contribution:
    """Words that wait, unless they are a choice."""
    if "choice" in facts:
        facts.setdefault("state", State.PUBLISHED)
    else:
        facts.setdefault("text", f"Antwoord {next(_numbers)}")
    return made(Contribution(question=question, **facts))


def make_group(question=None, *, of=(), **facts) -> AnswerTheme:
    """With these answers in it."""
    facts.setdefault("title", f"Groep {next(_numbers)}")
    group = made(AnswerTheme(question=question or make_question(), **facts))
    group.contributions.set(of)
    return group


def make_heard(sentence=None, **facts) -> Heard:
    """Public; a colleague saw it."""
    facts.setdefault("state", State.PUBLISHED)
    sentence = sentence or f"Ik ken mijn buren nu, zei nummer {next(_numbers)}."
    return made(Heard(sentence=sentence, **facts))


def make_sign_up(activity, rule_date, **facts) -> SignUp:
    """Someone who has a seat on a date of an activity."""
    facts.setdefault("first_name", "Fatima")
    facts.setdefault("email", f"bezoeker{next(_numbers)}@example.org")
    facts.setdefault("state", "seat")
    facts.setdefault("forget_on", rule_date + timedelta(days=30))
    if facts["state"] in {"seat", "waiting"}:
        facts.setdefault("confirmed_at", timezone.now())
    return SignUp.objects.create(activity=activity, rule_date=rule_date, **facts)
