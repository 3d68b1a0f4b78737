"""Parts of addresses (path converters)."""

from django.urls import converters, register_converter


class NumberConverter(converters.IntConverter):
    """`<number:pk>`: a whole number that both databases can hold; what is longer is no
    address. Django's own `int` lets through what neither database can be asked."""

    regex = "[0-9]{1,18}"


class SecretConverter(converters.StringConverter):
    """`<secret:token>`: who has it may do something, so it is written down nowhere; see
    `common.web.log`."""


def register() -> None:
    """Before any address is made."""
    register_converter(NumberConverter, "number")
    register_converter(SecretConverter, "secret")
