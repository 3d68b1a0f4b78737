"""Static files that we do not keep but make: the typeface.

A finder gives them to `collectstatic` and, while developing, to the server.
"""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from ontmoeten.web import typeface


class MadeFiles(BaseFinder):
    """Makes what is asked for and keeps it below DATA_DIR."""

    def check(self, **options):
        return []

    def find(self, path, find_all=False, **options):
        made = str(_made(path)) if path in typeface.NAMES else None
        if find_all or options.get("all"):  # Django before 6.1 says it in two ways
            return [made] if made else []
        return made or []

    def list(self, ignore_patterns):
        for path in typeface.NAMES:
            yield path, FileSystemStorage(location=_made(path).parents[path.count("/")])


def _made(path: str) -> Path:
    kept = settings.DATA_DIR / "made" / typeface.edition() / path
    if not kept.exists():
        _write(kept, typeface.packed(path))
    return kept


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: two processes may make the same file at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
