"""Whatever stands in an address, the answer is a page: never an error of ours.

The addresses come from the URL configuration, and their parameters from what each of
them reads, what its links say and what its forms ask.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from urllib.parse import parse_qsl, quote, urlsplit
from uuid import UUID

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from places.models import Figure
from tests.kit import addresses, waiting
from tests.kit.factories import made, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long(30)]

LONG, CONTROL = "x" * 300, "%00%07%1b%0d%0a%e2%80%ae"
# What a parameter may hold, as it stands in the address.
NONSENSE = {
    "empty": "",
    "long": LONG,
    "control signs": CONTROL,
    "no letters": "%ff%fe",
    "brackets": "https://%5Bevil%5D/",
    "digits": "9" * 300,
}
ANSWERS = {200, 204, 301, 302, 304, 400, 403, 404, 405, 410}
HREF = re.compile(r'href="\?([^"#]*)')
INPUT = re.compile(r'<(?:input|select)[^>]* name="([^"]+)"')


def patterns(found=None, prefix="") -> Iterator[tuple[str, list]]:
    """The name of every address and those of its arguments; without a name of their
    own they are numbers."""
    for each in get_resolver().url_patterns if found is None else found:
        if isinstance(each, URLPattern):
            if each.name:
                named = list(each.pattern.converters or each.pattern.regex.groupindex)
                yield (
                    f"{prefix}{each.name}",
                    named or [*range(each.pattern.regex.groups)],
                )
        else:
            space = f"{each.namespace}:" if each.namespace else ""
            yield from patterns(each.url_patterns, prefix + space)


PATTERNS = dict(patterns())
MODELS = {
    f"{model._meta.app_label}_{model._meta.model_name}": model
    for model in admin.site._registry
}
MODELS["auth_user_password"] = get_user_model()
USUAL = {
    "day": addresses.TOMORROW, "app_label": "places", "kind": "plek", "slug": "bankje",
    "token": "onzin", "what": "foto", "url": "iets", "who": UUID(int=1),
}  # fmt: skip


def model_of(name: str):
    """What a page of the administration is about, if it is about a model."""
    known = name.removeprefix("admin:").removesuffix("_simple_history")
    return MODELS.get(known) or MODELS.get(known.rpartition("_")[0])


def an_id(name: str) -> int:
    """Of something that is there, where the page of staff is about one thing."""
    model = model_of(name)
    row = model and model._base_manager.order_by("pk").first()
    return row.pk if row else 1


def an_argument(name: str, argument) -> object:
    if argument == 1:  # of two, the second is a row of the history
        found = model_of(name).history.filter(id=an_id(name)).first()
        return found.pk if found else 1
    return USUAL.get(argument, an_id(name))


def arguments(name: str) -> dict:
    """Those of an address that is there, as far as anyone can tell."""
    known = addresses.EXAMPLES | addresses.OF_STAFF
    if name in known:
        return known[name]
    return {each: an_argument(name, each) for each in PATTERNS[name]}


def address(name: str) -> str:
    known = arguments(name)
    if 0 in known:
        return reverse(name, args=known.values())
    return reverse(name, kwargs=known)


@pytest.fixture(scope="module")
def content(for_all):
    addresses.build()
    waiting.build()
    figure = {"year": 2024, "source": "CBS", "value": 40, "code": "BU07580001"}
    made(Figure(name=Figure.Name.INHABITANTS, **figure))
    for model in MODELS.values():
        row = model._base_manager.order_by("pk").first()
        if row and hasattr(model, "history") and not row.history.exists():
            row.save()


@contextmanager
def noticed() -> Iterator[set[str]]:
    """The names of the parameters that are read meanwhile."""
    names: set[str] = set()

    def remember(method):
        def remembered(self, name, *rest):
            if isinstance(name, str):
                names.add(name)
            return method(self, name, *rest)

        return remembered

    with pytest.MonkeyPatch.context() as patch:
        for name in ("__getitem__", "get", "getlist", "__contains__"):
            method = getattr(QueryDict, name)
            patch.setattr(QueryDict, name, remember(method), raising=False)
        yield names


def parameters(answer, asked: set[str]) -> list[str]:
    """What an address reads, and what its page says that can be asked."""
    names = set(asked)
    page = "" if answer.streaming else answer.content.decode(errors="replace")
    for query in HREF.findall(page):
        pairs = parse_qsl(unescape(query), keep_blank_values=True)
        names |= {name for name, _value in pairs}
    names |= {unescape(name) for name in INPUT.findall(page)}
    return sorted(names - {"csrfmiddlewaretoken"})


def status(answer) -> int:
    """What is streamed is made too."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def wrong_with(client, path) -> list[str]:
    """The addresses that ended in an error: each parameter by itself, and all."""
    with noticed() as asked:
        answer = client.get(path)
    names = [quote(name) for name in parameters(answer, asked)]
    queries = []
    for value in NONSENSE.values():
        queries += [f"{name}={value}" for name in names[:1]]
        queries.append("&".join(f"{name}={value}" for name in names))
    if "/beheer/" not in path:
        queries += [f"{name}={value}" for name in names for value in ("", CONTROL)]
    queries.append("&".join(f"{name}=a&{name}=%2C" for name in names))
    wrong = [] if status(answer) in ANSWERS else [path]
    urls = [f"{path}?{query}" for query in dict.fromkeys(queries)]
    return wrong + [url[:200] for url in urls if status(client.get(url)) not in ANSWERS]


@pytest.mark.parametrize("name", PATTERNS)
def test_no_parameter_breaks_an_address(content, name):
    client = Client(raise_request_exception=False)
    if name.startswith("admin:") or name in addresses.OF_STAFF:
        client.force_login(make_staff())

    assert not wrong_with(client, address(name))


@pytest.mark.parametrize(
    "name", [name for name, found in PATTERNS.items() if found], ids=str
)
def test_no_part_of_a_path_breaks_an_address(content, name):
    client = Client(raise_request_exception=False)
    client.force_login(make_staff())
    whole, paths = address(name), {}
    for argument, value in arguments(name).items():
        for nonsense in (LONG, CONTROL, "9" * 30, "..%2F..%2Fetc%2Fpasswd", "%ff", "-"):
            for each in (f"/{quote(str(value))}/", f"/{quote(str(value))}"):
                path = whole.replace(each, each.replace(quote(str(value)), nonsense))
                paths[path] = f"{argument}: {urlsplit(path).path[:120]}"
    for path, where in paths.items():
        assert status(client.get(path)) in ANSWERS, where
