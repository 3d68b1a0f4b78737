"""Invented organisations and activities, so that every day of the agenda is full."""

import tomllib
from datetime import date, time
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from common.kit.storing import store
from common.moderation.states import State
from initiatives.facts.rules import Rule
from initiatives.models import Activity, Host, Initiative, Membership, Organisation
from initiatives.models.host import PERSONAL
from ontmoeten.demo import invented
from ontmoeten.demo.invented import INVENTED
from places.models import Place
from themes.models import Theme

HERE = Path(__file__).parent
RESIDENT = "bewoner@example.org"  # an account that nobody can log in to
THEMES = {"leren": "talentontwikkeling", "helpen": "dienstverlening"}
BEGAN = date(2026, 9, 1)  # series go on from then, whenever they are loaded


def add_initiatives() -> int:
    """Add what is missing; gives how many activities that were."""
    content = read("initiatives.toml")
    source = invented.dataset()
    for facts in content["organisation"]:
        facts = {**facts, "description": f"{facts['description']} {INVENTED}"}
        mine = {"dataset": source, "source_id": facts["slug"]}
        known = {"state": State.PUBLISHED, **mine, **facts}
        Organisation.objects.get_or_create(slug=facts["slug"], defaults=known)
    organisations = {each.slug: each for each in Organisation.objects.all()}
    places = {each.slug: each for each in Place.objects.all()}
    themes = {each.slug: each for each in Theme.objects.all()}
    for facts in content["initiative"]:
        _add_initiative(dict(facts), organisations, places, themes)
    initiatives = {each.slug: each for each in Initiative.objects.all()}
    known = set(Activity.objects.values_list("name", "organisation__slug"))
    new = [
        each
        for each in [*content["activity"], *_weeks(places)]
        if (each["name"], each["organisation"]) not in known
        and ("where" in each or each["place"] in places)
    ]
    for facts in new:
        add_activity(dict(facts), organisations, initiatives, places)
    return len(new)


def give_to(person) -> None:
    """The invented organisations that somebody has to look after: where one signs up,
    or asks to be waited for. Without a person nobody can be asked."""
    ours = Organisation.objects.filter(dataset__slug=invented.DATASET)
    asked = Q(activities__has_sign_up=True) | Q(activities__waits_at_door=True)
    for organisation in ours.filter(asked).distinct():
        facts = {"role": Membership.Role.OWNER, "wants_reminders": False}
        Membership.objects.get_or_create(
            organisation=organisation, person=person, defaults=facts
        )


def read(name) -> dict:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _weeks(places):
    """What is on in the invented houses: each type at each of its houses."""
    for facts in read("weeks.toml")["type"]:
        for house, days, at, minutes in facts["when"]:
            if house not in places:
                continue
            own = {name: fact for name, fact in facts.items() if name != "when"}
            name = f"{facts['name']} in {places[house].name}"
            when = {"days": days.split(","), "at": time.fromisoformat(at)}
            yield {**own, **when, "name": name, "place": house, "minutes": minutes}


def _add_initiative(facts, organisations, places, themes):
    if Initiative.objects.filter(slug=facts["slug"]).exists():
        return
    hosts = facts.pop("host", [])
    about = [themes[slug] for slug in facts.pop("themes")]
    at = [places[slug] for slug in facts.pop("places") if slug in places]
    facts["description"] += f" {INVENTED}"
    facts["organisation"] = organisations.get(facts.get("organisation"))
    if facts["organisation"] is None:
        facts["created_by"] = resident()
    initiative = Initiative.objects.create(
        state=State.PUBLISHED, cost=Initiative.Cost.FREE, **facts
    )
    initiative.themes.set(about)
    initiative.places.set(at)
    for host in hosts:
        _add_host(initiative, dict(host))


def resident():
    """Invented: who made what no organisation made."""
    known = {"is_active": False, "name": "Bewoner (demonstratie)"}
    person, new = get_user_model().objects.get_or_create(email=RESIDENT, defaults=known)
    if new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


def _add_host(initiative, facts):
    """Invented too, so nobody had to agree; of the day on which it is loaded."""
    today = timezone.localdate()
    consent = {PERSONAL[field]: today for field in PERSONAL if field in facts}
    state = Host.State.SHOWN
    Host.objects.create(initiative=initiative, state=state, **facts, **consent)


def add_activity(facts, organisations, initiatives, places):
    days, began = facts.pop("days", []), facts.pop("began", BEGAN)
    today = timezone.localdate()
    first, rule = _christmas(today), ""
    if days:
        freq = "MONTHLY" if any(len(day) > 2 for day in days) else "WEEKLY"
        rule = Rule.parse(f"FREQ={freq};BYDAY={','.join(days)}")
        first = rule.first_on(began)
    facts["description"] += f" {INVENTED}"
    activity = Activity(
        state=State.PUBLISHED,
        cost=Activity.Cost.FREE,
        organisation=organisations[facts.pop("organisation")],
        initiative=initiatives.get(facts.pop("initiative", None)),
        place=places.get(facts.pop("place", None)),
        first_on=first,
        starts_at=facts.pop("at"),
        rule=str(rule),
        **{"where": "", **facts},
    )
    store(activity)
    activity.themes.set(Theme.objects.filter(slug__in=_themes_of(activity)))
    return activity


def _themes_of(activity) -> set[str]:
    """Those of its initiative, else what people do there says it."""
    if activity.initiative:
        return {each.slug for each in activity.initiative.themes.all()}
    return {THEMES.get(each, "gezondheid") for each in activity.feelings}


def _christmas(today: date) -> date:
    day = date(today.year, 12, 26)
    return day if day >= today else date(today.year + 1, 12, 26)
