"""What a newcomer reads first is short, and names nothing that is not there."""

import ast
import os
import re
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[3]
README = ROOT / "README.md"
GLOSSARY = ROOT / "docs" / "glossary.md"
PAGES = sorted([README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
MOST = 6_000  # characters of the README
NOT_OURS = {".git", ".venv", "var", "node_modules", "__pycache__"}
ENDS = (".css", ".html", ".js", ".md", ".po", ".py", ".svg", ".toml", ".txt", "/")
CODE = re.compile(r"`([^`\s]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
FENCED = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
CLASS = re.compile(r"[A-Z][a-z]+[A-Za-z]*")
MADE_LATER = set((ROOT / ".gitignore").read_text().split())


def name(page):
    return page.relative_to(ROOT).as_posix()


@cache
def everything() -> tuple[str, ...]:
    """All files and folders of ours, as "/a/b.py" and "/a/"."""
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [each for each in folders if each not in NOT_OURS]
        here = f"/{Path(folder).relative_to(ROOT).as_posix()}/".replace("/./", "/")
        found += [here, *(f"{here}{file}" for file in files)]
    return tuple(found)


def named(text):
    """The paths of ours in a text: whole ones, or the end of one."""
    for word in CODE.findall(FENCED.sub("", text)):
        is_path = word.endswith(ENDS) and re.fullmatch(r"\w[\w./-]*", word)
        if is_path and word not in MADE_LATER:
            yield word


def tables(page):
    """The rows of the tables of a page, as lists of cells."""
    for line in page.read_text().splitlines():
        if line.startswith("|") and not line.startswith("|--"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def test_the_readme_is_read_in_some_minutes():
    assert len(README.read_text()) <= MOST


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_every_path_that_a_page_names_is_there(document):
    missing = [
        path
        for path in named(document.read_text())
        if not any(each.endswith(f"/{path}") for each in everything())
    ]
    assert not missing


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_every_link_to_a_file_leads_somewhere(document):
    links = [first or second for first, second in LINK.findall(document.read_text())]
    dead = [
        link
        for link in links
        if "://" not in link and not (document.parent / link.partition("#")[0]).exists()
    ]
    assert not dead


def test_each_room_of_the_readme_lies_in_its_app():
    rooms = [
        (app[0], room)
        for row in tables(README)
        if len(row) == 3 and (app := CODE.findall(row[0]))
        for room in CODE.findall(row[2])
    ]
    assert len(rooms) > 20
    missing = [
        f"{app}{room}" for app, room in rooms if not (ROOT / app / room).is_dir()
    ]
    assert not missing


def test_a_dutch_word_stands_in_the_glossary_once():
    words = [
        word.strip("“” ").casefold()
        for row in tables(GLOSSARY)
        if row[0] and not row[0].startswith("Dutch")
        for word in row[0].split(",")
    ]
    assert len(words) > 40
    assert not [word for word in set(words) if words.count(word) > 1]


def test_every_class_of_the_glossary_is_there():
    known = {
        node.name
        for path in everything()
        if path.endswith(".py") and not path.startswith("/tests/")
        for node in ast.walk(ast.parse((ROOT / path[1:]).read_text()))
        if isinstance(node, ast.ClassDef)
    }
    told = {
        word
        for row in tables(GLOSSARY)
        for word in CODE.findall(row[1])
        if CLASS.fullmatch(word)
    }
    assert len(told) > 30
    assert not told - known


def test_every_decision_has_a_number_and_stands_in_the_list():
    folder = ROOT / "docs" / "decisions"
    pages = sorted(
        page.name for page in folder.glob("*.md") if page.name != "README.md"
    )
    listed = [link for link, _src in LINK.findall((folder / "README.md").read_text())]

    assert listed == pages
    assert [page[:4] for page in pages] == [
        f"{number:04}" for number in range(1, len(pages) + 1)
    ]
    for number, page in enumerate(pages, start=1):
        assert (folder / page).read_text().startswith(f"# {number}. "), page


def test_every_setting_of_the_environment_is_told_to_who_runs_it():
    read = re.compile(r"\benv\.[a-z_]+\(\s*\"([A-Z][A-Z_]+)\"")
    names = {
        name
        for path in (ROOT / "ontmoeten").glob("*.py")
        for name in read.findall(path.read_text())
    }
    told = "".join(page.read_text() for page in PAGES)
    assert len(names) > 40
    assert not [name for name in sorted(names) if f"`{name}" not in told]
