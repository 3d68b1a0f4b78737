"""What is on in the small Breda, in all the states that a page can show."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.utils.timezone import localdate

from initiatives.models import Activity, Initiative, Organisation
from tests.browser.town import LONG, Town
from tests.kit.factories import (
    change_date,
    make_activity,
    make_host,
    make_initiative,
    make_organisation,
    make_photo,
)
from tests.kit.pictures import picture as telephone_picture
from themes.models import Theme


@dataclass
class Meetings:
    coffee: Activity
    once: Activity
    club: Organisation
    start: Initiative


def build(town: Town) -> Meetings:
    today = localdate()
    club = make_organisation(
        name="De Huiskamer",
        slug="de-huiskamer",
        description="Buren voor buren.\n\nIedereen is welkom.",
        website="https://example.org/",
        public_email="hallo@example.org",
        phone="076 123 45 67",
        address="Valkenberg 1, Breda",
    )
    start = make_initiative(
        name="Een bankje bezet",
        slug="een-bankje-bezet",
        organisation=club,
        for_whom="Iedereen",
        neighbourhood=town.centre,
    )
    start.places.set([town.park])
    start.themes.set(Theme.objects.all())
    make_host(
        start,
        first_name="Fatima",
        languages=["nl", "ar"],
        photo=telephone_picture(),
        name_consent_on=today,
        languages_consent_on=today,
        photo_consent_on=today,
    )
    make_host(start, title="vaste kok")
    make_photo(start, has_people=True, people_agreed_on=today)
    make_photo(start, alt=LONG[:200])
    every_day = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"
    coffee = make_activity(
        name="Koffie in het park", slug="koffie", organisation=club, initiative=start,
        place=town.park, rule=every_day, first_on=today, starts_at=time(10),
        feelings=["praatje", "rust"], languages=["nl", "ar"], received_by="Iemand met "
        "een gele sjaal", may_come_alone=True, website="https://example.org/",
        checked_on=today,
    )  # fmt: skip
    change_date(
        activity=coffee,
        rule_date=today + timedelta(days=2),
        kind="cancel",
        reason="Storm",
    )
    change_date(
        activity=coffee, rule_date=today + timedelta(days=3), kind="move", at=time(15)
    )
    for number in range(9):
        make_activity(name=f"Wandelen {number}", place=town.park, rule=every_day,
                      first_on=today, starts_at=time(20, number))  # fmt: skip
    once = make_activity(
        name=f"{LONG} {LONG}", slug="lang", where=LONG, description=LONG, rule="",
        first_on=today + timedelta(days=1), cost="consumption", cost_note="een euro",
    )  # fmt: skip
    return Meetings(coffee, once, club, start)
