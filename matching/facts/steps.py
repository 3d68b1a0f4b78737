"""The steps of two people from "still?" to the end: a finite state machine, without a
database.

    asking → proposed → agreed → introduced → met → ended

`asking`: both are asked whether they still want it. `proposed`: both have read what the
other may know, and say yes or no to the coordinator. `agreed`: both said yes; the
coordinator chooses the first meeting. `introduced`: first names and one way of contact
were shared. A stop holds everything where it is until the coordinator looks.

Contact is shared by one move only, INTRODUCE, which asks two yeses, no stop and a valid
safeguard on that very day; tests/matching/facts/test_steps.py tries all paths.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

WISH, OFFER = SIDES = ("wish", "offer")


class Step(StrEnum):
    ASKING = "asking"
    PROPOSED = "proposed"
    AGREED = "agreed"
    INTRODUCED = "introduced"
    MET = "met"
    ENDED = "ended"


class Move(StrEnum):
    STILL = "still"  # one of the two still wants it
    YES = "yes"
    NO = "no"  # also to "still?"
    LAPSE = "lapse"  # nobody answered in time
    INTRODUCE = "introduce"
    MET = "met"
    NEVER_MET = "never-met"  # not within 30 days
    STOP = "stop"
    RESUME = "resume"
    END = "end"


# From which step each move can be made.
FROM = {
    Move.STILL: {Step.ASKING},
    Move.YES: {Step.PROPOSED},
    Move.NO: {Step.ASKING, Step.PROPOSED, Step.AGREED},
    Move.LAPSE: {Step.ASKING, Step.PROPOSED},
    Move.INTRODUCE: {Step.AGREED},
    Move.MET: {Step.INTRODUCED},
    Move.NEVER_MET: {Step.INTRODUCED},
    Move.STOP: {*Step} - {Step.ENDED},
    Move.RESUME: {*Step} - {Step.ENDED},
    Move.END: {*Step} - {Step.ENDED},
}
ONE_SIDED = {Move.STILL, Move.YES}
# What can be done while someone pressed stop.
STOPPED = {Move.RESUME, Move.END, Move.NO, Move.STOP}
ENDS = {Move.NO, Move.LAPSE, Move.NEVER_MET, Move.END}


class NotNow(ValueError):
    """This move can't be made from where the pair is."""


@dataclass(frozen=True)
class Standing:
    """Where two people are: who still wants it, who said yes, whether it is held."""

    step: Step = Step.ASKING
    still: frozenset[str] = frozenset()
    yes: frozenset[str] = frozenset()
    is_stopped: bool = False

    @property
    def is_open(self) -> bool:
        return self.step != Step.ENDED

    @property
    def is_shared(self) -> bool:
        """Whether the two know each other's name and contact."""
        return self.step in {Step.INTRODUCED, Step.MET}


def after(now: Standing, move: Move, side: str = "", is_safe: bool = False) -> Standing:
    """Where the two are after a move; NotNow when it can't be made. `is_safe` says
    whether safeguarding has all that it asks of who offers, today."""
    if now.step not in FROM[move] or (now.is_stopped and move not in STOPPED):
        raise NotNow(f"{move} from {now.step}")
    if move in ONE_SIDED and side not in SIDES:
        raise ValueError(f"{move} is of one of the two, not of “{side}”")
    if move == Move.STILL:
        still = now.still | {side}
        step = Step.PROPOSED if still == {*SIDES} else now.step
        return replace(now, still=still, step=step)
    if move == Move.YES:
        yes = now.yes | {side}
        step = Step.AGREED if yes == {*SIDES} else now.step
        return replace(now, yes=yes, step=step)
    if move == Move.INTRODUCE:
        if not is_safe or now.yes != {*SIDES}:
            raise NotNow("safeguarding lacks something")
        return replace(now, step=Step.INTRODUCED)
    if move == Move.MET:
        return replace(now, step=Step.MET)
    if move in {Move.STOP, Move.RESUME}:
        if move == Move.RESUME and not now.is_stopped:
            raise NotNow("nobody pressed stop")
        return replace(now, is_stopped=move == Move.STOP)
    return replace(now, step=Step.ENDED, is_stopped=False)
