"""Our JavaScript as it is served in production: each page's module with all that it
imports in one file (a bundle), so that a phone asks one file instead of twenty.

No bundler that is kept installs without npm. Ours takes only the statements that our
own modules are written in, and refuses any other: `import { a, b as c } from "./x.js"`,
`import "./x.js"`, and `export` before a function, class or `const` (ECMAScript modules
without default exports, live bindings, cycles or top-level await).
"""

import posixpath
import re
from collections.abc import Callable

IMPORT = re.compile(
    r'^import (?:\{(?P<names>[^}]*)\} from )?"(?P<path>\.{1,2}/[^"]+)";\n', re.MULTILINE
)
EXPORT = re.compile(
    r"^export (?=(?:async )?function\*? (?P<function>[\w$]+)"
    r"|class (?P<class>[\w$]+)|const (?P<const>[\w$]+))",
    re.MULTILINE,
)
# What is left of these would mean something else inside a function, or nothing.
NOT_TAKEN = re.compile(
    r"^(?:import|export|await)\b|^[^\s/].*= await\b|\bimport(?:\.meta\b|\()", re.M
)


class NotTaken(ValueError):
    """A module is written in a way that this does not join."""


def joined(entry: str, read: Callable[[str], str]) -> str:
    """The text of a module with all it imports, each once and before who imports it.

    `read` gives the text of a module by its path, such as "js/lib/turns.js".
    """
    order: dict[str, str] = {}
    _add(entry, read, order, ())
    numbers = {path: number for number, path in enumerate(order)}
    return "".join(_part(path, order[path], numbers, entry) for path in order)


def imports_of(path: str, text: str) -> list[str]:
    folder = posixpath.dirname(path)
    return [
        posixpath.normpath(posixpath.join(folder, found["path"]))
        for found in IMPORT.finditer(text)
    ]


def entries(texts: dict[str, str]) -> list[str]:
    """Of these modules those that no other imports: what pages ask."""
    used = {each for path, text in texts.items() for each in imports_of(path, text)}
    return sorted(set(texts) - used)


def _add(path, read, order, above):
    if path in above:
        raise NotTaken(f"{path} imports itself, by {' and '.join(above)}")
    if path in order:
        return
    text = read(path)
    for each in imports_of(path, text):
        _add(each, read, order, (*above, path))
    order[path] = text


def _part(path, text, numbers, entry) -> str:
    """One module as a function that gives what it exports."""
    names = [found[found.lastgroup] for found in EXPORT.finditer(text)]
    folder = posixpath.dirname(path)

    def taken(found):
        if not found["names"]:
            return ""
        of = numbers[posixpath.normpath(posixpath.join(folder, found["path"]))]
        return f"const {{{found['names'].replace(' as ', ': ')}}} = m{of};\n"

    body = EXPORT.sub("", IMPORT.sub(taken, text))
    if wrong := NOT_TAKEN.search(body):
        line = body[wrong.start() :].partition("\n")[0]
        raise NotTaken(f"{path}: “{line}” is no statement that is joined")
    given = f"return {{ {', '.join(names)} }};\n" if path != entry else ""
    name = f"const m{numbers[path]} = " if path != entry else ""
    return f"// {path}\n{name}(() => {{\n{body}{given}}})();\n"
