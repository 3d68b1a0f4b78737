"""The sheet behind "More": every choice there is, with what is chosen now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.filters import NEAR

RADII = {
    "500": gettext_lazy("500 metres"),
    "1000": gettext_lazy("1 kilometre"),
    "2000": gettext_lazy("2 kilometres"),
    "5000": gettext_lazy("5 kilometres"),
}


@dataclass(frozen=True)
class Option:
    name: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """Some choices under one heading; `control` is radio or checkbox."""

    label: str
    control: str
    options: list[Option]
    errors: list[str]


def groups(filter_set) -> list[Group]:
    """The visible choices, in the order in which people ask for them."""
    found = [
        _group(filter_set, ["gratis"], "radio"),
        _group(filter_set, ["open", "mensen"], label=_("Now")),
        _group(filter_set, ["drempelvrij"]),
        _group(filter_set, ["voorziening"]),
        _group(filter_set, ["soort"]),
        _group(filter_set, ["thema"], "radio"),
    ]
    if filter_set.data.get("bij"):
        found.insert(1, _group(filter_set, ["straal"], "radio"))
    return found


def hidden(filter_set) -> list[tuple[str, str]]:
    """What was asked and the sheet has no control for; it is carried along."""
    known = _shown(filter_set)
    return [pair for pair in filter_set.asked if pair[0] not in known]


def other_errors(filter_set) -> list[tuple[str, list[str]]]:
    """(label, what is wrong) of what was asked and has no group in the sheet."""
    grouped = {
        "gratis",
        "open",
        "mensen",
        "drempelvrij",
        "voorziening",
        "soort",
        "thema",
    }
    if filter_set.data.get("bij"):
        grouped.add("straal")
    return [
        (str(filter_set.form.fields[name].label), errors)
        for name, errors in filter_set.errors.items()
        if name not in grouped
    ]


def _shown(filter_set) -> set[str]:
    """The parameters that the sheet itself has a control for; the rest it hides."""
    names = {"gratis", "drempelvrij", "voorziening", "soort", "thema", "mensen"}
    if filter_set.data.get("open", "nu") == "nu":
        names.add("open")
    if filter_set.data.get("straal", str(NEAR)) in RADII:
        names.add("straal")
    return names


def _group(filter_set, names, control="checkbox", label="") -> Group:
    fields = filter_set.form.fields
    options = [
        Option(name, value, text, value in _chosen(filter_set, name))
        for name in names
        if name in _shown(filter_set)
        for value, text in _answers(name, fields[name])
    ]
    errors = [str(error) for name in names for error in filter_set.errors.get(name, [])]
    return Group(label or str(fields[names[0]].label), control, options, errors)


def _answers(name, field):
    if name == "open":
        return [("nu", _("Open now"))]
    if name == "straal":
        return RADII.items()
    choices = [(str(value), str(text)) for value, text in field.choices]
    return [choice for choice in choices if choice[0] or name == "thema"]


def _chosen(filter_set, name) -> list[str]:
    given = filter_set.data.getlist(name)
    if name == "straal":
        return given or [str(NEAR)]
    return given or [""]
