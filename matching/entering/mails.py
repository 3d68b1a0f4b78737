"""The one way by which Meet & Match writes to someone: sealed with their own key.

Who is gone gets nothing. Each mail has the link to what they told us; of who is in a
pair also the stop button.
"""

from pathlib import PurePath

from django.utils import translation

from common.mail import sending
from common.protect.sealing.box import KeyGone
from matching.entering import links
from matching.entering.boxes import person_of
from matching.facts.person import Person
from matching.models import Pair, Participant


def key_of(template: str, participant: Participant, key: str = "") -> str:
    """Under which a mail is written once."""
    return f"matching:{PurePath(template).stem}:{participant.pk.hex}:{key}"


def send(
    template: str,
    participant: Participant,
    context: dict | None = None,
    *,
    key: str,
    pair: Pair | None = None,
    person: Person | None = None,
) -> bool:
    """Write it; False when it was written before (to this person, by `key`) or
    when nobody is there to write to."""
    person = person or person_of(participant)
    if person is None:
        return False
    around = {
        "name": person.first_name,
        "is_wish": participant.kind == "wish",
        "mine_url": links.url(links.MINE, participant),
        "stop_url": links.url(links.STOP, participant, pair) if pair else "",
        "pair_url": links.url(links.PAIR, participant, pair) if pair else "",
    }
    try:
        return sending.send(
            template,
            to=person.email,
            context={**around, **(context or {})},
            key=key_of(template, participant, key),
            language=translation.get_language() or "nl",
            sealed_with=participant.key_id,
        )
    except KeyGone:
        return False
