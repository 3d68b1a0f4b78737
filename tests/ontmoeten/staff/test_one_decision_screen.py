"""Staff decide about an entry on one page, whether it waits or not, and only there."""

from itertools import product

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from common.duplicates import merging
from common.history import bin
from common.kit.storing import store
from common.mail.models import Mail
from common.moderation.admin import DecidedInQueue
from common.moderation.moves import CHOICES
from common.moderation.queue import source_of, sources
from common.moderation.states import MOVES, Move, State
from common.moderation.undoing.models import Undoable
from tests.kit import waiting
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_place_photo,
    make_staff,
    make_user,
)
from tests.kit.staffpages import staff_page, text_of
from tests.ontmoeten.staff.queue_item import address, opened, sent
from tests.ontmoeten.staff.test_queue import helper

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MAKE = {
    "plek": make_place,
    "organisatie": make_organisation,
    "initiatief": make_initiative,
    "activiteit": make_activity,
}
POSSIBLE = [
    (kind, state, move)
    for kind, state, move in product(MAKE, State, CHOICES)
    if state in MOVES[move][0]
]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


def in_state(kind, state, **facts):
    reason = "Dubbel." if state == State.REFUSED else ""
    return MAKE[kind](state=state, refusal_reason=reason, **facts)


def state(entry):
    entry.refresh_from_db()
    return entry.state


def offered(client, kind, entry):
    item = client.get(address(kind, entry)).context["item"]
    return [each.do for each in item.choices]


@pytest.mark.parametrize(("kind", "before"), [*product(MAKE, State)])
def test_every_move_of_the_table_that_staff_may_make_is_offered(
    client, bo, kind, before
):
    entry = in_state(kind, before)

    can_ask_nobody = Move.RETURN  # these have no owner
    wanted = [move for move in entry.moves() if move in CHOICES]
    assert offered(client, kind, entry) == [
        move for move in wanted if move != can_ask_nobody
    ]
    assert Move.RESUBMIT not in CHOICES


def test_only_who_can_be_asked_something_is(client, bo):
    mine = {"owner": make_user()}

    assert "return" in offered(
        client, "organisatie", in_state("organisatie", State.SUGGESTED, **mine)
    )
    assert "return" not in offered(
        client, "organisatie", in_state("organisatie", State.PUBLISHED, **mine)
    )


@pytest.mark.parametrize(("kind", "before", "move"), POSSIBLE)
def test_each_move_is_made_from_each_state_it_starts_from(
    client, bo, kind, before, move
):
    entry = in_state(kind, before)
    if move is Move.RETURN:
        sent(client, kind, entry, do="return", answer="Waar?")
        assert state(entry) == before
        return

    sent(client, kind, entry, do=move.value, answer="Zo is het.", criterion="open")

    assert state(entry) == MOVES[move][1]
    last = entry.history.first()
    assert last.history_user == bo
    if kind == "plek":
        assert last.history_change_reason == "Zo is het."
    else:
        decision = entry.decisions.get()
        assert (decision.move, decision.answer) == (move, "Zo is het.")
        assert decision.criterion == ("open" if move is Move.REFUSE else "")


@pytest.mark.parametrize(("kind", "before"), [*product(MAKE, State)])
def test_a_move_that_does_not_start_from_its_state_is_not_made(
    client, bo, kind, before
):
    entry = in_state(kind, before)
    seen = opened(client, kind, entry)
    refused = [each for each in Move if each not in CHOICES or not entry.may(each)]
    for move in refused:
        asked = {"do": move.value, "seen": seen, "answer": "x", "criterion": "open"}
        assert client.post(address(kind, entry), asked).url == address(kind, entry)
        assert state(entry) == before
    said = text_of(client.get(address(kind, entry)))
    assert said.count("Een collega was je voor") == len(refused) > 0


def test_what_did_not_wait_is_left_for_its_own_page(client, bo):
    place = make_place()

    answer = client.get(sent(client, "plek", place, do="hide").url)

    assert answer.wsgi_request.path == staff_page(place)
    assert "is verborgen" in text_of(answer)
    assert f'href="{address("plek", place)}#decision"' in text_of(answer)


def test_who_may_not_see_that_page_stays_with_the_decision(client):
    helper(client, "places.decide_place")
    place = make_place()

    url = sent(client, "plek", place, do="hide").url
    assert url.startswith(f"{address('plek', place)}?net=")
    assert client.get(address("plek", place)).status_code == 200


@pytest.mark.parametrize("move", [Move.HIDE, Move.CLOSE])
def test_who_keeps_an_entry_hears_why_it_is_no_longer_seen(client, bo, move):
    amira = make_user(email="amira@example.org")
    club = make_organisation(owner=amira)

    sent(client, "organisatie", club, do=move.value, answer="Er klopt iets niet.")

    assert "Er klopt iets niet." in Mail.objects.get(to=amira.email).html


