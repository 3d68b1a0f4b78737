"""Photos that came with a form which is not sent yet.

A browser gives a file only once. When the form must be shown again, because something
is missing or to ask "is it there already?", the photo waits here, made small and bare
already; the form holds a signed ticket for it. After a day it is erased.
"""

import time
import uuid
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.base import ContentFile

from common.photos.files import clean_photo

RETENTION_SECONDS = 24 * 3600  # seconds
signer = signing.TimestampSigner(salt="ontmoeten.waiting")


def keep(file) -> str:
    """Put a photo aside; gives its ticket. ValidationError for what is no photo."""
    forget_old()
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    name = uuid.uuid4().hex
    (_folder() / name).write_bytes(clean_photo(file).read())
    return signer.sign(name)


def find(ticket: str) -> Path | None:
    """The photo of a ticket that we signed, if it is still there."""
    try:
        path = _folder() / signer.unsign(ticket, max_age=RETENTION_SECONDS)
    except signing.BadSignature:
        return None
    return path if path.is_file() else None


def take(ticket: str) -> ContentFile | None:
    """The photo of a ticket, to be stored elsewhere."""
    path = find(ticket)
    return path and ContentFile(path.read_bytes(), name="photo.jpg")


def drop(ticket: str) -> None:
    """Erase it; nothing happens when it is gone already."""
    path = find(ticket)
    if path:
        path.unlink(missing_ok=True)


def forget_old() -> int:
    """Erase what nobody sent within a day; gives how many."""
    oldest = time.time() - RETENTION_SECONDS
    gone = 0
    for path in _folder().glob("*"):
        try:
            if path.stat().st_mtime <= oldest:
                path.unlink()
                gone += 1
        except FileNotFoundError:  # another process was first
            continue
    return gone


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "waiting"
