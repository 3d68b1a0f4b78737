"""What is sent twice is known by its words, but not when it is too large to read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from common.protect import once
from tests.kit.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Unread(dict):
    """The fields of a form that nobody may read."""

    def get(self, *_args):
        raise AssertionError("it was read")


def posted(user, size, fields):
    request = RequestFactory().post("/mijn/", CONTENT_LENGTH=str(size))
    request.user, request._post = user, fields
    request._files = {}
    return request


def test_a_request_above_the_limit_is_not_read_to_know_whether_it_came_before(settings):
    settings.IMPORT_MEGABYTES = 10

    assert once._key(posted(make_user(), 11_000_001, Unread())) is None


def test_one_below_it_is(settings):
    settings.IMPORT_MEGABYTES = 10

    with pytest.raises(AssertionError, match="it was read"):
        once._key(posted(make_user(), 10_999_999, Unread()))


def test_of_who_is_not_logged_in_nothing_is_read():
    assert once._key(posted(AnonymousUser(), 10, Unread())) is None
