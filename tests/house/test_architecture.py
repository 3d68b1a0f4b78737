"""Where code may import from: apps one way, rooms in layers, no circle of files.

Imports inside functions count too. See "What is where" in the README.
"""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[2]
# Each app may import those below it, none that stands beside it.
BELOW = {
    "common": [],
    "themes": ["common"],
    "places": ["common", "themes"],
    "initiatives": ["common", "themes", "places"],
    "desks": ["common", "themes", "places", "initiatives"],
    "tours": ["common", "themes", "places", "initiatives"],
    "learning": ["common", "themes", "places", "initiatives"],
    "matching": ["common", "themes", "places", "initiatives"],
    "harvesting": ["common", "themes", "places", "initiatives"],
    "ontmoeten": [
        *("common", "themes", "places", "initiatives"),
        *("desks", "tours", "learning", "matching", "harvesting"),
    ],
}
# Within an app, from what knows no database to what answers a person. What has no
# layer here is a work package: between the models and the pages.
PURE, MODELS, WORK, PAGES = range(4)
LAYER = {
    "facts": PURE, "hours": PURE, "textindex": PURE, "slugs": PURE,
    "models": MODELS,
    "forms": PAGES, "pages": PAGES, "views": PAGES, "visitors": PAGES, "staff": PAGES,
    "admin": PAGES, "apps": PAGES, "urls": PAGES, "management": PAGES,
    "templatetags": PAGES,
}  # fmt: skip
LAYERED = [
    *("places", "initiatives", "themes"),
    *("desks", "tours", "learning", "matching", "harvesting"),
]
# Written by Django: their imports are those of the day on which they were made.
GENERATED = "migrations"


@cache
def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name; a package by its own."""
    found = {}
    for app in BELOW:
        for path in (ROOT / app).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if GENERATED not in parts:
                found[".".join(parts).removesuffix(".__init__")] = path
    return found


@cache
def imports() -> dict[str, dict[str, int]]:
    """For each module those of ours that it imports, with the line."""
    return {name: dict(_imported(path)) for name, path in modules().items()}


def _imported(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [each for each in inside if each in modules()] or [node.module]
        else:
            continue
        yield from ((name, node.lineno) for name in names if name in modules())


def said(name: str, other: str) -> str:
    path = modules()[name].relative_to(ROOT)
    return f"{path}:{imports()[name][other]} imports {other}"


def test_every_app_has_its_place():
    assert {*BELOW} == {*settings.APPS, "common"}


@pytest.mark.parametrize("app", BELOW)
def test_apps_import_one_way(app):
    allowed = {app, *BELOW[app]}
    wrong = [
        said(name, other)
        for name, others in imports().items()
        for other in others
        if name.split(".")[0] == app and other.split(".")[0] not in allowed
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("app", LAYERED)
def test_within_an_app_imports_go_down(app):
    def layer(name):
        parts = name.split(".")
        return LAYER.get(parts[1], WORK) if len(parts) > 1 else PURE

    wrong = [
        said(name, other)
        for name, others in imports().items()
        for other in others
        if name.split(".")[0] == other.split(".")[0] == app
        and layer(other) > layer(name)
    ]

    assert not wrong, "\n".join(wrong)


def test_no_files_import_each_other_in_a_circle():
    circles = [part for part in _strongly_connected(imports()) if len(part) > 1]

    assert not circles, "\n".join(" → ".join(part) for part in circles)


def _strongly_connected(edges) -> list[list[str]]:
    """Tarjan's algorithm: the sets of modules that reach each other."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(node):
        order[node] = low[node] = len(order)
        stack.append(node)
        for other in edges[node]:
            if other == node:
                continue
            if other not in order:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], order[other])
        if low[node] == order[node]:
            part = []
            while not part or part[-1] != node:
                part.append(stack.pop())
            found.append(sorted(part))

    for node in edges:
        if node not in order:
            visit(node)
    return found


def test_a_circle_would_be_seen():
    edges = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}

    assert ["a", "b", "c"] in _strongly_connected(edges)


def test_no_model_can_send_a_mail():
    """Mails go out from decisions with a name, never from `save()`."""
    wrong = [
        said(name, other)
        for name, others in imports().items()
        for other in others
        if ".models" in name
        and other in {"common.mail.sending", "common.mail.delivery"}
    ]

    assert not wrong, "\n".join(wrong)


def test_every_app_of_ours_has_its_place_in_the_direction():
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"common"}

    assert apps == set(BELOW)
