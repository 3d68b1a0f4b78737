"""Times as the clock here says them, and no end that nobody said: on every page, in
every file and in every mail that shows a time.

Two activities begin at 21.37, one in summer and one in winter: in UTC that is 19.37 and
20.37. Where an end is known it is 23.11; where it is not, lists show them until 23.37,
which nobody may read as an end.
"""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from common.mail.models import Mail
from initiatives.dates import calling_off, series
from initiatives.joining import door, seats
from tests.kit.addresses import EXAMPLES
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_place,
    make_sign_up,
    make_staff,
    make_user,
)
from tests.ontmoeten.web.test_safety import NOT_200, READ

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SUMMER, WINTER = date(2026, 7, 14), date(2026, 12, 1)
HERE, UTC = r"\b21[.:]?37", r"\b(19|20)[.:]?37"
END, INVENTED = r"\b23[.:]?11", r"\b23[.:]?37"
# What the one place, activity or organisation of an address is called.
SLUGS = {"bankje", "koffie", "huiskamer"}


@pytest.fixture(scope="module")
def world(for_all):
    with time_machine.travel("2026-07-13 12:00+02:00"):
        amira = make_user(email="amira@example.org")
        club = make_organisation(slug="huiskamer", owner=amira, is_vetted=True)
        coffee = make_activity(
            slug="koffie", name="Koffie", organisation=club, minutes=94,
            place=make_place(slug="bankje"), starts_at=time(21, 37), first_on=SUMMER,
            has_sign_up=True, waits_at_door=True,
        )  # fmt: skip
        for day in (SUMMER, WINTER):
            make_sign_up(coffee, day)
        return amira, coffee, make_staff()


def known(name) -> bool:
    """Whether an address is about what is in this world, or about nothing."""
    slug = EXAMPLES[name].get("slug")
    return EXAMPLES[name].keys() <= {"slug", "day"} and slug in {None, *SLUGS}


def addresses(day) -> list[str]:
    return [
        reverse(
            name,
            kwargs={
                **EXAMPLES[name],
                **({"day": day} if "day" in EXAMPLES[name] else {}),
            },
        )
        for name in READ
        if known(name) and NOT_200.get(name) is None
    ]


def of_organiser(coffee, day) -> list[str]:
    path = f"/mijn/activiteit/{coffee.pk}/"
    rest = ["", "datums/", f"{day}/", f"{day}/wie-komt/", "pauze-of-extra/"]
    more = ["voorbeeld/", "voorbeeld/bladzijde/"]
    return ["/mijn/", *(path + each for each in [*rest, *more])]


def of_staff(coffee) -> list[str]:
    pages = ["", "wachtrij/", "bellen/", f"wachtrij/activiteit/{coffee.pk}/"]
    model = ["activity/", f"activity/{coffee.pk}/change/",
             f"activity/{coffee.pk}/history/"]  # fmt: skip
    return ["/beheer/" + each for each in pages] + [
        f"/beheer/initiatives/{each}" for each in model
    ]


def text_of(answer) -> str:
    """All that an answer holds, without what a form or an address holds: `value` and
    `href`."""
    text = b"".join(answer) if answer.streaming else answer.content
    text = text.decode(errors="replace")
    return re.sub(r"""(id|for|name|src)="[^"]*\"""", "", text)


def told(world, day) -> dict[str, str]:
    """Everything that this world tells around a day, by its address or its subject."""
    amira, coffee, staff = world
    found = {}
    for person, paths in [
        (None, addresses(day)),
        (amira, of_organiser(coffee, day)),
        (staff, of_staff(coffee)),
    ]:
        client = Client()
        if person:
            client.force_login(person)
        for path in paths:
            answer = client.get(path)
            if answer.status_code == 200:
                found[path] = text_of(answer)
    return found | mails(coffee, day)


def mails(coffee, day) -> dict[str, str]:
    """Every kind of mail that says when it is."""
    Mail.objects.all().delete()
    row = coffee.occurrences.get(rule_date=day)
    seats.ask(coffee, row, "Noor", "noor@example.org")
    for sign_up in coffee.signups.filter(rule_date=day):
        for kind in ("seat", "waiting", "called_off", "back", "moved", "moved_up"):
            seats.write(kind, sign_up, row, key=f"{kind}{sign_up.pk}")
        seats.write("reminder", sign_up, row, key=f"reminder{sign_up.pk}")
    message = door.ask(coffee, row, first_name="Noor", email="n@example.org", text="")
    door.answer(message, "Ja hoor.")
    with time_machine.travel(row.starts_at - timedelta(hours=10), tick=False) as clock:
        calling_off.remind(row.starts_at - timedelta(hours=10))
        clock.shift(1)
    return {
        f"mail: {each.subject} {each.key}": each.html for each in Mail.objects.all()
    }


@pytest.fixture(params=[SUMMER, WINTER], ids=["summer", "winter"])
def day(request):
    with time_machine.travel(request.param - timedelta(days=1), tick=False):
        yield request.param


def with_it(found, pattern) -> list[str]:
    return [where for where, text in found.items() if re.search(pattern, text)]


def test_every_time_is_that_of_the_clock_here(world, day):
    found = told(world, day)

    assert with_it(found, UTC) == []
    assert len(with_it(found, HERE)) > 25


def test_an_end_that_is_known_is_told_in_many_places(world, day):
    """So that the next test can fail."""
    found = told(world, day)

    assert len(with_it(found, END)) > 10


def test_an_end_that_nobody_said_is_nowhere(world, day):
    _amira, coffee, _staff = world
    coffee.minutes = None
    coffee.save()
    series.sync.sync_occurrences(coffee)

    found = told(world, day)

    assert with_it(found, END) == []
    assert with_it(found, INVENTED) == []
    assert with_it(found, r"endDate|DTEND|\nDURATION") == []
    assert len(with_it(found, HERE)) > 25
