"""Reads settings from the environment and `.env`, and refuses nonsense in words."""

import difflib
import re
from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

# What the scheme of EMAIL_URL means: (STARTTLS, TLS from the start, usual port).
MAIL_SCHEMES = {
    "smtp": (False, False, 25),
    "smtp+tls": (True, False, 587),
    "smtps": (False, True, 465),
}
# How long libpq waits: for a connection, and for a network that lost one (seconds, and
# milliseconds for what was sent and never received).
SOON_GIVEN_UP = {
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
YES = {"yes", "ja", "true", "on", "1"}
NO = {"no", "nee", "false", "off", "0"}


class Environment:
    """Every setting is asked for once, by name; what is asked for is what is known."""

    def __init__(self, env_file: Path):
        self.file = env_file
        self.env = environ.Env()
        self.known: set[str] = set()
        self.in_file: set[str] = set()
        if env_file.is_file():
            lines = env_file.read_text(encoding="utf-8").splitlines()
            names = (line.partition("=")[0].strip() for line in lines)
            self.in_file = {name for name in names if name and name[0] != "#"}
            environ.Env.read_env(env_file)

    def text(self, name: str, default: str | None = None, *, why: str = "") -> str:
        self.known.add(name)
        value = self.env.str(name, default="").strip() or default
        if value is None:
            raise ImproperlyConfigured(f"{name} is missing. {why}".strip())
        return value

    def yes_no(self, name: str, default: bool) -> bool:
        value = self.text(name, "yes" if default else "no").lower()
        if value not in YES | NO:
            raise ImproperlyConfigured(
                f"{name} is “{value}”; write yes or no (or leave it out)."
            )
        return value in YES

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal():
            raise ImproperlyConfigured(f"{name} is “{value}”; write a whole number.")
        return int(value)

    def names(self, name: str, default: str = "", **kwargs) -> list[str]:
        """A list, written with commas."""
        value = self.text(name, default, **kwargs)
        return [part.strip() for part in value.split(",") if part.strip()]

    def address(self, name: str) -> str:
        """An e-mail address, in small letters; empty when there is none."""
        value = self.text(name, "").lower()
        if value and not re.fullmatch(r"[^@\s,]+@[^@\s,]+\.[^@\s,.]+", value):
            raise ImproperlyConfigured(
                f"{name} is “{value}”; write one e-mail address, like a@example.nl."
            )
        return value

    def choice(self, name: str, choices: list[str], default: str) -> str:
        value = self.text(name, default)
        if value not in choices:
            known = ", ".join(filter(None, choices))
            raise ImproperlyConfigured(f"{name} is “{value}”; choose one of: {known}.")
        return value

    def secrets(self, name: str, default: str = "") -> list[str]:
        """Keys of 32 bytes in base64, with commas. Never says what stands there."""
        found = self.names(name, default)
        for text in found:
            try:
                is_right = len(b64decode(text, validate=True)) == 32
            except ValueError:
                is_right = False
            if not is_right:
                raise ImproperlyConfigured(
                    f"{name} holds something that is no key: write 32 random bytes in "
                    "base64, as “openssl rand -base64 32” gives them; of several, with "
                    "commas."
                )
        return found

    def key_store(self, name: str, default: str, base: Path) -> dict:
        """Django's description of the database of a postgres:// or sqlite:// URL, for
        rows whose going leaves nothing."""
        url = self.text(name, default)
        scheme = urlsplit(url).scheme
        if scheme not in {"postgres", "sqlite"}:
            raise ImproperlyConfigured(
                f"{name} begins with “{scheme}”; it must look like "
                "postgres://user:password@host:5432/keys or sqlite:///var/keys.sqlite3."
            )
        found = self._described(name, url)
        if scheme == "sqlite":
            self._file(found, base)
            # What is deleted is overwritten, and no journal keeps it (with WAL one
            # would, for a while).
            found["OPTIONS"] = {
                "init_command": "PRAGMA journal_mode=DELETE; PRAGMA secure_delete=ON;",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            }
        return found

    def database(self, name: str, default: str, base: Path) -> dict:
        """Django's description of the database of a postgis:// or spatialite:// URL."""
        url = self.text(name, default)
        scheme = urlsplit(url).scheme
        right = {
            "postgres": "postgis",
            "postgresql": "postgis",
            "psql": "postgis",
            "sqlite": "spatialite",
            "sqlite3": "spatialite",
        }
        if scheme in right:
            raise ImproperlyConfigured(
                f"{name} begins with {scheme}://, which knows no maps; "
                f"begin it with {right[scheme]}:// instead."
            )
        if scheme not in {"postgis", "spatialite"}:
            raise ImproperlyConfigured(
                f"{name} begins with “{scheme}”; it must look like "
                "postgis://user:password@host:5432/name or spatialite:///var/file.sqlite3."
            )
        found = self._described(name, url)
        if scheme == "spatialite":
            self._file(found, base)
            # Readers never wait for a writer, and a writer waits for its turn at
            # BEGIN instead of failing halfway.
            found["OPTIONS"] = {
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            }
        return found

    def _described(self, name, url):
        found = self.env.db_url_config(url)
        if not found["NAME"]:
            raise ImproperlyConfigured(
                f"{name} names no database after its last slash."
            )
        found["OPTIONS"] = SOON_GIVEN_UP | found.get("OPTIONS", {})
        # A new connection takes ten times as long as a tile of the map.
        found["CONN_MAX_AGE"] = 60
        found["CONN_HEALTH_CHECKS"] = True
        return found

    @staticmethod
    def _file(found, base):
        """A path from `base`, in a folder that is there."""
        found["NAME"] = str(base / found["NAME"])
        Path(found["NAME"]).parent.mkdir(parents=True, exist_ok=True)

    def mail(self, name: str, default: str) -> dict:
        """How mails go out: `console://` shows them, `off` keeps them waiting, smtp://
        (with STARTTLS smtp+tls://, with TLS smtps://) hands them to a server."""
        url = self.text(name, default)
        found = {"host": "", "port": 25, "user": "", "password": ""}
        found |= {"starttls": False, "tls": False}
        if url in {"console://", "off"}:
            shows = "django.core.mail.backends.console.EmailBackend"
            away = "common.mail.delivery.NoServer"
            return found | {"backend": shows if url != "off" else away}
        parts = urlsplit(url)
        try:
            starttls, tls, usual_port = MAIL_SCHEMES[parts.scheme]
            port = parts.port or usual_port
        except (KeyError, ValueError):
            parts = None
        if parts is None or not parts.hostname or parts.path.strip("/"):
            raise ImproperlyConfigured(
                f"{name} must look like smtp+tls://user:password@host:587, "
                "smtps://…:465, smtp://…:25, or be console:// or the word off."
            )
        return {
            "backend": "django.core.mail.backends.smtp.EmailBackend",
            "host": parts.hostname,
            "port": port,
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "starttls": starttls,
            "tls": tls,
        }

    def refuse_misspelt_names(self, environment) -> None:
        """Stop at a name in `.env` that means nothing, or one in the environment that
        is a letter or two away from one of ours."""
        for name in sorted(self.in_file - self.known):
            raise ImproperlyConfigured(
                f"{self.file.name} sets {name}, which is no setting of Ontmoeten."
                f"{self._meant(name)} docs/deploying.md lists them all."
            )
        for name in sorted(set(environment) - self.known):
            if difflib.get_close_matches(name, self.known, cutoff=0.93):
                raise ImproperlyConfigured(
                    f"The environment sets {name}, which is no setting of Ontmoeten."
                    f"{self._meant(name)}"
                )

    def _meant(self, name):
        near = difflib.get_close_matches(name, self.known, n=1, cutoff=0.6)
        return f" Did you mean {near[0]}?" if near else ""
