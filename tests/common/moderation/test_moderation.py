import pytest

from common.moderation.states import MOVES, Move, NotAllowed, State
from places.models import Place


def test_every_move_is_in_the_table():
    assert set(MOVES) == set(Move)


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", State)
def test_a_move_leads_where_the_table_says_or_is_not_allowed(state, move):
    place = Place(state=state)
    starts, end = MOVES[move]

    if state in starts:
        place.make(move, reason="dubbel")
        assert place.state == end
    else:
        with pytest.raises(NotAllowed):
            place.make(move)
        assert place.state == state


def test_a_refusal_keeps_its_reason_until_the_entry_moves_on():
    place = Place(state=State.SUGGESTED)

    place.make(Move.REFUSE, reason="Deze plek bestaat niet meer.")
    assert place.refusal_reason == "Deze plek bestaat niet meer."

    place.make(Move.REOPEN)
    assert place.refusal_reason == ""
