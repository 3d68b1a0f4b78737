"""Public pages go out compressed; what holds a token does not."""

import gzip

import pytest

from tests.kit.factories import make_place, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PACKED = {"accept-encoding": "gzip, br"}


def test_a_public_page_goes_out_compressed_to_who_can_read_that(client):
    make_place()
    plain, packed = client.get("/plekken/"), client.get("/plekken/", headers=PACKED)

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3
    assert "Content-Encoding" not in plain
    assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"


def test_an_unchanged_page_is_still_not_sent_twice(client):
    first = client.get("/privacy/", headers=PACKED)
    again = client.get("/privacy/", headers={**PACKED, "if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/plekken/voorstellen/", "/beheer/login/"])
def test_a_page_with_a_token_goes_out_as_it_is(client, path):
    assert "Content-Encoding" not in client.get(path, headers=PACKED)


def test_a_page_of_staff_goes_out_as_it_is(client):
    client.force_login(make_staff())

    assert "Content-Encoding" not in client.get("/beheer/", headers=PACKED)
