"""The master keys (key encryption keys) of the setting SEALING_KEYS.

Several stand there while they are being changed: the first wraps, all unwrap. Which one
wrapped a person's key is known by a fingerprint, that tells nothing of the key.
"""

import hashlib
import os
from base64 import b64decode
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE = 12  # bytes: the 96 bits of NIST SP 800-38D, 8.2
SIZE = 32  # bytes of every key here: AES-256
NONE_GIVEN = (
    "SEALING_KEYS is missing: without it nothing of a person can be sealed or opened. "
    "Make a key with “openssl rand -base64 32” and put it in .env (docs/keys.md)."
)


class Tampered(Exception):
    """Something does not open though its key is there: it was changed, or it belongs
    to another row. Says nothing of what is in it."""


class UnknownMasterKey(ImproperlyConfigured):
    """A person's key was wrapped by a master key that SEALING_KEYS does not have."""

    def __init__(self, mark: str):
        super().__init__(
            f"SEALING_KEYS lacks the master key {mark}, by which a person's key was "
            "wrapped. Add it after the first (docs/keys.md)."
        )


class Ring:
    """The master keys of this installation, the first of which wraps."""

    def __init__(self, texts: tuple[str, ...]):
        keys = [b64decode(text) for text in texts]
        self._ciphers = {fingerprint(key): AESGCM(key) for key in keys}
        self.first = next(iter(self._ciphers))

    def __repr__(self):
        return f"<Ring of {len(self._ciphers)}>"

    @property
    def marks(self) -> set[str]:
        return {*self._ciphers}

    def wrap(self, key_id: UUID, key: bytes) -> tuple[bytes, str]:
        """The key of a person as it is kept, and the fingerprint of what wrapped it.

        Bound to `key_id`: in another row it does not open. Random nonces are safe for
        2**32 messages of one key (SP 800-38D, 8.3); there are fewer people.
        """
        nonce = os.urandom(NONCE)
        wrapped = nonce + self._ciphers[self.first].encrypt(nonce, key, key_id.bytes)
        return wrapped, self.first

    def unwrap(self, key_id: UUID, wrapped: bytes, mark: str) -> bytes:
        cipher = self._ciphers.get(mark)
        if cipher is None:
            raise UnknownMasterKey(mark)
        try:
            return cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], key_id.bytes)
        except (InvalidTag, ValueError):
            raise Tampered(f"the key {key_id} is not as it was kept") from None


def fingerprint(key: bytes) -> str:
    """Sixteen hexadecimal digits by which a master key is known without being told."""
    return hashlib.sha256(b"ontmoeten, master key: " + key).hexdigest()[:16]


def ring() -> Ring:
    """Raises ImproperlyConfigured when no master key is given."""
    if not settings.SEALING_KEYS:
        raise ImproperlyConfigured(NONE_GIVEN)
    return _ring(tuple(settings.SEALING_KEYS))


_ring = lru_cache(maxsize=4)(Ring)
