"""Codes for phones."""

from common.web import qr


def test_a_page_may_carry_many_codes():
    one, other = qr.as_svg("een"), qr.as_svg("twee")

    assert one != other
    assert "<path" in one
    assert " id=" not in one + other
