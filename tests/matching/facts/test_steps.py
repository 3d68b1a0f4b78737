"""No path leads to shared contact without two yeses and a valid safeguard."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from matching.facts.steps import (
    ENDS,
    FROM,
    OFFER,
    SIDES,
    WISH,
    Move,
    NotNow,
    Standing,
    Step,
    after,
)


class TwoPeople(RuleBasedStateMachine):
    """Any moves in any order; beside them is written down, apart from the machine, who
    said what."""

    def __init__(self):
        super().__init__()
        self.now, self.is_safe = Standing(), False
        self.still, self.yes, self.is_held = set(), set(), False
        self.shared_at = None

    @rule(is_safe=st.booleans())
    def safeguarding_changes(self, is_safe):
        self.is_safe = is_safe

    @rule(move=st.sampled_from([Move.STILL, Move.YES]), side=st.sampled_from(SIDES))
    def someone_answers(self, move, side):
        self.make(move, side)

    @rule(move=st.sampled_from([Move.STOP, Move.RESUME, Move.MET]))
    def something_happens(self, move):
        self.make(move)

    @rule()
    def the_coordinator_introduces_them(self):
        self.make(Move.INTRODUCE)

    @rule(move=st.sampled_from(sorted(ENDS)), chance=st.integers(0, 9))
    def it_ends(self, move, chance):
        if chance == 0:
            self.make(move)

    def make(self, move, side=""):
        before = self.now
        try:
            self.now = after(self.now, move, side, self.is_safe)
        except NotNow:
            assert self.now == before
            return
        if move == Move.STILL:
            self.still.add(side)
        if move == Move.YES:
            self.yes.add(side)
        if move in {Move.STOP, Move.RESUME}:
            self.is_held = move == Move.STOP
        if self.now.is_shared and not before.is_shared:
            self.shared_at = (self.is_safe, self.is_held)

    @invariant()
    def contact_is_shared_after_two_yeses_while_it_is_safe(self):
        if self.now.is_shared:
            assert self.yes == self.still == {*SIDES}
            assert self.shared_at == (True, False)

    @invariant()
    def who_did_not_say_yes_counts_for_none(self):
        assert self.now.yes <= self.yes
        assert self.now.still <= self.still

    @invariant()
    def what_ended_stays_ended(self):
        if self.now.step == Step.ENDED:
            for move in Move:
                with pytest.raises(NotNow):
                    after(self.now, move, WISH, is_safe=True)


TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = settings(
    max_examples=150, stateful_step_count=40, deadline=None
)


def walked(*moves, is_safe=True):
    now = Standing()
    for move, side in moves:
        now = after(now, move, side, is_safe)
    return now


BOTH_STILL = [(Move.STILL, WISH), (Move.STILL, OFFER)]
BOTH_YES = [*BOTH_STILL, (Move.YES, OFFER), (Move.YES, WISH)]


def test_the_usual_way_leads_from_asking_to_met():
    assert walked(*BOTH_STILL).step == Step.PROPOSED
    assert walked(*BOTH_YES).step == Step.AGREED
    introduced = walked(*BOTH_YES, (Move.INTRODUCE, ""))
    assert introduced.is_shared
    assert after(introduced, Move.MET).step == Step.MET


def test_one_no_ends_it_for_both():
    assert walked(*BOTH_STILL, (Move.YES, WISH), (Move.NO, OFFER)).step == Step.ENDED


def test_one_yes_said_twice_is_one_yes():
    now = walked(*BOTH_STILL, (Move.YES, WISH), (Move.YES, WISH))
    assert now.step == Step.PROPOSED


def test_nobody_is_introduced_once_safeguarding_lapsed():
    now = walked(*BOTH_YES)
    with pytest.raises(NotNow):
        after(now, Move.INTRODUCE, is_safe=False)


@pytest.mark.parametrize("move", [Move.STILL, Move.YES, Move.INTRODUCE, Move.MET])
@pytest.mark.parametrize("step", [step for step in Step if step != Step.ENDED])
def test_a_stop_holds_everything_that_goes_on(move, step):
    held = Standing(step, frozenset(SIDES), frozenset(SIDES), is_stopped=True)
    with pytest.raises(NotNow):
        after(held, move, WISH, is_safe=True)


@pytest.mark.parametrize("step", [step for step in Step if step != Step.ENDED])
def test_stop_can_be_pressed_at_any_moment_and_twice(step):
    now = after(Standing(step), Move.STOP)
    assert after(now, Move.STOP).is_stopped
    assert not after(now, Move.RESUME).is_stopped
    assert after(now, Move.END).step == Step.ENDED


def test_every_move_says_from_where_it_can_be_made():
    assert {*FROM} == {*Move}


def test_a_yes_of_nobody_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="one of the two"):
        after(walked(*BOTH_STILL), Move.YES, "both")
