"""One thing that waits, and the decision about it."""

import copy

import pytest
from django.urls import reverse

from common.kit.storing import store
from common.mail.models import Mail
from common.moderation.answers import AnswerTemplate
from common.moderation.attention import Attention
from common.moderation.states import Move, State
from common.moderation.undoing.models import Undoable
from initiatives.deciding import decisions
from initiatives.models import (
    Claim,
    Decision,
    Host,
    InitiativePhoto,
    PhotoRemoval,
    Proposal,
)
from places.deciding import decisions as about_places
from places.models import PlaceReport
from tests.kit import waiting
from tests.kit.factories import (
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.ontmoeten.staff.queue_item import address, opened, sent, state
from tests.ontmoeten.staff.test_queue import LIST, helper, text

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
REFUSAL = {"do": "refuse", "criterion": "open", "answer": "Alleen voor leden."}


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


@pytest.fixture(scope="module")
def built(for_all):
    return waiting.build()


@pytest.fixture
def town(built):
    return copy.deepcopy(built)


@pytest.mark.once
@pytest.mark.parametrize("kind", waiting.KINDS)
def test_everything_that_waits_has_a_page_with_what_may_be_done(client, bo, town, kind):
    page = text(client.get(address(kind, town[kind])))

    assert 'name="do"' in page
    assert "Wat we weten" in page
    assert "wacht " in page


@pytest.mark.once
@pytest.mark.parametrize("kind", waiting.KINDS)
def test_looking_decides_nothing(client, bo, town, kind):
    client.get(address(kind, town[kind]), {"do": "publish", "net": f"{kind}-1"})

    assert address(kind, town[kind]) in text(client.get(LIST))
    assert not Decision.objects.exists()
    assert not Attention.objects.exists()


@pytest.mark.parametrize(
    ("kind", "do", "check"),
    [
        ("plek", "publish", lambda it: state(it) == State.PUBLISHED),
        ("organisatie", "publish", lambda it: state(it) == State.PUBLISHED),
        ("initiatief", "publish", lambda it: state(it) == State.PUBLISHED),
        ("activiteit", "publish", lambda it: state(it) == State.PUBLISHED),
        ("wijziging", "publish", lambda it: state(it) == Proposal.State.ACCEPTED),
        ("claim", "grant", lambda it: it.person in it.organisation.people.all()),
        ("claim", "turn_down", lambda it: not Claim.objects.exists()),
        ("foto", "show", lambda it: state(it) == InitiativePhoto.State.SHOWN),
        ("foto", "hide", lambda it: state(it) == InitiativePhoto.State.HIDDEN),
        ("gastheer", "show", lambda it: state(it) == Host.State.SHOWN),
        ("verwijdering", "erase", lambda it: not PhotoRemoval.objects.open().exists()),
        ("verwijdering", "leave", lambda it: InitiativePhoto.objects.filter(
            alt="Een volle bank", state="shown").exists()),
        ("melding", "handle", lambda it: state(it) == PlaceReport.State.HANDLED),
    ],
)  # fmt: skip
def test_each_decision_is_made_and_the_next_thing_comes(
    client, bo, town, kind, do, check
):
    thing = town[kind]
    pk = thing.pk

    response = sent(client, kind, thing, do=do)

    assert response.status_code == 302
    assert response.url.startswith(LIST)
    assert f"net={Undoable.objects.get().pk}" in response.url
    assert f"/{kind}/{pk}/" not in response.url
    assert check(thing)
    assert f"{LIST}{kind}/{pk}/" not in text(client.get(LIST))


@pytest.mark.parametrize("kind", ["organisatie", "initiatief", "activiteit"])
def test_a_refusal_names_its_criterion_and_is_answered(client, bo, town, kind):
    response = sent(client, kind, town[kind], do="refuse")

    assert response.status_code == 200
    assert "aan welke voorwaarde" in text(response)
    assert state(town[kind]) == State.SUGGESTED

    sent(client, kind, town[kind], **REFUSAL)

    assert state(town[kind]) == State.REFUSED
    assert Mail.objects.filter(to="amira@example.org").count() == 1


def test_a_place_is_refused_with_a_reason_and_none_of_it_is_cut_off(client, bo, town):
    long = sent(client, "plek", town["plek"], do="refuse", answer="x" * 301)

    assert "hoogstens 300 tekens" in text(long)
    assert "x" * 301 in text(long)

    sent(client, "plek", town["plek"], do="refuse", answer="Er staat geen bank.")

    assert state(town["plek"]) == State.REFUSED
    assert town["plek"].refusal_reason == "Er staat geen bank."


def test_a_question_is_only_offered_where_someone_can_be_asked(client, bo, town):
    nobodys = make_organisation(state=State.SUGGESTED)

    assert 'value="return"' in text(
        client.get(address("organisatie", town["organisatie"]))
    )
    assert 'value="return"' not in text(client.get(address("organisatie", nobodys)))
    assert 'value="return"' not in text(client.get(address("plek", town["plek"])))

    sent(client, "organisatie", nobodys, do="return", answer="Waar?")
    assert state(nobodys) == State.SUGGESTED

    sent(client, "organisatie", town["organisatie"], do="return", answer="Waar?")
    assert state(town["organisatie"]) == State.RETURNED


def test_an_answer_starts_from_a_text_of_staff(client, bo, town):
    text_of = AnswerTemplate.objects.create(name="Besloten", move="refuse", text="Nee.")
    page = client.get(address("organisatie", town["organisatie"]))
    assert page.context["form"].texts[str(text_of.pk)] == "Nee."

    sent(client, "organisatie", town["organisatie"], do="refuse", criterion="open",
         template=text_of.pk)  # fmt: skip

    assert Decision.objects.get().answer == "Nee."


def test_a_text_for_another_decision_is_not_sent_by_accident(client, bo, town):
    text_of = AnswerTemplate.objects.create(name="Besloten", move="refuse", text="Nee.")

    response = sent(client, "organisatie", town["organisatie"], do="publish",
                    template=text_of.pk)  # fmt: skip

    assert "voor een ander besluit" in text(response)
    assert state(town["organisatie"]) == State.SUGGESTED


def test_of_two_who_decide_the_second_hears_that_a_colleague_was_first(
    client, bo, town
):
    place = town["plek"]
    seen = opened(client, "plek", place)
    about_places.refuse(place, "Bestaat niet.", make_staff())

    response = client.post(
        address("plek", place),
        {"do": "refuse", "seen": seen, "answer": "Deze bank is van een huis."},
        follow=True,
    )

    assert "Een collega was je voor" in text(response)
    assert "niet verstuurd: Deze bank is van een huis." in text(response)
    assert state(place) == State.REFUSED


def test_a_claim_that_is_decided_about_is_gone_with_a_sentence(client, bo, town):
    sent(client, "claim", town["claim"], do="turn_down")

    response = client.post(
        address("claim", town["claim"]), {"do": "grant", "seen": ""}, follow=True
    )

    assert "Een collega was je voor" in text(response)
    assert not town["claim"].organisation.people.exists()


def test_what_changed_since_it_was_opened_is_looked_at_again(client, bo, town):
    club = town["organisatie"]
    seen = opened(client, "organisatie", club)
    club.description = "Koop nu!"
    store(club)

    response = sent(client, "organisatie", club, do="publish", seen=seen,
                    answer="Welkom")  # fmt: skip

    assert "Iemand wijzigde dit intussen" in text(response)
    assert "Koop nu!" in text(response)
    assert "Welkom" in text(response)
    assert state(club) == State.SUGGESTED
    again = response.context["form"]["seen"].value()
    sent(client, "organisatie", club, do="publish", seen=again)
    assert state(club) == State.PUBLISHED


@pytest.mark.parametrize("kind", ["plek", "organisatie", "initiatief", "activiteit"])
@pytest.mark.parametrize(
    "asked", [{"do": "publish"}, REFUSAL], ids=["publish", "refuse"]
)
def test_a_decision_can_be_undone_on_the_page_that_follows(
    client, bo, town, kind, asked
):
    follows = client.get(sent(client, kind, town[kind], **asked).url)
    assert "Ongedaan maken" in text(follows)

    response = client.post(undoing())

    assert response.url == address(kind, town[kind])
    assert state(town[kind]) == State.SUGGESTED
    assert "Ongedaan gemaakt" in text(client.get(response.url))


def undoing():
    """Where the decision that was just made is taken back."""
    return reverse("queue-undo", args=[Undoable.objects.get().pk])


def test_what_was_decided_lately_stands_below_the_queue_for_colleagues_too(
    client, bo, town
):
    sent(client, "plek", town["plek"], do="publish")
    client.force_login(make_staff(name="Ada"))

    page = text(client.get(LIST))
    assert "Net besloten" in page
    assert undoing() in page
    client.post(undoing())
    assert state(town["plek"]) == State.SUGGESTED


def test_who_may_not_decide_about_it_takes_nothing_back(client, bo, town):
    sent(client, "plek", town["plek"], do="publish")
    helper(client, "initiatives.decide_activity")

    assert undoing() not in text(client.get(LIST))
    assert client.post(undoing()).status_code == 403
    assert state(town["plek"]) == State.PUBLISHED


def test_nothing_is_undone_twice(client, bo, town):
    sent(client, "plek", town["plek"], do="publish")
    path = undoing()
    client.post(path)

    response = client.post(path, follow=True)

    assert "Dit kun je niet meer ongedaan maken" in text(response)
    assert state(town["plek"]) == State.SUGGESTED


def test_what_a_colleague_changed_since_stays_decided(client, bo, town):
    sent(client, "plek", town["plek"], do="publish")
    path = undoing()
    about_places.close(town["plek"], bo)

    response = client.post(path, follow=True)

    assert "Iemand wijzigde het daarna" in text(response)
    assert state(town["plek"]) == State.CLOSED


@pytest.mark.once
def test_what_is_undone_takes_a_post(client, bo, town):
    for path in [f"{address('plek', town['plek'])}bezig/", f"{LIST}terug/1/"]:
        assert client.get(path).status_code == 405


def test_hiding_the_place_of_a_report_is_one_press_and_can_be_undone(client, bo, town):
    report = town["melding"]

    response = sent(client, "melding", report, do="hide")
    assert response.url.startswith(address("melding", report))
    assert state(report.place) == State.SUGGESTED
    assert "Ongedaan maken: zet dit weer op de site" in text(client.get(response.url))
    assert state(report) == PlaceReport.State.OPEN

    sent(client, "melding", report, do="publish")
    assert state(report.place) == State.PUBLISHED


def test_who_may_not_change_places_hides_none_through_a_report(client, town):
    helper(client, "places.change_placereport")
    report = town["melding"]

    assert 'value="hide"' not in text(client.get(address("melding", report)))
    client.post(address("melding", report), {"do": "hide"})

    assert state(report.place) == State.PUBLISHED


def test_who_reported_and_left_an_address_is_answered(client, bo, town):
    report = town["melding"]
    report.email = "bezoeker@example.org"
    report.save()

    sent(client, "melding", report, do="handle", answer="Dank je, het is hersteld.")

    assert Mail.objects.get().to == "bezoeker@example.org"


def test_who_refused_it_can_not_take_the_second_look(client, bo, town):
    club = town["organisatie"]
    sent(client, "organisatie", club, **REFUSAL)
    decisions.resubmit(club)

    page = client.get(address("organisatie", club))
    assert "Tweede blik: iemand anders dan Bo." in text(page)
    assert "Dat ben jij" in text(page)
    assert 'value="publish"' not in text(page)
    sent(client, "organisatie", club, do="publish")
    with pytest.raises(decisions.SamePerson):
        decisions.decide(club, Move.PUBLISH, bo)
    assert state(club) == State.SUGGESTED

    client.force_login(make_staff(name="Mo"))
    sent(client, "organisatie", club, do="publish")

    assert state(club) == State.PUBLISHED
    assert Decision.objects.first().is_second_look


@pytest.mark.once
def test_what_is_not_there_any_more_says_so(client, bo):
    response = client.get(f"{LIST}plek/12345/", follow=True)

    assert "Een collega was je voor" in text(response)


@pytest.mark.once
@pytest.mark.parametrize(
    "net", ["plek", "plek-", "plek-x", f"plek-{'9' * 30}", "-1", "x-1"]
)
def test_nonsense_about_what_was_just_decided_is_ignored(client, bo, net):
    assert client.get(LIST, {"net": net}).status_code == 200


def test_decisions_of_one_kind_stay_in_that_kind(client, bo, town):
    other = make_place(state=State.SUGGESTED)
    seen = opened(client, "plek", town["plek"])

    response = client.post(
        f"{address('plek', town['plek'])}?soort=plek", {"do": "publish", "seen": seen}
    )

    assert response.url.startswith(f"{address('plek', other)}?soort=plek&net=")


@pytest.mark.once
def test_who_sent_something_in_sees_nothing_of_the_queue(client, town):
    client.force_login(make_user())

    assert client.get(address("plek", town["plek"])).status_code == 302
