"""When answers of passers-by become what the site tells, and what goes before them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from common.kit.storing import store
from common.moderation.queue import Asked
from common.moderation.states import NotAllowed
from common.moderation.still_right import still_right
from common.moderation.undoing.models import Undoable
from ontmoeten.staff.queue.waiting import Queue
from places.deciding import answers
from places.facts.questions import BY_SLUG, open_questions
from places.importing.run.comparing import apply
from places.models import Place, VisitorAnswer, VisitorFact
from places.staff.answers import Answers
from tests.kit.factories import make_place, make_staff

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both("counts"),
]

BACKREST, TABLE, TOILET = (BY_SLUG[slug] for slug in ("rugleuning", "tafel", "toilet"))
PAGE = "/plekken/bank/"
NOON = "2026-11-20 12:00+01:00"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def place():
    return make_place(name="Bank", slug="bank")


@pytest.fixture
def bo():
    return make_staff()


def say(place, question, is_so, *senders):
    for sender in senders:
        answers.answer(place, question, is_so, sender)


def say_enough(place, question, clock, is_so=True):
    """Five alike, of three addresses, on two days."""
    say(place, question, is_so, "a", "b", "c")
    clock.shift(timedelta(days=1))
    say(place, question, is_so, "a", "b")


def fresh(place):
    return Place.objects.get(pk=place.pk)


def waiting(bo):
    return [each.pk for each in Queue(bo, "antwoord").waiting]


def fact(place, question=TOILET):
    return VisitorFact.objects.get(place=place, question=question.slug)


# --- When it becomes the fact ---------------------------------------------------------


def test_five_alike_of_three_addresses_on_two_days_become_the_fact(
    client, place, clock
):
    say_enough(place, BACKREST, clock)

    assert fresh(place).backrest is True
    assert not VisitorAnswer.objects.exists()
    assert "zeggen bezoekers, 21 november 2026" in client.get(PAGE).content.decode()
    assert "5" in fresh(place).history.first().history_change_reason


def test_no_becomes_the_fact_too(place, clock):
    say_enough(place, BACKREST, clock, is_so=False)

    assert fresh(place).backrest is False


def test_four_are_not_enough(place, clock):
    say(place, BACKREST, True, "a", "b", "c")
    clock.shift(timedelta(days=1))
    say(place, BACKREST, True, "a")

    assert fresh(place).backrest is None


def test_five_of_one_day_are_not_enough(place):
    say(place, BACKREST, True, *"abcde")

    assert fresh(place).backrest is None
    assert answers.tally_of(place, BACKREST).needed == 1


def test_five_of_two_addresses_are_not_enough(place, clock):
    for _day in range(3):
        say(place, BACKREST, True, "a", "b")
        clock.shift(timedelta(days=1))

    assert fresh(place).backrest is None


def test_what_became_known_meanwhile_is_left_as_it_is(place, clock):
    say(place, BACKREST, True, "a", "b", "c")
    known = fresh(place)
    known.backrest = False
    store(known)
    clock.shift(timedelta(days=1))
    say(place, BACKREST, True, "a", "b")

    assert fresh(place).backrest is False


# --- What staff decide ----------------------------------------------------------------


@pytest.mark.parametrize("slug", ["drempelvrij", "toilet", "rolstoeltoilet"])
def test_what_people_rely_on_waits_for_one_press(place, bo, clock, slug):
    question = BY_SLUG[slug]
    say_enough(place, question, clock)
    waits = fact(place, question)

    assert question.is_open(fresh(place))
    assert waiting(bo) == [waits.pk]

    Answers().decide(waits, Asked(do="yes", by=bo))

    assert getattr(fresh(place), question.field) == question.yes
    assert fresh(place).history.first().history_user == bo
    assert waiting(bo) == []


def test_every_contradiction_waits_with_its_count(place, bo):
    say(place, BACKREST, True, "a", "b")
    say(place, BACKREST, False, "c")
    waits = fact(place, BACKREST)

    assert waiting(bo) == [waits.pk]
    shown = [word for _day, word in Answers().item(waits, bo).facts[:3]]
    assert sorted(shown) == ["ja", "ja", "nee"]


def test_after_a_contradiction_nothing_is_taken_over_by_itself(place, clock):
    say(place, BACKREST, False, "d")
    say_enough(place, BACKREST, clock)

    assert fresh(place).backrest is None


def test_staff_may_ask_on(place, bo):
    say(place, BACKREST, True, "a")
    say(place, BACKREST, False, "b")

    Answers().decide(fact(place, BACKREST), Asked(do="again", by=bo))

    assert waiting(bo) == []
    assert not VisitorAnswer.objects.exists()


def test_a_colleague_who_was_first_is_noticed(place, bo):
    say(place, BACKREST, True, "a")
    say(place, BACKREST, False, "b")
    seen = fact(place, BACKREST)
    answers.decide(fact(place, BACKREST), True, bo)
    seen.refresh_from_db()

    with pytest.raises(NotAllowed):
        answers.decide(seen, False, bo)


def taken_back(by):
    return answers.take_back_each(VisitorFact.objects.all(), by)


def test_what_was_taken_over_can_be_taken_back(place, bo, clock):
    say_enough(place, BACKREST, clock)

    taken_back(bo)

    assert fresh(place).backrest is None
    assert BACKREST in open_questions(fresh(place))
    last = place.history.first()
    assert (last.history_user, last.backrest) == (bo, None)


def test_what_was_changed_since_stays(place, bo, clock):
    say_enough(place, BACKREST, clock)
    changed = fresh(place)
    changed.backrest = False
    store(changed)

    assert taken_back(bo) == ([], [str(fact(place, BACKREST))])
    assert fresh(place).backrest is False


def test_two_answers_about_one_place_are_taken_back_together(place, bo, clock):
    say_enough(place, BACKREST, clock)
    say_enough(place, TABLE, clock)

    assert len(taken_back(bo)[0]) == 2

    assert (fresh(place).backrest, fresh(place).table) == (None, None)
    assert not list(Place.objects.wrongly_derived())


def test_the_list_of_staff_takes_back_many(client, place, bo, clock):
    say_enough(place, BACKREST, clock)
    client.force_login(bo)
    told = fact(place, BACKREST)

    data = {"action": "take_back", "sure": 1, "_selected_action": [told.pk]}
    page = client.post("/beheer/places/visitorfact/", data, follow=True)

    assert fresh(place).backrest is None
    assert "Antwoorden teruggenomen: 1." in page.content.decode()

    client.post(reverse("queue-undo", args=[Undoable.objects.get().pk]))
    assert fresh(place).backrest is True
    assert fact(place, BACKREST).holds(fresh(place))


def test_of_a_hidden_place_nothing_waits(place, bo):
    say(place, BACKREST, True, "a")
    say(place, BACKREST, False, "b")
    Place.objects.filter(pk=place.pk).update(state=Place.State.SUGGESTED)

    assert waiting(bo) == []


# --- What goes before it --------------------------------------------------------------


def imported(place, told=(), **given):
    kept = list(apply(place, given, {}, told))
    store(place)
    return kept


def test_an_import_goes_before_what_passers_by_told(place, clock):
    say_enough(place, BACKREST, clock)
    place = fresh(place)
    told = answers.fields_told([place])[place.pk]

    kept = imported(place, told, backrest=False)

    assert kept == []
    assert fresh(place).backrest is False
    assert answers.told_by_visitors(fresh(place)) == {}


def test_an_import_that_says_nothing_leaves_it(place, clock):
    say_enough(place, BACKREST, clock)
    place = fresh(place)

    kept = imported(place, answers.fields_told([place])[place.pk], backrest=None)

    assert kept == []
    assert fresh(place).backrest is True


def test_a_check_of_staff_makes_it_ours(place, bo, clock):
    say_enough(place, BACKREST, clock)
    still_right(place, bo)

    assert fresh(place).backrest is True
    assert answers.told_by_visitors(fresh(place)) == {}


# --- What is kept ---------------------------------------------------------------------


def test_of_an_address_a_hash_is_kept_that_is_another_one_for_each_question(place):
    say(place, BACKREST, True, "a")
    say(place, TABLE, True, "a")

    kept = set(VisitorAnswer.objects.values_list("sender", flat=True))
    assert len(kept) == 2
    assert "a" not in kept


def test_after_thirty_days_the_hash_is_gone_and_the_answer_still_counts(place, clock):
    say(place, BACKREST, True, "a", "b", "c")
    clock.shift(timedelta(days=30))

    answers.forget(localdate())

    assert set(VisitorAnswer.objects.values_list("sender", flat=True)) == {""}
    say(place, BACKREST, True, "d", "e")
    assert fresh(place).backrest is True


def test_after_half_a_year_an_answer_is_gone_and_so_is_its_question(place, clock):
    say(place, BACKREST, True, "a")
    clock.shift(timedelta(days=181))

    answers.forget(localdate())

    assert not VisitorFact.objects.exists()
