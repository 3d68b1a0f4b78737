"""Our static files as production serves them: with their hash in their name, modules
joined, compressed, kept by the browser. Collected once for each state of them.

A page asks a handful of files then instead of fifty, which is half of what it costs.
"""

import hashlib
import shutil
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings
from whitenoise import WhiteNoise

from tests.kit.migrated import CACHE, ROOT, alone, forget_older

STORAGE = "ontmoeten.web.storage.HashedStaticStorage"
MADE_BY = [
    "ontmoeten/web/*.py",
    "requirements-dev.txt",
    "tests/browser/static_files.py",
]
HASH = r"\.[0-9a-f]{12}\."  # in a name


def folder() -> Path:
    """Where they lie."""
    kept = CACHE / f"static-{_fingerprint()}"
    with alone("static"):
        if not kept.exists():
            part = kept.with_name("static.part")
            shutil.rmtree(part, ignore_errors=True)
            with override_settings(STATIC_ROOT=part, STORAGES=storages(part)):
                call_command("collectstatic", interactive=False, verbosity=0)
            part.rename(kept)
            forget_older("static-*")
    return kept


def storages(files: Path) -> dict:
    """The setting for pages that are to name these files."""
    options = {"location": files, "base_url": "/static/"}
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": STORAGE, "OPTIONS": options},
    }


def served(application, files: Path) -> WhiteNoise:
    """The site with these files beside it."""
    return WhiteNoise(
        application, root=str(files), prefix="static/", immutable_file_test=HASH
    )


def _fingerprint() -> str:
    found = hashlib.sha256()
    made_by = [path for each in MADE_BY for path in ROOT.glob(each)]
    files = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    for path in sorted([*made_by, *files]):
        name = path.relative_to(ROOT).as_posix().encode()
        found.update(name + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:20]
