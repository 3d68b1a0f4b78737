"""What staff decide about tours, and what their pages take."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from common.duplicates.merging import merge
from common.moderation.states import Move, NotAllowed, State
from common.protect.personal import held
from ontmoeten.periodic import forget_suggesters
from tests.kit.choosing import sent_of
from tests.kit.factories import (
    VALKENBERG,
    make_organisation,
    make_place,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.letters import letters
from tours.deciding import decisions
from tours.facts.wish import Wish
from tours.forms.propose import ProposeTourForm
from tours.models import Junction, Proposer, Stop, Tour

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PIA = "pia@example.org"

GPX = b"""<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
<trkpt lat="51.59" lon="4.77"/><trkpt lat="51.60" lon="4.78"/></trkseg></trk></gpx>"""


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


def test_a_published_tour_is_seen_and_a_hidden_one_is_not(client):
    tour = make_tour(state=State.SUGGESTED)

    decisions.decide(tour, Move.PUBLISH)
    assert client.get(tour.get_absolute_url()).status_code == 200
    decisions.decide(tour, Move.HIDE)
    assert client.get(tour.get_absolute_url()).status_code == 404


def test_a_refusal_needs_a_reason():
    tour = make_tour(state=State.SUGGESTED)

    with pytest.raises(ValidationError):
        decisions.decide(tour, Move.REFUSE, reason=" ")
    refused = decisions.decide(tour, Move.REFUSE, reason="Dit is reclame.")
    assert refused.refusal_reason == "Dit is reclame."


def test_a_colleague_was_first():
    tour = make_tour()

    with pytest.raises(NotAllowed):
        decisions.decide(tour, Move.PUBLISH)


def test_a_place_that_is_merged_stays_a_stop(bo):
    """As the one that it was merged with."""
    keep, gone = make_place(), make_place()
    tour = make_tour(stops=[gone])

    merge(keep, gone, bo)

    assert tour.stops.get().key == keep.pk


def test_the_queue_shows_the_stops_and_decides(client, bo):
    tour = make_tour(state=State.SUGGESTED, stops=[make_place(name="De Molen")])
    page = client.get(f"/beheer/wachtrij/fietstocht/{tour.pk}/").content.decode()

    assert "De Molen" in page


# --- The page of staff


def page_of(tour):
    return reverse("admin:tours_tour_change", args=[tour.pk])


def sent(client, tour, **changes):
    """The form as it is shown, with these changes."""
    facts = sent_of(client.get(page_of(tour)), **changes)
    return client.post(page_of(tour), facts, follow=True)


def test_staff_write_what_one_does_at_a_stop(client, bo):
    tour = make_tour(stops=[make_place()])

    sent(client, tour, **{"stops-0-note": "Vul je fles", "stops-0-stay": "30"})

    stop = tour.stops.get()
    assert (stop.note, stop.stay) == ("Vul je fles", 30)


def test_staff_give_the_stops_by_the_address_of_the_maker(client, bo):
    one, other = make_place(), make_place(point=VALKENBERG)
    tour = make_tour(stops=[one])
    Stop.objects.update(note="Vul je fles")

    sent(
        client, tour,
        maker=f"https://x.example/fietstochten/maken/?s=plek.{other.slug}.45&s=plek."
        f"{one.slug}.5#plekken",
    )  # fmt: skip

    stops = [(each.key, each.stay, each.note) for each in tour.stops.all()]
    assert stops == [(other.pk, 45, ""), (one.pk, 5, "Vul je fles")]


def test_the_history_says_which_other_stops_it_got(client, bo):
    tour = make_tour(stops=[make_place(name="De Molen")])
    make_place(slug="bron", name="De Bron")

    sent(client, tour, maker="https://x.example/?s=plek.bron.5")
    sent(client, tour, name="Rondje")

    page = client.get(reverse("admin:tours_tour_history", args=[tour.pk]))
    assert page.content.decode().count("stops: De Bron") == 1


def test_an_address_without_stops_is_refused(client, bo):
    tour = make_tour(stops=[make_place()])

    answer = sent(client, tour, maker="https://x.example/?s=plek.niets.5")

    assert "geen stop" in answer.content.decode()
    assert tour.stops.count() == 1


def test_a_line_comes_from_a_gpx_file_and_goes_again(client, bo):
    tour = make_tour()

    sent(client, tour, gpx=SimpleUploadedFile("rondje.gpx", GPX))
    tour.refresh_from_db()
    assert len(tour.line) == 2
    sent(client, tour, no_line="on")
    tour.refresh_from_db()
    assert tour.line is None


def test_a_file_that_is_no_gpx_is_refused_in_words(client, bo):
    answer = sent(client, make_tour(), gpx=SimpleUploadedFile("x.gpx", b"geen xml"))

    assert "geen GPX-bestand" in answer.content.decode()


def test_numbers_that_lie_far_apart_are_asked_about(client, bo):
    for ref, lon in [("12", 4.77), ("47", 4.95)]:
        Junction.objects.create(
            ref=ref, point=f"SRID=4326;POINT({lon} 51.58)", source="x", source_id=ref
        )

    answer = sent(client, make_tour(), junctions="12 - 47").content.decode()

    assert "47 ligt 12 km van 12: klopt dat?" in answer


def test_a_chain_that_is_none_is_refused(client, bo):
    answer = sent(client, make_tour(), junctions="12 - links")

    assert "geen nummer van een knooppunt" in answer.content.decode()


# --- Of an organisation


def test_who_keeps_an_organisation_may_propose_for_it(rf):
    amira = make_user()
    club, other = make_organisation(owner=amira), make_organisation()

    form = ProposeTourForm(request=rf.get("/"), wish=Wish(), person=amira)

    assert list(form.fields["organisation"].queryset) == [club]
    assert other not in form.fields["organisation"].queryset


def test_a_visitor_is_not_asked_for_an_organisation(rf):
    form = ProposeTourForm(request=rf.get("/"), wish=Wish())

    assert "organisation" not in form.fields


@pytest.mark.parametrize(
    "facts", [{"speed": 4}, {"means": "voet", "speed": 12}, {"slug": "maken"}]
)
def test_a_tour_that_cannot_be_is_refused(facts):
    tour = Tour(**{"name": "X", "slug": "x", "description": "Y", **facts})

    with pytest.raises(ValidationError):
        tour.full_clean()


# --- Who proposed it hears what became of it, once


@pytest.fixture
def proposed(rf):
    """By someone who left an address."""
    form = ProposeTourForm(request=rf.get("/"), wish=Wish())
    form.cleaned_data = {"name": "Rondje", "about": "Leuk.", "email": PIA}
    return form.save()


def test_a_published_tour_is_told_and_then_the_address_is_gone(proposed):
    decisions.decide(proposed, Move.PUBLISH)

    [letter] = letters()
    assert letter.to == [PIA]
    assert letter.subject == "De tocht die je voorstelde: Rondje"
    assert f"/fietstochten/{proposed.slug}/" in letter.body
    assert not Proposer.objects.exists()


def test_a_refused_tour_is_told_with_the_reason_and_only_once(proposed):
    tour = decisions.decide(proposed, Move.REFUSE, reason="Dit is reclame.")
    decisions.decide(tour, Move.REOPEN)
    decisions.decide(tour, Move.PUBLISH)

    [letter] = letters()
    assert "Dit is reclame." in letter.body
    assert "/fietstochten/" not in letter.body


def test_who_left_no_address_hears_nothing():
    decisions.decide(make_tour(state=State.SUGGESTED), Move.PUBLISH)

    assert letters() == []


def test_the_address_is_erased_after_90_days_whatever_became_of_it(proposed):
    term = held("tour-proposer").terms[0]
    with time_machine.travel(now() + term - timedelta(days=1), tick=False):
        forget_suggesters(now())
        assert Proposer.objects.exists()
    with time_machine.travel(now() + term, tick=False):
        forget_suggesters(now())
    assert not Proposer.objects.exists()


def test_staff_see_that_someone_wants_to_hear_and_not_who(client, bo, proposed):
    page = client.get(f"/beheer/wachtrij/fietstocht/{proposed.pk}/").content.decode()

    assert "wil horen wat ervan wordt" in page
    assert PIA not in page