def test_what_changed_since_its_page_was_opened_is_looked_at_again(client, bo):
    place = make_place()
    seen = opened(client, "plek", place)
    place.name = "Een andere bank"
    store(place)

    answer = sent(client, "plek", place, do="hide", seen=seen, answer="Los hout")

    assert "Iemand wijzigde dit intussen" in text_of(answer)
    assert "Een andere bank" in text_of(answer)
    assert "Los hout" in text_of(answer)
    assert state(place) == State.PUBLISHED


@pytest.mark.parametrize("kind", MAKE)
def test_closing_something_that_waits_can_be_undone(client, bo, kind):
    entry = in_state(kind, State.SUGGESTED)
    follows = text_of(client.get(sent(client, kind, entry, do="close").url))
    assert "is gesloten." in follows
    assert "Ongedaan maken" in follows

    client.post(reverse("queue-undo", args=[Undoable.objects.get().pk]))

    assert state(entry) == State.SUGGESTED


@pytest.mark.parametrize("kind", MAKE)
def test_what_lies_in_the_bin_is_not_decided_about(client, bo, kind):
    entry = in_state(kind, State.PUBLISHED)
    seen = opened(client, kind, entry)
    bin.throw_away(entry, bo)

    assert client.get(address(kind, entry)).status_code == 302
    asked = {"do": "publish", "seen": seen}
    assert client.post(address(kind, entry), asked).status_code == 302
    assert state(entry) == State.CLOSED


def test_what_is_merged_says_with_what(client, bo):
    keep, gone = make_place(name="Het Huis"), make_place(name="Huis")
    merging.merge(keep, gone, bo)

    facts = client.get(address("plek", gone)).context["item"].facts
    assert ("is hetzelfde als", "Het Huis") in facts


def test_a_reason_that_is_too_long_is_refused_and_none_of_it_is_lost(client, bo):
    place = make_place()

    answer = sent(client, "plek", place, do="close", answer="x" * 301)

    assert "hoogstens 300 tekens" in text_of(answer)
    assert "x" * 301 in text_of(answer)
    assert state(place) == State.PUBLISHED


@pytest.mark.parametrize(
    ("do", "shown"), [("publish", "shown"), ("without-photo", "hidden")]
)
def test_a_refused_place_is_published_after_all_with_or_without_its_photo(
    client, bo, do, shown
):
    place = in_state("plek", State.REFUSED)
    photo = make_place_photo(place, state="waits")

    sent(client, "plek", place, do=do)

    assert state(place) == State.PUBLISHED
    assert state(photo) == shown


def test_a_text_to_start_from_is_only_offered_for_what_can_be_decided(client, bo):
    fields = client.get(address("plek", make_place())).context["form"].fields
    assert {"template", "criterion"}.isdisjoint(fields)
    assert "answer" in fields

    waits = in_state("organisatie", State.SUGGESTED)
    fields = client.get(address("organisatie", waits)).context["form"].fields
    assert {"template", "criterion", "answer"} <= set(fields)


def leading() -> list[str]:
    pages = admin.site._registry.items()
    return [m._meta.label_lower for m, p in pages if isinstance(p, DecidedInQueue)]


def test_the_pages_of_all_that_is_decided_about_lead_to_the_queue():
    registered = {source.model for source in sources().values()} & {
        *admin.site._registry
    }

    assert {model._meta.label_lower for model in registered} == set(leading())


@pytest.mark.parametrize(
    "kind",
    [slug for slug, each in sources().items() if each.model in admin.site._registry],
)
def test_no_page_of_the_administration_has_a_decision_of_its_own(client, bo, kind):
    thing = waiting.build()[kind]
    page = client.get(staff_page(thing))

    assert f'href="{source_of(type(thing)).address(thing)}#decision"' in text_of(page)
    form = page.context["adminform"].form
    rows = page.context["inline_admin_formsets"]
    names = {*form.fields, *(n for each in rows for n in each.formset.form.base_fields)}
    decide = {"move", "state", "criterion", "template", "answer", "is_second_look"}
    assert not names & decide
    assert not form.fields.keys() & {"reason", "despite_conflicts"}


def test_there_is_no_other_address_that_hides_or_publishes_one_place(client, bo):
    place = make_place()

    answer = client.post(f"{staff_page(place)[: -len('change/')]}move/")

    assert answer.status_code in {302, 404, 405}
    assert state(place) == State.PUBLISHED
    with pytest.raises(NoReverseMatch):
        reverse("admin:places_place_move", args=[place.pk])
