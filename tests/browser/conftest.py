"""A real Chromium on a live server; on every page nothing may go wrong unseen."""

import copy
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate
from playwright.sync_api import expect

from common.protect.sealing.models import SealingKey
from places.models import MapVersion, Neighbourhood, Place
from tests.browser import static_files
from tests.browser.launch import FLAGS
from tests.kit.migrated import Image

BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser"]
WAIT = 10_000  # milliseconds
MADE_FIRST = (Place, Neighbourhood, get_user_model())
# axe copies style sheets to read them, which our policy forbids it, and looks for what
# they import beside the page.
NOISE_OF_AXE = (
    "Applying inline style violates",
    "Couldn't load preload assets",
    "Failed to load resource",
)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    # Debian's browser without windows takes half the time; Ubuntu has no such package.
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("There is no Chromium here; make setup installs it.", pytrace=False)
    return {"executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def collected(django_test_environment):
    """The static files as in production; without them no page is as people see it."""
    return static_files.folder()


@pytest.fixture(scope="session")
def _as_in_production(collected):
    """What the server of pytest-django serves static files with."""

    def served(application):
        return static_files.served(application, collected)

    with pytest.MonkeyPatch.context() as patch:
        name = "django.contrib.staticfiles.handlers.StaticFilesHandler"
        patch.setattr(name, served)
        yield


@pytest.fixture(scope="session")
def live_server(_as_in_production, live_server):
    return live_server


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session", autouse=True)
def _patience():
    expect.set_options(timeout=WAIT)


class Guard:
    """Hears of every request, console line and violation of one browser context."""

    def __init__(self, context, own: str):
        self.own = urlsplit(own).netloc
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.axe_is_at = ""  # the page that axe looks at
        context.on("request", self.heard_request)
        context.on("console", self.heard_console)
        context.on("weberror", lambda error: self.wrong.append(f"{error.error}"))

    def heard_request(self, request):
        address = urlsplit(request.url)
        self.asked.append(request.url)
        if address.netloc not in ("", self.own):
            self.wrong.append(f"asks another host: {request.url}")

    def heard_console(self, message):
        if message.type not in {"error", "warning"}:
            return
        if self._is_noise_of_axe(message):
            return
        if self._is_a_page_with_an_error_status(message):
            return
        self.wrong.append(f"console: {message.text} ({message.location['url']})")

    def _is_noise_of_axe(self, message):
        is_there = message.page is not None and message.page.url == self.axe_is_at
        return is_there and message.text.startswith(NOISE_OF_AXE)

    def _is_a_page_with_an_error_status(self, message):
        """Chromium complains of a 404 page itself; of its parts we want to hear."""
        refused = "the server responded with a status of" in message.text
        return refused and message.location["url"] == message.page.url


@pytest.fixture
def open_page(new_context, live_server):
    """Opens a page for a new visitor: `open_page("/plekken/", width=360)`. `own` is the
    address of another server than the tests' own.

    The test fails when the page asks another host, writes an error or a warning to
    the console, or breaks the Content-Security-Policy.
    """
    guards = []

    def opened(
        path, *, width=1280, height=900, dark=False, own=None, cookies=(), **options
    ):
        options.setdefault("color_scheme", "dark" if dark else "light")
        options.setdefault("reduced_motion", "reduce")
        context = new_context(
            viewport={"width": width, "height": height},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            **options,
        )
        context.set_default_timeout(WAIT)
        context.add_cookies([*cookies])
        guard = Guard(context, own or live_server.url)
        guards.append(guard)
        page = context.new_page()
        page.guard = guard
        page.goto(path)
        return page

    yield opened
    wrong = list(dict.fromkeys(line for guard in guards for line in guard.wrong))
    assert not wrong, "\n".join(["something went wrong in the browser", *wrong])


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, collected):
    """Photos and pictures of the map of one test, in a folder of that test."""
    cache.clear()
    settings.STORAGES = static_files.storages(collected)
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def no_hurry(monkeypatch):
    """A test fills in a form faster than anyone; here that is no sign of a program."""
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)


@pytest.fixture(scope="session")
def _built():
    """The town of today as it was built first: (town, database, keys, pictures)."""
    return {}


@pytest.fixture
def town(live_server, settings, request, _built):
    """A small town, for the server to show. It is built once and put back from then on;
    where a test made something before it, or stands still in time, it is built anew."""
    from tests.browser.town import build

    is_moved = "time_machine" in request.fixturenames
    if is_moved or any(model.objects.exists() for model in MADE_FIRST):
        return build()
    if (today := localdate()) not in _built:
        town, folder = build(), Path(settings.MEDIA_ROOT)
        pictures = {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        image, keys = Image(connection.connection), [*SealingKey.objects.all()]
        _built[today] = copy.deepcopy(town), image, keys, pictures
        return town
    town, database, keys, pictures = _built[today]
    database.restore(connection.connection)
    SealingKey.objects.bulk_create(keys)
    MapVersion.bump()  # this process remembers another map
    for name, content in pictures.items():
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return copy.deepcopy(town)


@pytest.fixture
def log_in(open_page, live_server):
    """Someone of the staff who came in before, in a browser of their own; how one comes
    in is for the tests of the second factor."""

    def logged_in(staff, **options):
        client = Client()
        client.force_login(staff)
        session = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.session.session_key,
            "url": live_server.url,
        }
        page = open_page("/beheer/", cookies=[session], **options)
        expect(page.get_by_role("heading", name="Wat wil je doen?")).to_be_visible()
        return page

    return logged_in
