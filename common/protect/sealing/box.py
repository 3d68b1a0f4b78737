"""Facts of a person in a sealed box, that opens with their key and in its own row.

AES-256 in Galois/Counter Mode (NIST SP 800-38D): authenticated encryption, in which the
row counts as additional data (AEAD, RFC 5116), so that a box moved to another row does
not open. What a box is, byte by byte:

    1       version, now 1
    12      nonce, random
    n       the facts as JSON in UTF-8, encrypted
    16      the tag, that tells of any change

The additional data is the version, the 16 bytes of the key's id and the row's name in
UTF-8. With random nonces of 96 bits one key may seal 2**32 boxes (SP 800-38D, 8.3) of
up to 64 GiB (5.2.1.1); a person has some hundreds, of some kilobytes.

A box tells how long the facts are, and which key they need; no more.
"""

import json
import os
from collections.abc import Iterable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.serializers.json import DjangoJSONEncoder
from django.views.decorators.debug import sensitive_variables

from common.protect.sealing import keys
from common.protect.sealing.master import NONCE, Tampered, ring

VERSION = b"\x01"
HEAD = len(VERSION) + NONCE

__all__ = ["KeyGone", "Tampered", "open_each", "open_one", "seal"]


class KeyGone(LookupError):
    """The key was destroyed, or its date has come: it seals nothing any more."""


@sensitive_variables()
def seal(key_id: UUID, row: str, facts: dict) -> bytes:
    """The box of `facts` (what JSON can hold; dates become text) for one row, named
    like "matching.participant:0b1c…". Raises KeyGone, or ImproperlyConfigured when
    there is no master key."""
    ring()  # says so first when there is none
    key = keys.unwrapped([key_id]).get(key_id)
    if key is None:
        raise KeyGone(f"the key {key_id} is gone")
    return lock(key, key_id, row, facts)


@sensitive_variables()
def lock(key: bytes, key_id: UUID, row: str, facts: dict) -> bytes:
    """The box, with the key itself at hand: for who seals many of one person."""
    words = json.dumps(
        facts, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder
    )
    nonce = os.urandom(NONCE)
    body = AESGCM(key).encrypt(nonce, words.encode(), _bound_to(key_id, row))
    return VERSION + nonce + body


def open_one(key_id: UUID, row: str, sealed: bytes) -> dict | None:
    """The facts; None when the key is gone. Raises Tampered when the box does not open
    though the key is there."""
    return open_each([(key_id, row, sealed)])[0]


@sensitive_variables()
def open_each(things: Iterable[tuple[UUID, str, bytes]]) -> list[dict | None]:
    """The same for many, in their order, with one question to the key store (for every
    10,000 people)."""
    things = list(things)
    known = keys.unwrapped(key_id for key_id, _row, _sealed in things)
    ciphers = {key_id: AESGCM(key) for key_id, key in known.items()}
    return [
        _opened(cipher, key_id, row, bytes(sealed))
        if (cipher := ciphers.get(key_id))
        else None
        for key_id, row, sealed in things
    ]


def _opened(cipher, key_id, row, sealed):
    try:
        if sealed[:1] != VERSION:
            raise ValueError
        words = cipher.decrypt(sealed[1:HEAD], sealed[HEAD:], _bound_to(key_id, row))
    except (InvalidTag, ValueError):
        raise Tampered(f"the box of {row} is not as it was sealed") from None
    return json.loads(words)


def _bound_to(key_id, row):
    return VERSION + key_id.bytes + row.encode()
