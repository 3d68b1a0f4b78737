"""What the index holds of a place: its words in four columns, the telling ones first.

Of what the place shares with others (kind, neighbourhood, facts) it holds a mark only;
the words for those are looked up when someone searches, so that a kind's new name needs
no new index. Marks begin with an underscore, which no word does.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from common.moderation.states import State
from places.facts.derived import FACILITY_BITS, FREE, STEP_FREE
from places.textindex.words import STOP, indexed

FIELDS = (
    "pk", "state", "name", "address", "kind_id", "neighbourhood_id", "facets",
    "description", "description_en",
)  # fmt: skip
# A change of one of these changes the document; columns as `update()` names them.
SOURCES = frozenset([*FIELDS, "kind", "neighbourhood"]) - {"pk"}
of_place = attrgetter(*FIELDS)

FREE_MARK, STEP_FREE_MARK = "_free", "_stepfree"
FACT_BITS = {FREE_MARK: FREE, STEP_FREE_MARK: STEP_FREE} | {
    f"_f{bit.bit_length()}": bit for bit in FACILITY_BITS.values()
}
FACILITY_MARKS = {slug: f"_f{bit.bit_length()}" for slug, bit in FACILITY_BITS.items()}


class Document(NamedTuple):
    """Terms and marks of a place, by how much they tell."""

    name: frozenset[str]
    what: frozenset[str]  # marks of its kind and of what is known to be there
    where: frozenset[str]  # its address, the mark of its neighbourhood
    story: frozenset[str]  # its descriptions


def kind_mark(pk: int) -> str:
    return f"_k{pk}"


def is_of_kind(mark: str) -> bool:
    return mark.startswith("_k")


def area_mark(pk: int) -> str:
    return f"_n{pk}"


def document(values: Iterable) -> Document | None:
    """Of the values of FIELDS; None for a place that nobody may find."""
    _pk, state, name, address, kind, area, facets, dutch, english = values
    if state != State.PUBLISHED:
        return None
    what = {mark for mark, bit in FACT_BITS.items() if facets & bit}
    where = indexed(address) - STOP
    if area:
        where |= {area_mark(area)}
    return Document(
        indexed(name),
        frozenset(what | {kind_mark(kind)}),
        where,
        (indexed(dutch) | indexed(english)) - STOP,
    )
