"""A town for the matrix of who sees whom: people in every state, pairs at every step.
What is theirs alone carries a word with their number, so that any text tells whose data
stand in it: `Ekster07` a name, `fluit07` what they told, `nest07` a note about them."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from django.utils import timezone

from matching.entering import notes
from matching.facts.vocabulary import State
from matching.models import Moment, Pair, Participant, Policy
from tests.kit.factories import make_activity, make_user
from tests.matching.people import (
    make_offer,
    make_pair,
    make_policy,
    make_subject,
    make_wish,
)

NAME, MAIL, PHONE, WORDS, NOTE = "ekster", "reiger", "06550000", "fluit", "nest"
CANARY = re.compile(rf"({NAME}|{MAIL}|{PHONE}|{WORDS}|{NOTE})(\d\d)")
STEPS = ["asking", "proposed", "agreed", "introduced", "met", "ended", "stopped"]


@dataclass
class Town:
    policy: Policy
    people: dict[int, Participant] = field(default_factory=dict)
    pairs: dict[str, Pair] = field(default_factory=dict)
    moment: Moment | None = None

    def number_of(self, participant) -> int:
        return {row.pk: number for number, row in self.people.items()}[participant.pk]


def facts_of(number: int) -> dict:
    return {
        "first_name": f"Ekster{number:02}",
        "email": f"reiger{number:02}@example.org",
        "phone": f"06550000{number:02}",
        "words": f"Fluit{number:02} is mijn lied.",
        "contact": "phone",
    }


def build() -> Town:
    now = timezone.now()
    make_subject()
    names = ["coordinator", "deputy"]  # staff without any right
    town = Town(make_policy(**{name: make_user(is_staff=True) for name in names}))

    def add(make, **more):
        number = len(town.people) + 10
        town.people[number] = row = make(**facts_of(number), **more)
        notes.write(row, f"Nest{number:02} hangt hoog.", "Bo", now)
        return row

    for state in State:
        for make in (make_wish, make_offer):
            add(make, state=state)
    for at, step in enumerate(STEPS):
        both = {f"{side}_still_at": now for side in ("wish", "offer") if at >= 1}
        both |= {f"{side}_yes_at": now for side in ("wish", "offer") if at >= 2}
        introduced = {"introduced_at": now} if at >= 3 else {}
        over = {"ended_at": now, "end_reason": "no"} if step == "ended" else {}
        stop = {"stopped_at": now} if step == "stopped" else {}
        reached = "introduced" if step == "stopped" else step
        town.pairs[step] = make_pair(
            add(make_wish), add(make_offer),
            step=reached, **both, **introduced, **over, **stop,
        )  # fmt: skip
    activity = make_activity(has_sign_up=True)
    town.moment = Moment.objects.create(activity=activity, day=timezone.localdate())
    return town


def bytes_of(answer) -> bytes:
    """All of it with its headers, of a workbook what is inside."""
    head = f"{answer.headers} {answer.cookies}".encode()
    content = b"".join(answer) if answer.streaming else answer.content
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as book:
            return head + b"".join(book.read(name) for name in book.namelist())
    return head + content


def seen_in(content: bytes | str) -> set[tuple[str, int]]:
    """Whose data stand in it: (word, number). Spaces in numbers of telephones and
    capitals make no difference."""
    text = content.decode("latin-1") if isinstance(content, bytes) else content
    text = re.sub(r"(?<=\d) (?=\d)", "", text.lower())
    return {(word, int(number)) for word, number in CANARY.findall(text)}
