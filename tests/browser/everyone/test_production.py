"""The site as it runs in production: hashed files, granian, no debug pages."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.map.test_map import wait_for_pins
from tests.browser.staff.test_second_factor import code_of
from tests.kit import migrated

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[3]
# What is typed one after another where it is installed, in one process.
PREPARE = """
import sys
import django
django.setup()
from django.core.management import call_command
for name, options in [
    ("migrate", {}),
    ("load_demo", {}),
    ("createsuperuser", {"interactive": False, "email": sys.argv[1]}),
]:
    call_command(name, verbosity=0, **options)
"""
STAFF, PASSWORD = "amira@example.org", "alleen voor deze test"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(url):
    """The answer to a GET, whatever its status."""
    try:
        return urllib.request.urlopen(url, timeout=10)
    except urllib.error.HTTPError as error:
        return error


def wait_until_ready(url, server, log):
    for _attempt in range(150):
        if server.poll() is None:
            try:
                with ask(f"{url}/gereed/") as answer:
                    if answer.status == 200:
                        return
            except OSError:
                pass
        time.sleep(0.1)
    pytest.fail(f"the server does not answer:\n{log.read_text()}")


def rename(database, table, name):
    """Behind the site's back, which keeps its connections."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA legacy_alter_table=ON")
        connection.execute(f"ALTER TABLE {table} RENAME TO {name}")


