"""Static files that we do not keep but make: the typeface, the one style sheet.

A finder gives them to `collectstatic` and, while developing, to the server.
"""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from ontmoeten.web import stylesheet, typeface


class MadeFiles(BaseFinder):
    """Makes what is asked for and keeps it below DATA_DIR."""

    def check(self, **options):
        return []

    def find(self, path, find_all=False, **options):
        made = str(_made(path)) if path in _paths() else None
        if find_all or options.get("all"):  # Django before 6.1 says it in two ways
            return [made] if made else []
        return made or []

    def list(self, ignore_patterns):
        for path in _paths():
            yield path, FileSystemStorage(location=_made(path).parents[path.count("/")])


def _paths() -> list[str]:
    return [stylesheet.NAME, *typeface.NAMES]


def _made(path: str) -> Path:
    folder = settings.DATA_DIR / "made"
    if path == stylesheet.NAME:
        return _kept(folder / path, stylesheet.joined)
    kept = folder / typeface.edition() / path
    return kept if kept.exists() else _kept(kept, lambda: typeface.packed(path))


def _kept(path: Path, make: Callable[[], bytes]) -> Path:
    """Written when it is another than last time, whole or not at all: two processes may
    make the same file at once."""
    data = make()
    if not path.exists() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_bytes(data)
        part.replace(path)
    return path
