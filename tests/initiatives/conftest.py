import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.kit.factories import make_organisation, make_user
from tests.kit.letters import letters


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    cache.clear()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def visitors(django_capture_on_commit_callbacks):
    """Makes visitors, each with cookies of their own; what follows a commit follows."""

    class Visitor(Client):
        def request(self, **request):
            with django_capture_on_commit_callbacks(execute=True):
                return super().request(**request)

    return Visitor


@pytest.fixture
def visitor(visitors):
    return visitors()


@pytest.fixture
def no_hurry(monkeypatch):
    """A test fills in a form faster than anyone; here that is no sign of a program."""
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)


@pytest.fixture
def logged_in(visitors):
    """A visitor who is this person."""

    def made(person):
        client = visitors()
        client.force_login(person)
        return client

    return made


@pytest.fixture
def amira():
    return make_user(email="amira@example.org")


@pytest.fixture
def club(amira):
    return make_organisation(name="De Huiskamer", owner=amira)


def code_in(message) -> str:
    return re.search(r"^(\d{4}-\d{4})$", message.body, re.MULTILINE)[1]


def last_mail():
    return letters()[-1]
