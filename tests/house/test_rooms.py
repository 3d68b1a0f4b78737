"""No room is so full that nobody finds anything in it; and no template lies about."""

import re
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[2]
MOST = 12  # names in a folder
LONGEST = 400  # lines of a file
KINDS = {".py", ".js", ".mjs", ".css", ".html"}
# What Django, its packages and pytest look up by its name is no choice of ours.
DJANGO = {
    *("__init__", "__main__", "admin", "apps", "checks", "forms", "management"),
    *(
        "middleware",
        "migrations",
        "models",
        "settings",
        "templatetags",
        "urls",
        "views",
    ),
    *("wsgi", "manage", "conftest"),
}
LOOKED_UP = {
    "": DJANGO,
    "tests": DJANGO | {*settings.APPS},  # a room for each, as at the root
    "templates": {"400", "403", "403_csrf", "404", "429", "500", "account", "mfa"},
}
# Templates that a package asks for by a name of its own.
OF_PACKAGES = ("account/", "admin/", "mfa/", "429.html", "500.html")


@cache
def ours() -> list[Path]:
    """Our files, as git knows them or is about to: relative to the root."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    found = [Path(line) for line in done.stdout.splitlines()]
    return [
        path
        for path in found
        if (path.suffix in KINDS or path.parts[0] == "templates")
        and (ROOT / path).is_file()
    ]


def is_generated(path: Path) -> bool:
    return "migrations" in path.parts


def names() -> dict[Path, set[str]]:
    """What stands in each folder below the root: files by their name without its end,
    and folders."""
    found = defaultdict(set)
    for path in ours():
        if is_generated(path) or "management" in path.parts:
            continue
        for here, parent in zip([path, *path.parents], path.parents, strict=False):
            if parent != Path():
                found[parent].add(here.stem)
    return found


def test_no_folder_holds_more_names_than_one_looks_over():
    crowded = {
        str(folder): sorted(own)
        for folder, known in names().items()
        if len(own := known - LOOKED_UP.get(folder.parts[0], LOOKED_UP[""])) > MOST
    }
    assert not crowded


def test_no_file_is_longer_than_one_reads():
    lines = {
        str(path): len((ROOT / path).read_text().splitlines())
        for path in ours()
        if not is_generated(path)
    }
    assert len(lines) > 500
    assert not {path: count for path, count in lines.items() if count > LONGEST}


# --- Templates ----------------------------------------------------------------------

TEMPLATES = sorted(
    path.relative_to("templates").as_posix()
    for path in ours()
    if path.parts[0] == "templates"
)
QUOTED = re.compile(r"""(f?)["']([\w{}./-]+)["']""")


@cache
def asked() -> list[re.Pattern]:
    """The names of templates that code or another template asks for; where a part of
    the name is filled in later, any word fits it."""
    found = set()
    for path in ours():
        if path.suffix not in {".py", ".html", ".txt"} or path.parts[0] in {
            "tests",
            "benchmarks",
        }:
            continue
        for made, name in QUOTED.findall((ROOT / path).read_text()):
            if "/" in name or name.endswith((".html", ".txt")):
                parts = re.split(r"\{[^{}]*\}", name) if made else [name]
                found.add(r"\w+".join(map(re.escape, parts)))
    return [re.compile(each) for each in found]


def test_every_template_compiles():
    assert len(TEMPLATES) > 200
    for name in TEMPLATES:
        get_template(name)


def test_every_template_is_asked_for():
    """Those of `OF_PACKAGES` by a package, but for their own parts (`_…`)."""

    def is_asked_for(name):
        # Of a mail in plain text the subject and the message are asked for together.
        whole = {name, re.sub(r"_(subject|message)\.txt$", "", name)}
        return any(each.fullmatch(one) for each in asked() for one in whole)

    ours = [
        name
        for name in TEMPLATES
        if not name.startswith(OF_PACKAGES) or Path(name).name.startswith("_")
    ]
    assert not [name for name in ours if not is_asked_for(name)]


def test_every_template_that_is_asked_for_is_there():
    missing = []
    for path in ours():
        if path.suffix not in {".py", ".html"} or path.parts[0] in {
            "tests",
            "benchmarks",
        }:
            continue
        for made, name in QUOTED.findall((ROOT / path).read_text()):
            if not made and name.endswith(".html"):
                try:
                    get_template(name)
                except TemplateDoesNotExist:
                    missing.append(f"{path}: {name}")
    assert not missing
