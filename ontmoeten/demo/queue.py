"""What waits for staff in the demonstration, invented: see queue.toml. It came so many
days before the day on which it is loaded, so that one thing is late."""

import csv
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth import get_user_model
from django.utils import timezone

from common.kit import values
from common.kit.storing import store
from common.moderation.states import DoubtOfDay, State
from initiatives.deciding import decisions
from initiatives.models import (
    Activity,
    Claim,
    Membership,
    Organisation,
    Proposal,
)
from ontmoeten.demo import invented
from ontmoeten.demo.initiatives import add_activity, read, resident
from ontmoeten.demo.invented import INVENTED
from places.deciding import reports
from places.importing import at_once
from places.models import Doubt, ImportRun, Place, PlaceContact, PlaceKind, PlaceReport


def add_queue() -> None:
    """Add what is missing of it."""
    content = read("queue.toml")
    if Organisation.objects.filter(slug=content["organisation"]["slug"]).exists():
        return
    places = {each.slug: each for each in Place.objects.all()}
    person = _account(**content["applicant"])
    _add_applicant(content, person, places)
    _add_resident(content["resident"], places)
    for facts in content["place"]:
        _add_place(dict(facts), places)
    for facts in content["change"]:
        _add_change(facts, person)
    _add_claim(content["claim"], person)
    _add_beside(content, places)
    _add_import(content["import"], places)


def _add_import(facts, places):
    """A file as someone sends it, through the reader that all files go through: what
    came with it waits together."""
    heading = ["nummer", "naam", "soort", "lat", "lon", "omschrijving"]
    lines = []
    for number, each in enumerate(facts["place"], start=1):
        if near := places.get(each["beside"]):
            point = invented.beside(near.point, each["east"], each["north"])
            words = f"{each['description']} {INVENTED}"
            at = [f"{point.y:.6f}", f"{point.x:.6f}"]
            lines.append([f"B{number}", each["name"], each["kind"], *at, words])
    with TemporaryDirectory() as folder:
        path = Path(folder) / facts["file"]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *lines])
        at_once.bring_in(path, source=invented.dataset().name, anywhere=True)


def _add_claim(facts, person):
    claimed = Organisation.objects.filter(slug=facts["organisation"]).first()
    if claimed and not claimed.memberships.exists():
        came = _ago(facts["ago"])
        Claim.objects.create(organisation=claimed, person=person, created_at=came)


def _add_beside(content, places):
    """What visitors say of places, and whom staff ring about them."""
    for facts in content["report"]:
        if place := places.get(facts["place"]):
            PlaceReport.objects.create(
                place=place, reason=facts["reason"], text=facts["text"],
                created_at=_ago(facts["ago"]),
            )  # fmt: skip
    for facts in content["contact"]:
        if place := places.get(facts["place"]):
            known = {"name": facts["name"], "phone": facts["phone"]}
            PlaceContact.objects.get_or_create(place=place, defaults=known)
    for facts in content["doubt"]:
        if place := places.get(facts["place"]):
            for _time in range(DoubtOfDay.ENOUGH):
                reports.doubt(place)


def remove_queue() -> None:
    """What stands beside the invented entries; those themselves go as all others."""
    Doubt.objects.filter(place__dataset__slug=invented.DATASET).delete()
    ImportRun.objects.filter(source=invented.dataset().name).delete()
    email = read("queue.toml")["applicant"]["email"]
    get_user_model().objects.filter(email=email).delete()


def _ago(days: int):
    return timezone.now() - timedelta(days=days)


def _account(email: str, name: str):
    """Nobody can log in with it."""
    known = {"is_active": False, "name": name}
    person, new = get_user_model().objects.get_or_create(email=email, defaults=known)
    if new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


def _came(entry, days: int) -> None:
    """It waits since then, in its history too."""
    kind, came = type(entry), _ago(days)
    kind.objects.filter(pk=entry.pk).update(created_at=came)
    kind.history.filter(id=entry.pk).update(history_date=came)


def _add_applicant(content, person, places):
    facts = dict(content["organisation"])
    days = facts.pop("ago")
    facts["description"] += f" {INVENTED}"
    known = {"dataset": invented.dataset(), "source_id": facts["slug"]}
    club = Organisation(state=State.SUGGESTED, **known, **facts)
    store(club)
    _came(club, days)
    Membership.objects.create(
        organisation=club, person=person, role=Membership.Role.OWNER,
        wants_reminders=False,
    )  # fmt: skip
    for entry in content["entry"]:
        facts = {**entry, "organisation": club.slug}
        _wait(add_activity(facts, {club.slug: club}, {}, places), days)


def _add_resident(facts, places):
    facts = dict(facts)
    days = facts.pop("ago")
    made = add_activity({**facts, "organisation": ""}, {"": None}, {}, places)
    made.created_by = resident()
    _wait(made, days)


def _wait(activity: Activity, days: int) -> None:
    activity.state = State.SUGGESTED
    store(activity)
    _came(activity, days)


def _add_place(facts, places):
    beside, days = places.get(facts.pop("beside")), facts.pop("ago")
    if beside is None:
        return
    point = invented.beside(beside.point, facts.pop("east"), facts.pop("north"))
    facts["kind"] = PlaceKind.objects.get(slug=facts["kind"])
    facts["description"] += f" {INVENTED}"
    place = Place(
        point=point, state=State.SUGGESTED, dataset=invented.dataset(),
        source_id=f"wachtrij-{facts['name']}", **facts,
    )  # fmt: skip
    store(place)
    _came(place, days)


def _add_change(facts, person):
    club = Organisation.objects.filter(slug=facts["organisation"]).first()
    if club is None:
        return
    before = values.plain(club, [facts["field"]])
    made = decisions.propose(club, before, {facts["field"]: facts["value"]}, person)
    if made:
        Proposal.objects.filter(pk=made.pk).update(proposed_at=_ago(facts["ago"]))
