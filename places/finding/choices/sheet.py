"""The sheet behind "More": every choice there is, with what is chosen now."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from places.finding.shared_filters import NEAR

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


# The visible choices, in the order in which people ask for them.
Layout = list[tuple[tuple[str, ...], str, str]]  # names, control, label
LAYOUT: Layout = [
    (("gratis",), "radio", ""),
    (("open", "mensen"), "checkbox", gettext_lazy("Now")),
    (("drempelvrij",), "checkbox", ""),
    (("voorziening",), "checkbox", ""),
    (("soort",), "checkbox", ""),
    (("thema",), "radio", ""),
]
RADIUS = (("straal",), "radio", "")


def groups(filter_set, layout: Layout = LAYOUT) -> list[Group]:
    """What there is to choose, under its headings."""
    first, *rest = layout
    near = [RADIUS] if filter_set.data.get("bij") else []
    return [_group(filter_set, *each) for each in [first, *near, *rest]]


def hidden(filter_set, layout: Layout = LAYOUT) -> list[tuple[str, str]]:
    """What was asked and the sheet has no control for; it is carried along."""
    known = {name for name in _names(filter_set, layout) if _is_shown(filter_set, name)}
    return [pair for pair in filter_set.asked if pair[0] not in known]


def other_errors(filter_set, layout: Layout = LAYOUT) -> list[tuple[str, list[str]]]:
    """(label, what is wrong) of what was asked and has no group in the sheet."""
    grouped = _names(filter_set, layout)
    return [
        (str(filter_set.form.fields[name].label), errors)
        for name, errors in filter_set.errors.items()
        if name not in grouped
    ]


def _names(filter_set, layout) -> set[str]:
    names = {name for names, _control, _label in layout for name in names}
    return names | {"straal"} if filter_set.data.get("bij") else names


def _is_shown(filter_set, name) -> bool:
    """Whether a control of the sheet can say what was asked."""
    if name == "open":
        return filter_set.data.get("open", "nu") == "nu"
    if name == "straal":
        return filter_set.data.get("straal", str(NEAR)) in RADII
    return True


def _group(filter_set, names, control="checkbox", label="") -> Group:
    fields = filter_set.form.fields
    options = [
        Option(name, value, text, value in _chosen(filter_set, name))
        for name in names
        if _is_shown(filter_set, name)
        for value, text in _answers(name, fields[name])
    ]
    errors = [str(error) for name in names for error in filter_set.errors.get(name, [])]
    return Group(label or str(fields[names[0]].label), control, options, errors)


def _answers(name, field):
    if name == "open":
        return [("nu", gettext("Open now"))]
    if name == "straal":
        return RADII.items()
    choices = [(str(value), str(text)) for value, text in field.choices]
    return [choice for choice in choices if choice[0] or name == "thema"]


def _chosen(filter_set, name) -> list[str]:
    given = filter_set.data.getlist(name)
    if name == "straal":
        return given or [str(NEAR)]
    return given or [""]
