"""The table in docs/data.md of what the grammar has and we refuse is true."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from places.hours import problem_with

ROOT = Path(__file__).parents[3]
ROW = re.compile(r"\| `(?P<example>[^`]+)` \| (?P<says>[^|]+) \| [^|]+ \|")
TABLE = (
    (ROOT / "docs" / "data.md")
    .read_text(encoding="utf-8")
    .partition("## What of `opening_hours` is not understood")[2]
)
ROWS = ROW.findall(TABLE.partition("\n## ")[0])


@pytest.mark.parametrize(("example", "says"), ROWS)
def test_what_the_documentation_says_is_refused_is_refused_so(example, says):
    with translation.override("en"):
        assert says in problem_with(example.replace("¦", "|"))


def reasons() -> set[str]:
    """The longest part without a value of each sentence that refuses something."""
    found = set()
    for name in ["grammar", "days", "tokens"]:
        path = ROOT / "places" / "hours" / f"{name}.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                text = node.args[0].args[0].value
                found.add(max(re.split(r"%\(\w+\)s|[“”]", text), key=len).strip())
    return found


def test_every_reason_of_the_reader_stands_in_the_documentation():
    said = " ".join(says for _example, says in ROWS)

    assert len(reasons()) == 21
    assert {each for each in reasons() if each not in said} == set()
