"""Which page of a long list an address asks for."""

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory

from common.web.page_number import NoSuchPage, page_of


def asked(number=None):
    query = {} if number is None else {"pagina": number}
    return page_of(Paginator(range(60), 25), RequestFactory().get("/", query))


@pytest.mark.parametrize(("number", "page"), [(None, 1), ("", 1), ("1", 1), ("03", 3)])
def test_a_page_that_is_there_is_given(number, page):
    assert asked(number).number == page


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "1.0", "²", "٣", "9" * 5000])
def test_anything_else_is_no_page_and_says_what_was_asked(number):
    with pytest.raises(NoSuchPage, match="^" + number.replace(".", r"\.") + "$"):
        asked(number)
