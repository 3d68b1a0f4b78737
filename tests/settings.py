"""The product's settings with an environment of the tests' own: no .env, no network."""

import os
import tempfile
from pathlib import Path

DATA = Path(tempfile.mkdtemp(prefix="ontmoeten-tests-"))
os.environ.update(
    ENV_FILE=str(DATA / "no.env"),
    DEBUG="yes",
    TILE_SERVER="off",
    ADDRESS_SERVER="off",
    DATA_DIR=str(DATA),
    MUNICIPALITY="GM0758",
)
os.environ.setdefault("DATABASE_URL", f"spatialite:///{DATA / 'unused.sqlite3'}")

from ontmoeten.settings import *  # noqa: E402, F403
from ontmoeten.settings import DATABASES  # noqa: E402

DEBUG = False
(DATA / "static").mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "sqlite" in str(DATABASES["default"]["NAME"]):
    # A file, as in production: two connections see each other's work.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
# One table: its migration is a matter of tests/common/protect/sealing.
DATABASES["keys"]["TEST"] = {"NAME": str(DATA / "test-keys.sqlite3"), "MIGRATE": False}
