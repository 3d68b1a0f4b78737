"""What a browser would send of the form on a page, whoever made the page."""

from html.parser import HTMLParser

UNSENT = {"submit", "button", "file", "image", "reset"}


class _Forms(HTMLParser):
    """Every form of a page: (name, value) of what is sent as it is shown."""

    def __init__(self):
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.radios: set[str] = set()
        self.is_inside = False
        self.text_of = self.select_of = self.option = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append([])
            self.is_inside = True
        elif not self.is_inside:
            return
        elif tag == "textarea":
            self.text_of, self.text = given["name"], ""
        elif tag == "select":
            self.select_of, self.is_many = given.get("name"), "multiple" in given
            self.chosen, self.first = [], None
        elif tag == "option":
            value = given.get("value", "")
            self.first = value if self.first is None else self.first
            self.chosen += [value] if "selected" in given else []
        elif tag == "input" and given.get("name"):
            self._input(given)

    def _input(self, given):
        kind = given.get("type", "text")
        if kind == "radio":
            self.radios.add(given["name"])
        if kind in UNSENT or (kind in {"radio", "checkbox"} and "checked" not in given):
            return
        self._add(given["name"], given.get("value", "on" if kind == "checkbox" else ""))

    def _add(self, name, value):
        self.forms[-1].append((name, value or ""))

    def handle_data(self, data):
        if self.text_of:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self.text_of:
            self._add(self.text_of, self.text.removeprefix("\n"))
            self.text_of = None
        elif tag == "select" and self.select_of:
            usual = [] if self.is_many or self.first is None else [self.first]
            for value in self.chosen or usual:
                self._add(self.select_of, value)
            self.select_of = None


def _read(answer) -> _Forms:
    reader = _Forms()
    reader.feed(answer.content.decode())
    return reader


def sent_of(answer, **changes) -> dict[str, list[str]]:
    """The form that knows its version, as it is shown but for these changes."""
    for form in _read(answer).forms:
        if any(name == "version" for name, _value in form):
            sent: dict[str, list[str]] = {}
            for name, value in form:
                sent.setdefault(name, []).append(value)
            return sent | changes
    raise AssertionError("no form with a version on this page")


def chosen_on(answer, **choices) -> dict:
    """What the page that asks sends: as chosen already, and these choices by field."""
    return sent_of(answer) | {f"choose.{name}": side for name, side in choices.items()}


def asked_on(answer) -> set[str]:
    """The fields that differ on the page that asks, chosen already or not."""
    radios = _read(answer).radios
    prefix = "choose."
    return {name.removeprefix(prefix) for name in radios if name.startswith(prefix)}