@pytest.fixture(scope="module")
def production(tmp_path_factory, django_db_blocker, collected):
    """The address of a server with the demonstration data and a database of its own,
    and that database's file."""
    folder = tmp_path_factory.mktemp("production")
    (folder / "static").symlink_to(collected)
    database = folder / "site.sqlite3"
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DEBUG", "TILE_SERVER"}
    env = {name: value for name, value in os.environ.items() if name not in ours}
    env |= {
        "DJANGO_SETTINGS_MODULE": "ontmoeten.settings",
        "ENV_FILE": str(folder / ".env"),
        "DATA_DIR": str(folder),
    }
    (folder / ".env").write_text(
        "DEBUG=no\n"
        "HTTPS=no\n"
        "ALLOWED_HOSTS=127.0.0.1\n"
        f"SECRET_KEY={'only for this test ' * 3}\n"
        "TILE_SERVER=off\n"
        f"DATABASE_URL=spatialite:///{database}\n"
    )
    env["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
    with django_db_blocker.unblock():
        shutil.copyfile(migrated.file(), database)
    subprocess.run(
        [sys.executable, "-c", PREPARE, STAFF],
        cwd=ROOT, env=env, check=True, timeout=480,
    )  # fmt: skip
    port, log = free_port(), folder / "granian.log"
    url = f"http://127.0.0.1:{port}"
    arguments = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    arguments += ["--blocking-threads", "8", "--access-log"]
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", *arguments, "ontmoeten.wsgi:application"],
            cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        wait_until_ready(url, server, log)
        yield url, database
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_the_list_and_its_map_work_on_hashed_files(open_page, production):
    url, _database = production
    page = open_page(f"{url}/plekken/", own=url)
    expect(page.locator(".place")).to_have_count(25)
    expect(page.locator(".map .pin").first).to_be_visible()
    expect(page.locator(".map .outline").first).to_be_attached()

    files = [asked for asked in page.guard.asked if asked.startswith(f"{url}/static/")]
    assert {Path(name).suffix for name in files} >= {".css", ".js", ".svg"}
    for name in files:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", name), f"no hash: {name}"
        with ask(name) as answer:
            kept = answer.headers["Cache-Control"]
        assert "immutable" in kept, f"{name}: {kept}"


@pytest.mark.parametrize(("path", "most"), [("/plekken/", 20), ("/", 12)])
def test_a_page_asks_few_files(open_page, production, path, most):
    """Pictures of the map aside. What a page asks later, when somebody presses
    something, is no part of it."""
    url, _database = production
    page = open_page(f"{url}{path}", own=url)
    if path == "/plekken/":
        expect(page.locator(".map .pin").first).to_be_visible()
    page.wait_for_load_state("networkidle")

    files = [each for each in page.guard.asked if "/kaartbeeld/" not in each]
    assert len(set(files)) <= most, sorted(set(files))


PICTURES = "/kaartbeeld/"  # of the map's background
OUTLINES = "/buurten/kaart.geojson"
AHEAD = "/plekken/kaart/"  # asked when nobody waits for it


@pytest.mark.parametrize(("path", "most"), [("/plekken/", 150_000), ("/", 90_000)])
def test_a_page_is_small_and_everything_in_it_compressed(
    open_page, production, path, most
):
    """On the wire, fonts and the boundaries of the drawn map included."""
    url, _database = production
    page = open_page("about:blank", own=url)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    addresses, received, packed = {}, {}, {}

    def heard(event):
        answer = event["response"]
        addresses[event["requestId"]] = answer["url"]
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        packed[answer["url"]] = headers.get("content-encoding")

    network.on("Network.responseReceived", heard)
    network.on(
        "Network.loadingFinished",
        lambda event: received.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(f"{url}{path}")
    if path == "/plekken/":
        wait_for_pins(page)
        expect(page.locator(".map .outline").first).to_be_attached()
    page.wait_for_load_state("networkidle")

    sizes = {
        addresses[number]: size
        for number, size in received.items()
        if PICTURES not in addresses[number] and AHEAD not in addresses[number]
    }
    assert len(sizes) >= 8
    assert any(OUTLINES in address for address in sizes) == (path == "/plekken/")
    assert sum(sizes.values()) <= most, sizes
    fonts = [address for address in sizes if address.endswith(".woff2")]
    assert len(fonts) == 2  # packed as they are
    large = {address for address in sizes if sizes[address] > 1_500}.difference(fonts)
    assert {packed[address] for address in large} == {"gzip", "br"}


SHIFTS = """new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries())
    if (!hadRecentInput) window.shifted = (window.shifted ?? 0) + value;
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", "/plekken/", "/agenda/"])
def test_next_to_nothing_moves_while_a_page_comes(open_page, production, path, width):
    url, _database = production
    page = open_page("about:blank", own=url)
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(f"{url}{path}")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.shifted ?? 0") <= 0.02


def test_staff_can_log_in_there_with_a_second_factor(open_page, production):
    url, _database = production
    page = open_page(f"{url}/beheer/", own=url)
    page.get_by_label("E-mailadres").fill(STAFF)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_label("De zes cijfers").fill(code_of(page.locator(".key").inner_text()))
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Naar het beheer").click()
    expect(page.get_by_role("heading", name="Wat wil je doen?")).to_be_visible()
    page.goto(f"{url}/beheer/places/place/add/")
    expect(page.locator(".staff-map .outline").first).to_be_attached()


def test_an_error_of_ours_tells_nothing_about_the_inside(open_page, production):
    url, database = production
    with ask(f"{url}/nergens/") as answer:
        assert answer.status == 404
        assert b"Deze pagina is er niet" in answer.read()

    rename(database, "places_mapversion", "elsewhere")
    try:
        with ask(f"{url}/plekken/") as answer:
            words = answer.read().decode()
        assert answer.status == 500
    finally:
        rename(database, "elsewhere", "places_mapversion")
    assert "Er ging iets mis" in words
    for inside in ["Traceback", "Exception", "DEBUG", "sqlite", str(ROOT)]:
        assert inside not in words


def written_to(path, words) -> str:
    """The text of a log, once these words are in it: it is written after the answer."""
    end = time.monotonic() + 30
    while words not in (text := path.read_text()) and time.monotonic() < end:
        time.sleep(0.05)
    assert words in text
    return text


def test_the_log_of_the_server_has_no_secret_and_no_question(production):
    url, database = production
    for path in [
        "/aanmelding/1.een-geheim/?x=vraag",
        "/en/uitnodiging/nog-een-geheim/",
    ]:
        with ask(f"{url}{path}") as answer:
            assert answer.status == 404

    with ask(f"{url}/plekken/?bij=51.589,4.775"):
        pass
    log = written_to(database.parent / "granian.log", "GET /plekken/ ")
    assert "GET /aanmelding/***/ " in log
    assert "Not Found: /en/uitnodiging/***/" in log
    assert not re.search("geheim|vraag|51.589", log)
