"""Imports between the apps point one way; see "Dependency direction" in the README."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIB = "ontmoeten.lib"
MAY_IMPORT = {
    "ontmoeten/lib": set(),
    "themes": {LIB},
    "places": {LIB, "themes"},
    "initiatives": {LIB, "themes", "places"},
}
OURS = ("ontmoeten", "themes", "places", "initiatives", "tests")


def imported(module: Path):
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module, node.lineno
        elif isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_one_way(package):
    allowed = MAY_IMPORT[package] | {package.replace("/", ".")}
    wrong = [
        f"{module.relative_to(ROOT)}:{line} imports {name}"
        for module in (ROOT / package).rglob("*.py")
        for name, line in imported(module)
        if name.split(".")[0] in OURS
        and not any(name == one or name.startswith(f"{one}.") for one in allowed)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_package_of_ours_is_looked_at():
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")} - {"ontmoeten"}

    assert apps == set(MAY_IMPORT) - {"ontmoeten/lib"}
