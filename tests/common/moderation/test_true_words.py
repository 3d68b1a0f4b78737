"""What is said to visitors' eyes is said only when they see it."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db import transaction
from django.urls import reverse

from common.moderation.moves import done
from common.moderation.queue import Asked, change_accepted, sources
from common.moderation.states import Moderated, Move, State
from tests.kit import waiting
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.staffpages import as_, words_of
from tests.kit.waiting import propose

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SEE = "Bezoekers zien het nu"
ENTRIES = [each for each in apps.get_models() if issubclass(each, Moderated)]
ENTRIES = [each for each in ENTRIES if hasattr(each.objects, "published")]
CLAIMS = re.compile(
    r"(?<!niet )\b(op de (site|pagina)|(zien|ziet) het nu(?! niet))\b", re.I
)
REFUSED = re.compile(r"nemen we niet over|niet overgenomen")
TUESDAY = date(2026, 12, 1)
STATES = [
    (State.PUBLISHED, State.PUBLISHED, True),
    (State.SUGGESTED, State.PUBLISHED, False),
    (State.PUBLISHED, State.SUGGESTED, False),
]


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)


def activity_of(amira, own, organisations):
    club = make_organisation(owner=amira, state=organisations, is_trusted=True)
    facts = {"first_on": TUESDAY, "has_sign_up": True}
    return make_activity(organisation=club, state=own, **facts)


def call_off(client, pk) -> str:
    day = f"/mijn/activiteit/{pk}/{TUESDAY}/"
    seen = client.get(day).context["seen"]
    sent = {"do": "cancel", "seen": seen, "reason": "Ziek"}
    return words_of(client.post(day, sent, follow=True))


@pytest.mark.parametrize(("own", "organisations", "is_seen"), STATES)
def test_an_organisation_hears_that_visitors_see_it_only_when_they_do(
    own, organisations, is_seen
):
    amira = make_user()
    activity = activity_of(amira, own, organisations)

    said = call_off(as_(amira), activity.pk)

    assert "Gaat niet door." in said
    assert (SEE in said) == is_seen


@pytest.fixture(scope="module")
def town(for_all):
    return waiting.build()


def test_what_is_looked_for_is_what_we_say():
    assert CLAIMS.search(done(Move.PUBLISH, make_tour()))
    assert CLAIMS.search("Bezoekers zien het nu.")
    assert not CLAIMS.search("Bezoekers zien het nu niet.")


@pytest.mark.parametrize("kind", waiting.KINDS)
def test_nothing_is_said_to_be_seen_while_all_around_it_is_hidden(town, kind):
    """Every decision of the queue, on a site of which visitors see nothing: only what
    is put on it by the decision itself may be said to be there."""
    source, bo = sources()[kind], make_staff()
    thing = town[kind]
    for model in ENTRIES:
        model._base_manager.exclude(
            pk=thing.pk if isinstance(thing, model) else None
        ).update(state=State.SUGGESTED)
    thing = source.find(thing.pk)
    item = source.item(thing, bo)
    for choice in item.choices:
        if choice.url:  # asked once more, on a page of its own
            continue
        asked = Asked(
            choice.do, bo, answer="Wij nemen dit besluit.",
            criterion="open" if choice.do == "refuse" and item.needs_criterion else "",
        )  # fmt: skip
        with transaction.atomic():
            words = source.decide(source.find(thing.pk), asked)
            is_anything_seen = any(
                each.objects.published().exists() for each in ENTRIES
            )
            transaction.set_rollback(True)

        assert is_anything_seen or not CLAIMS.search(words), (choice.do, words)
        assert choice.do not in source.finishes or "gewist." not in words
        if choice.do == "refuse" and not isinstance(thing, Moderated):
            assert REFUSED.search(words), words


def actions():
    """(model, name) of what staff do to many at once in a list."""
    for model, page in admin.site._registry.items():
        for name in page.actions or ():
            if isinstance(name, str) and hasattr(page, name):
                yield pytest.param(model, name, id=f"{model._meta.model_name}-{name}")


@pytest.mark.parametrize(("model", "name"), list(actions()))
def test_no_list_says_that_more_is_seen_than_is(town, model, name):
    """The same of each action of a list, about all that is in it."""
    for each in ENTRIES:
        each._base_manager.update(state=State.SUGGESTED)
    rows = list(model._base_manager.values_list("pk", flat=True))
    if not rows:
        return
    client = as_(make_staff())
    sent = {"action": name, "_selected_action": rows, "sure": 1, "do": "silent"}
    address = reverse(admin_urlname(model._meta, "changelist"))

    client.post(address, sent)

    is_anything_seen = any(each.objects.published().exists() for each in ENTRIES)
    page = client.get("/beheer/")  # where the messages of it are shown
    words = " ".join(str(each) for each in page.context["messages"])
    assert is_anything_seen or not CLAIMS.search(words), words


@pytest.mark.parametrize("make", [make_activity, make_tour])
@pytest.mark.parametrize("organisations", [State.PUBLISHED, State.SUGGESTED])
def test_staff_hear_that_what_they_published_is_not_seen_yet(make, organisations):
    club = make_organisation(state=organisations)
    entry = make(name="Koffie", organisation=club, state=State.PUBLISHED)

    words = done(Move.PUBLISH, entry)

    assert ("op de site" in words and "niet" not in words) == (
        organisations == State.PUBLISHED
    )


def test_an_accepted_change_of_what_nobody_sees_is_not_on_the_site():
    hidden = make_organisation(state=State.SUGGESTED)

    assert "Bezoekers zien deze pagina nu niet" in change_accepted(hidden, "De Club")
    assert "zien" not in change_accepted(make_organisation(), "De Club")


def test_a_refused_change_is_said_not_to_be_taken_over():
    amira = make_user()
    club = make_organisation(owner=amira)
    proposal = propose(club, amira, phone="076 123")
    asked = Asked("refuse", make_staff(), answer="Dat klopt niet.", criterion="open")

    words = sources()["wijziging"].decide(proposal, asked)

    assert "Die nemen we niet over" in words
