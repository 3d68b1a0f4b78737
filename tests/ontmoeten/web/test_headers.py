"""What each answer says to the browser beside its page, and to who looks for holes."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROOT = Path(__file__).resolve().parents[3]
SECURITY = "/.well-known/security.txt"
NAMES = """
import django; django.setup()
from django.conf import settings
from ontmoeten.web.storage import MessagesInCookie
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME,
      MessagesInCookie.cookie_name)
"""


@pytest.mark.parametrize("path", ["/", "/plekken/kaart/12/2102/1362.json", "/weg/"])
def test_no_other_site_takes_our_pages_into_its_own(client, path):
    headers = client.get(path).headers

    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/plekken/plekken.geojson", "/plekken/plekken.csv"])
def test_an_export_is_for_every_program(client, path):
    headers = client.get(path).headers

    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_page_may_ask_where_someone_is_and_nothing_else(client):
    policy = client.get("/").headers["Permissions-Policy"]

    assert "geolocation=(self)" in policy
    assert "camera=()" in policy
    assert "microphone=()" in policy


def test_who_finds_a_hole_reads_where_to_tell(client, settings):
    settings.SECURITY_CONTACT = "mailto:veilig@example.nl"
    settings.SITE_URL = "https://ontmoeten.example.nl"

    answer = client.get(SECURITY)

    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "mailto:veilig@example.nl"
    assert lines["Canonical"] == f"https://ontmoeten.example.nl{SECURITY}"
    ends = datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert timedelta(days=180) < ends < timedelta(days=366)
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_without_an_address_there_is_no_such_file(client, settings):
    settings.SECURITY_CONTACT = ""

    assert client.get(SECURITY).status_code == 404


@pytest.mark.parametrize(("https", "prefix"), [("yes", "__Host-"), ("no", "")])
def test_over_https_a_cookie_is_of_this_host_alone(tmp_path, https, prefix):
    (tmp_path / ".env").write_text(
        f"SECRET_KEY={'for this test ' * 5}\nALLOWED_HOSTS=example.nl\nHTTPS={https}\n"
    )
    ours = {"DEBUG": "no", "ENV_FILE": str(tmp_path / ".env")}
    ours |= {"DJANGO_SETTINGS_MODULE": "ontmoeten.settings"}
    done = subprocess.run(
        [sys.executable, "-c", NAMES],
        cwd=ROOT, env=os.environ | ours, check=True, capture_output=True, text=True,
    )  # fmt: skip

    assert done.stdout.split() == [
        f"{prefix}{name}" for name in ("sessionid", "csrftoken", "messages")
    ]
