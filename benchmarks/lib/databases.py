"""Databases of the bench's own, and the environment in which the site uses one.

`DATABASE_URL` names a PostgreSQL (see `scripts/with-postgis`) in which new databases
are made and thrown away again; SpatiaLite's are files in the bench's folder.
"""

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = {"DATABASE_URL", "DEBUG", "TILE_SERVER", "ENV_FILE", "DJANGO_SETTINGS_MODULE"}
OURS |= {"KEYS_DATABASE_URL", "SEALING_KEYS"}


@dataclass(frozen=True)
class Database:
    """One filled database; `environment` is what a process of the site gets."""

    vendor: str  # spatialite or postgis
    url: str
    places: int
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        rest = {name: value for name, value in os.environ.items() if name not in OURS}
        return rest | {
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "ENV_FILE": str(self.folder / "no.env"),
            "DEBUG": "no",
            "HTTPS": "no",
            "SECRET_KEY": "only for measuring, on this machine alone, never elsewhere",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "DATA_DIR": str(self.folder),
            "TILE_SERVER": "off",
            "ADDRESS_SERVER": "off",
            "LOG_LEVEL": "ERROR",
            "DATABASE_URL": self.url,
            "PYTHONPATH": str(ROOT),
        }


def url_of_postgis() -> str | None:
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgis://") else None


@contextmanager
def database(vendor: str, places: int, folder: Path, migrated: Path | None = None):
    """A new empty database; gone afterwards. Of SpatiaLite a copy of `migrated`."""
    name = f"ontmoeten_bench_{os.getpid()}_{places}"
    if vendor == "spatialite":
        file = folder / f"{name}.sqlite3"
        if migrated:
            shutil.copyfile(migrated, file)
        yield Database(vendor, f"spatialite:///{file}", places, folder)
        for each in folder.glob(f"{name}.sqlite3*"):
            each.unlink()
        return
    given = url_of_postgis()
    _execute(given, f"CREATE DATABASE {name}")
    try:
        url = urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        yield Database(vendor, url, places, folder)
    finally:
        _execute(given, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(url: str, sql: str) -> None:
    import psycopg

    at = urlunsplit(urlsplit(url)._replace(scheme="postgresql"))
    with psycopg.connect(at, autocommit=True) as connection:
        connection.execute(sql)
