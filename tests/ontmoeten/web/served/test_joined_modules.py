"""The modules of a page in one file, for production; readable ones stay the source."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders

from ontmoeten.web.joined_modules import NotTaken, entries, imports_of, joined
from ontmoeten.web.storage import LEAFLET, read_at_once, with_modules_joined

NODE = shutil.which("node")
MODULES = {
    "js/page.js": (
        'import { twice, SIDE as side } from "./lib/numbers.js";\n'
        'import "./loud.js";\n'
        "console.log(twice(side));\n"
    ),
    "js/loud.js": 'import { twice } from "./lib/numbers.js";\nconsole.log(twice(1));\n',
    "js/lib/numbers.js": (
        'import { load } from "./load.js";\n'
        "export const SIDE = 4;\n"
        "const FACTOR = 2; // of its own\n"
        "export function twice(number) {\n  load();\n  return FACTOR * number;\n}\n"
    ),
    "js/lib/load.js": (
        "let loaded = 0;\n"
        "export async function later() {}\n"
        "export class Side {}\n"
        "export function load() {\n  loaded += 1;\n"
        "  console.log(`load ${loaded}`);\n}\n"
    ),
}


def text_of(path="js/page.js", **changed):
    return joined(path, {**MODULES, **changed}.__getitem__)


def test_what_no_other_imports_is_what_pages_ask():
    assert entries(MODULES) == ["js/page.js"]
    assert imports_of("js/page.js", MODULES["js/page.js"]) == [
        "js/lib/numbers.js",
        "js/loud.js",
    ]


def test_each_module_stands_in_it_once_before_who_imports_it():
    text = text_of()

    order = [line[3:] for line in text.splitlines() if line.startswith("// js/")]
    assert order == ["js/lib/load.js", "js/lib/numbers.js", "js/loud.js", "js/page.js"]
    assert "import" not in text
    assert "export" not in text


@pytest.mark.skipif(NODE is None, reason="there is no node here")
def test_it_does_what_the_modules_did_with_one_state_for_all(tmp_path):
    for path, text in MODULES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "joined.js").write_text(text_of())

    apart, together = (
        subprocess.run([NODE, tmp_path / name], capture_output=True, text=True)
        for name in ("js/page.js", "joined.js")
    )

    assert together.stdout == apart.stdout == "load 1\n2\nload 2\n8\n"


@pytest.mark.parametrize(
    "line",
    [
        'import all from "./lib/load.js";',
        'import * as all from "./lib/load.js";',
        "export default 1;",
        "export let changing = 1;",
        "await later();",
        "const found = await later();",
        'const found = () => import("./lib/load.js");',
        "console.log(import.meta.url);",
    ],
)
def test_what_is_written_in_another_way_is_refused_by_name(line):
    page = MODULES["js/page.js"] + line + "\n"

    with pytest.raises(NotTaken, match=r"js/page\.js"):
        text_of(**{"js/page.js": page})


def test_a_circle_is_refused():
    with pytest.raises(NotTaken, match="imports itself"):
        text_of(**{"js/lib/load.js": 'import "../page.js";\n'})


def test_every_page_of_ours_has_one_file():
    paths = {
        name: (storage, name)
        for finder in get_finders()
        for name, storage in finder.list([])
        if name.startswith("js/") and not getattr(storage, "prefix", None)
    }

    found = with_modules_joined(paths)

    pages = {
        part.partition("'")[0]
        for template in Path("templates").rglob("*.html")
        for part in template.read_text().split("""type="module" src="{% static '""")[1:]
    }
    assert pages <= set(found)
    for storage, name in found.values():
        with storage.open(name) as file:
            text = file.read().decode()
        assert "\nimport " not in text
        assert text.count(f"// {name}\n") == 1


def test_leaflet_is_served_so_that_it_is_compiled_while_it_comes():
    source = {
        path: (storage, path)
        for finder in get_finders()
        for path, storage in finder.list([])
    }
    with source[LEAFLET][0].open(LEAFLET) as file:
        as_shipped = file.read().decode()

    storage, name = with_modules_joined(source)[LEAFLET]
    with storage.open(name) as file:
        served = file.read().decode()

    assert '(this,(function(t){"use strict";' in served
    assert (
        served.replace("(this,(", "(this,").replace("}));\n//", "});\n//") == as_shipped
    )


def test_a_script_of_another_shape_is_served_as_it_is():
    assert read_at_once("let one = 1;\n") == "let one = 1;\n"
