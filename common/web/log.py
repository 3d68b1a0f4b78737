"""What is logged of an address: never a secret in its path (a bearer token, by which
its owner may do something), nor what was asked behind a question mark."""

import logging
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from django.apps import apps
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RoutePattern

from common.web.converters import SecretConverter

HIDDEN = "***"
SLASH = "(?:/|%2[Ff])"
# Until the end of this part of the path, also of an address inside another.
PART = r"(?:(?!%2[Ff])[^/\s\"'<>?&#])+"
# Letters, digits and "-._~" may be written as %XX, and mean the same.
SPELT = re.compile(r"%(2[DdEe]|3\d|4[1-9A-Fa-f]|5[\dAaFf]|6[1-9A-Fa-f]|7[\dAaEe])")
QUERY = re.compile(
    r"(\b(?:GET|HEAD|POST|OPTIONS|PUT|PATCH|DELETE) [^\s\"?]*)\?[^\s\"]*"
)


def secret_routes() -> Iterator[tuple[str, str]]:
    """The name of each address with a secret in it, and its route up to there:
    "uitnodiging/"."""
    for route, space, pattern in _routes(get_resolver().url_patterns):
        for name, converter in pattern.pattern.converters.items():
            if isinstance(converter, SecretConverter):
                yield f"{space}{pattern.name}", route.partition(f"<secret:{name}>")[0]


def _routes(patterns, before="", space=""):
    for each in patterns:
        # The part for the language is written by itself; the rest is found behind it.
        own = each.pattern._route if isinstance(each.pattern, RoutePattern) else ""
        if isinstance(each, URLPattern):
            yield before + own, space, each
        else:
            inner = f"{each.namespace}:" if each.namespace else space
            yield from _routes(each.url_patterns, before + own, inner)


@cache
def _secrets() -> re.Pattern:
    routes = sorted({route for _name, route in secret_routes()})
    ways = [SLASH.join(map(re.escape, route.split("/"))) for route in routes]
    return re.compile(f"({SLASH}(?:{'|'.join(ways)})){PART}")


def without_secrets(text: str) -> str:
    text = SPELT.sub(lambda found: unquote(found[0]), QUERY.sub(r"\1", text))
    return _secrets().sub(rf"\1{HIDDEN}", text) if apps.ready else text


class Formatter(logging.Formatter):
    """Writes a line, with its traceback, as it may be kept."""

    def format(self, record):
        return without_secrets(super().format(record))


def settings(level: str) -> dict:
    """LOGGING of Django, for what is as bad as `level` says. `django.server` and
    `granian.access` write a line for each request, while developing and in production:
    with our handler instead of theirs, which would write the whole address."""
    ours = f"{__name__}.{Formatter.__name__}"
    as_it_is = {"handlers": ["access"], "level": "INFO", "propagate": False}
    plain = {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    stream = "logging.StreamHandler"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"()": ours, **plain},
            "access": {"()": ours, "format": "%(message)s"},
        },
        "handlers": {
            "console": {"class": stream, "formatter": "plain"},
            "access": {"class": stream, "formatter": "access"},
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "fido2": {"level": "WARNING"},  # it would tell which passkey it was
            "fontTools": {"level": "WARNING"},  # it names every glyph it keeps
            "django.server": as_it_is,
            "granian.access": as_it_is,
        },
    }
