"""Links in mails to people without an account: signed, for one person and one purpose.

They hold an id of ours, nothing of a person, and open a page with a button.
"""

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from common.mail.sending import absolute
from matching.models import Moment, Pair, Participant

MINE, CODE, STILL, PAIR, STOP, TABLE = PURPOSES = (
    "mine", "code", "still", "pair", "stop", "table",
)  # fmt: skip


def token(purpose: str, participant: Participant, pair: Pair | None = None) -> str:
    numbers = [participant.pk.hex, *([str(pair.pk)] if pair else [])]
    return _signer(purpose).sign("~".join(numbers))


def read(purpose: str, text: str) -> tuple[UUID, int | None] | None:
    """The ids of the person and of the pair; None for a link that is not ours."""
    try:
        person, _sep, pair = _signer(purpose).unsign(text).partition("~")
    except BadSignature:
        return None
    return UUID(hex=person), int(pair) if pair else None


def url(purpose: str, participant: Participant, pair: Pair | None = None) -> str:
    """The whole address, for a mail."""
    path = reverse(f"matching:{purpose}", args=[token(purpose, participant, pair)])
    return absolute(path)


def table_token(moment: Moment) -> str:
    return _signer(TABLE).sign(str(moment.pk))


def table_url(moment: Moment) -> str:
    """The whole address for hosts at a table: of nobody, and only to type."""
    return absolute(reverse("matching:table", args=[table_token(moment)]))


def read_table(text: str) -> int | None:
    """The id of the moment; None for a link that is not ours."""
    try:
        return int(_signer(TABLE).unsign(text))
    except BadSignature:
        return None


def _signer(purpose: str) -> Signer:
    if purpose not in PURPOSES:
        raise ValueError(f"no such purpose: {purpose}")
    return Signer(salt=f"matching.{purpose}", sep=".")
