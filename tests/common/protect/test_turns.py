"""What costs much runs a few at a time; who comes too many hears when to come back."""

import threading

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import override_settings

from common.photos import files, pending_uploads
from common.protect import turns
from common.protect.turns import Busy, Turns
from places.importing.run.report import Unreadable
from places.importing.workbooks import as_table
from tests.kit.factories import make_place, make_staff
from tests.kit.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PATIENT = {"patience": 0, "retry_after": 7}
PATHS = ["/plekken/plekken.csv", "/plekken/plekken.geojson", "/plekken/plekken.xlsx"]


def test_no_more_run_at_once_than_may():
    turns_, most, running, lock = (
        Turns(2, patience=30, retry_after=1),
        0,
        0,
        (threading.Lock()),
    )
    all_here = threading.Barrier(6)

    def work():
        nonlocal most, running
        all_here.wait()
        with turns_.one():
            with lock:
                running += 1
                most = max(most, running)
            threading.Event().wait(0.01)
            with lock:
                running -= 1

    threads = [threading.Thread(target=work) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 2


def test_who_waits_too_long_hears_when_to_come_back():
    one = Turns(1, **PATIENT)

    with one.one(), pytest.raises(Busy) as busy, one.one():
        pass

    assert busy.value.retry_after == 7


def test_a_turn_ends_with_an_error_too():
    one = Turns(1, **PATIENT)
    with pytest.raises(ZeroDivisionError), one.one():
        1 / 0  # noqa: B018

    with one.one():
        pass


# --- Exports --------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_the_third_export_at_once_hears_when_to_come_back(client, path):
    make_place()
    reading = [client.get(path) for _number in range(2)]

    refused = client.get(path)

    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "60"
    assert "no-store" in refused.headers["Cache-Control"]
    assert "Probeer het" in refused.content.decode()
    b"".join(reading[0].streaming_content)
    assert client.get(path).status_code == 200


@pytest.fixture
def close():
    """Closes an answer as a server does; the database of the test stays open."""
    request_finished.disconnect(close_old_connections)
    yield lambda response: response.close()
    request_finished.connect(close_old_connections)


def test_an_export_that_is_broken_off_makes_room(client, close):
    for _number in range(4):
        response = client.get(PATHS[0])
        assert response.status_code == 200
        close(response)


def test_closing_twice_makes_room_once(client, close):
    first, _second = client.get(PATHS[0]), client.get(PATHS[0])
    close(first)
    close(first)

    third = client.get(PATHS[0])  # held: what nobody holds closes when it likes
    assert third.status_code == 200
    assert client.get(PATHS[0]).status_code == 503


def test_an_export_of_staff_takes_a_turn_too(client):
    client.force_login(make_staff())
    reading = [client.get(PATHS[0]) for _number in range(2)]

    assert client.get("/beheer/places/place/exporteren/csv/").status_code == 503
    assert len(reading) == 2


def test_what_is_no_export_is_never_busy(client):
    reading = [client.get(PATHS[0]) for _number in range(2)]

    assert client.get("/plekken/").status_code == 200
    assert len(reading) == 2


# --- Passwords ------------------------------------------------------------------------

OURS = override_settings(PASSWORD_HASHERS=["common.protect.turns.TakingTurns"])


@OURS
def test_a_password_takes_a_turn(monkeypatch):
    monkeypatch.setattr(turns, "HASHING", Turns(1, **PATIENT))
    stored = make_password("geheim")
    assert check_password("geheim", stored)

    with turns.HASHING.one(), pytest.raises(Busy):
        check_password("geheim", stored)


def test_a_password_of_before_still_opens():
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    ):
        stored = make_password("geheim")

    with OURS:
        assert check_password("geheim", stored)


@OURS
def test_who_logs_in_while_it_is_busy_gets_a_sentence(client, monkeypatch):
    staff = make_staff()
    monkeypatch.setattr(turns, "HASHING", Turns(1, **PATIENT))

    with turns.HASHING.one():
        page = client.post(
            "/beheer/login/", {"username": staff.email, "password": "geheim"}
        )

    assert page.status_code == 503
    assert page.headers["Retry-After"] == "7"


# --- Uploads --------------------------------------------------------------------------


def test_a_picture_takes_a_turn(monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(files, "DECODING", Turns(1, **PATIENT))

    with files.DECODING.one(), pytest.raises(Busy):
        pending_uploads.keep(picture())

    assert pending_uploads.find(pending_uploads.keep(picture()))


def test_a_form_with_a_photo_says_so_in_a_sentence(monkeypatch, settings, tmp_path):
    from django.test import RequestFactory

    from common.photos.forms import WithPhoto

    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(files, "DECODING", Turns(1, **PATIENT))
    form = WithPhoto.__new__(WithPhoto)
    form.request = RequestFactory().post("/")

    with files.DECODING.one(), pytest.raises(ValidationError) as error:
        form._put_aside(picture())

    assert "over een minuut" in error.value.messages[0]


def test_a_workbook_takes_a_turn(monkeypatch, tmp_path):
    one = Turns(1, **PATIENT)
    monkeypatch.setattr("places.importing.workbooks.UNPACKING", one)
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")

    with one.one(), pytest.raises(Unreadable, match="over een minuut"):
        as_table(path, path)
