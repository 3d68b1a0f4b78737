"""One of everything that can wait for staff."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import now

from common.kit import values
from common.moderation.queue import sources
from common.moderation.states import State
from common.translations import giving
from common.translations.models import Translation
from desks.models import DeskChange, DeskHost, HostRemoval
from initiatives.deciding import decisions
from initiatives.models import (
    Claim,
    EntryReport,
    Host,
    OrganisationImport,
    PhotoRemoval,
)
from initiatives.models.moderation import Said
from initiatives.organising import doubting
from learning.models import Heard
from places.deciding import answers, reports
from places.facts.questions import BY_SLUG
from places.models import ImportRun, PlacePhotoRemoval, PlaceReport, VisitorFact
from tests.kit.factories import (
    made,
    make_activity,
    make_answer,
    make_dataset,
    make_desk,
    make_desk_host,
    make_experiment,
    make_goal,
    make_host,
    make_initiative,
    make_lesson,
    make_news,
    make_organisation,
    make_photo,
    make_place,
    make_place_photo,
    make_question,
    make_tour,
    make_user,
)
from tours.models import TourChange

KINDS = [source.slug for source in sources().values()]


@dataclass
class Town:
    things: dict  # by kind

    def __getitem__(self, kind):
        return self.things[kind]


def doubted(place, times=3):
    """Passers-by said today that something is not right there."""
    for _ in range(times):
        reports.doubt(place)
    return place


def brought_in(*places) -> ImportRun:
    """An import that brought these places, which wait together."""
    run = ImportRun.objects.create(
        source="Bankenregister", file_name="banken.csv", stored="y.csv",
        state=ImportRun.State.DONE, counts={"created": len(places)},
    )  # fmt: skip
    for place in places:
        run.rows.create(sort="new", where="1", place=place, case="waits")
    return run


def brought_in_clubs(*clubs) -> OrganisationImport:
    run = OrganisationImport.objects.create(
        source="Clubs", file_name="clubs.csv", stored="y.csv",
        state=ImportRun.State.DONE, counts={"created": len(clubs)},
    )  # fmt: skip
    for club in clubs:
        run.rows.create(sort="new", where="1", organisation=club, case="waits")
    return run


def remarked(entry, times=3):
    """Visitors said today that it is there no more."""
    for _ in range(times):
        doubting.say(entry, Said.GONE)
    return entry


def contradicted(place) -> VisitorFact:
    """One passer-by says that there is a backrest, another that there is none."""
    for is_so, sender in [(True, "a"), (False, "b")]:
        answers.answer(place, BY_SLUG["rugleuning"], is_so, sender)
    return place.visitor_facts.get()


def propose(entry, by, **changes):
    """A change of these fields, as its organisation proposes it."""
    before = values.plain(entry, changes)
    return decisions.propose(entry, before, before | changes, by)


def proposed_text(entry, by) -> Translation:
    """English that someone of an organisation gives for its description."""
    giving.propose(entry, "description", "en", "The living room.", by)
    return Translation.objects.get(key=entry.pk, field="description", language="en")


def build() -> Town:
    amira = make_user(email="amira@example.org", name="Amira")
    club = make_organisation(name="De Huiskamer", owner=amira)
    imported = make_organisation(
        name="De Ketting", dataset=make_dataset(), source_id="12"
    )
    walk = make_initiative(name="Wandelen", organisation=club)
    hidden = make_photo(walk, alt="Een volle bank", state="hidden")
    square = make_place(name="De fontein")
    desk = make_desk(name="De tafel", organisation=club)
    asked_away = make_place_photo(square, alt="Een drukke fontein", state="hidden")
    new = {"state": State.SUGGESTED}
    return Town(
        {
            "melding": PlaceReport.objects.create(
                place=make_place(name="Het plein"),
                reason="hours",
                created_at=now() - timedelta(days=3),
            ),
            "twijfel": doubted(make_place(name="De verdwenen tafel")),
            "antwoord": contradicted(make_place(name="De stille hoek")),
            "melding-aanbod": EntryReport.objects.create(
                organisation=make_organisation(name="De Verhuizer"), reason="moved"
            ),
            "twijfel-organisatie": remarked(make_organisation(name="De Stille")),
            "twijfel-initiatief": remarked(make_initiative(name="De Pauze")),
            "twijfel-activiteit": remarked(make_activity(name="De Gok")),
            "import": ImportRun.objects.create(
                source="Bomenregister",
                file_name="banken.csv",
                stored="x.csv",
                state=ImportRun.State.CHECKED,
            ),
            "ingelezen": brought_in(make_place(name="De ingelezen bank", **new)),
            "import-organisaties": OrganisationImport.objects.create(
                source="Clubs",
                file_name="clubs.csv",
                stored="z.csv",
                state=ImportRun.State.CHECKED,
            ),
            "nieuwe-organisaties": brought_in_clubs(
                make_organisation(name="De ingelezen club", **new)
            ),
            "plek": make_place(name="Bank bij de molen", **new),
            "plekfoto": make_place_photo(square, alt="Een stille", state="waits"),
            "plekfoto-weg": PlacePhotoRemoval.objects.create(
                place=square, photo=asked_away
            ),
            "organisatie": make_organisation(name="Nieuwe club", owner=amira, **new),
            "initiatief": make_initiative(name="Soep", organisation=club, **new),
            "activiteit": make_activity(name="Koffie", organisation=club, **new),
            "wijziging": propose(club, amira, name="De Woonkamer", phone="076 123"),
            "claim": Claim.objects.create(organisation=imported, person=amira),
            "foto": make_photo(walk, alt="Een lange tafel", state="waits"),
            "loket": DeskChange.objects.create(
                activity=desk.activity, changes={"phone": ["", "076 1234567"]}
            ),
            "loketgastheer": make_desk_host(desk, state=DeskHost.State.WAITS),
            "loketfoto": HostRemoval.objects.create(
                desk=desk, host=make_desk_host(desk)
            ),
            "gastheer": make_host(walk, title="vaste kok", state=Host.State.WAITS),
            "experiment": make_experiment(title="Soep op het plein", **new),
            "doel": make_goal(title="Overal een bank", **new),
            "les": make_lesson(sentence="Wie helpt, komt terug", **new),
            "vraag": make_question(title="Wat mis je hier?", **new),
            "bijdrage": make_answer(
                make_question(title="Wat helpt je?"), text="Een bankje met leuning."
            ),
            "nieuws": make_news(title="De pan is terug", **new),
            "fietstocht": make_tour(name="Langs de molen", **new),
            "tochtwijziging": TourChange.objects.create(
                tour=make_tour(name="Langs de sluis"),
                changes={"description": ["Een rustig rondje.", "Langs het water."]},
            ),
            "gehoord": made(Heard(sentence="Hier groet iedereen elkaar.")),
            "vertaling": proposed_text(club, amira),
            "verwijdering": PhotoRemoval.objects.create(initiative=walk, photo=hidden),
        }
    )
