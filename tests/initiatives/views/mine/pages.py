"""How tests go to the pages of an organisation, and send what is on them."""

from datetime import date

from django.forms import CheckboxInput

from common.kit.storing import store
from initiatives.models import Activity

MINE = "/mijn/"

FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)


def trust(club):
    club.is_trusted = True
    store(club)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def typed(form) -> dict:
    """What the browser would send of a form as it is shown."""
    sent = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, CheckboxInput):
            sent |= {bound.name: "on"} if value else {}
        elif isinstance(value, list | tuple):
            sent[bound.name] = [getattr(each, "pk", each) for each in value]
        elif value is None:
            continue
        else:
            shown = bound.field.widget.format_value(value)
            sent[bound.name] = "" if shown is None else shown
    return sent


def change(visitor, path, **changes):
    form = visitor.get(path).context["form"]
    return visitor.post(path, {**typed(form), **changes})


def change_from(visitor, path, day, **changes):
    """Change it from a day on; gives the page that says who hears of it, and what it
    led to when it was agreed to."""
    told = change(visitor, path, scope="vanaf", on=f"{day}", **changes)
    return told, agree(visitor, path, told)


def agree(visitor, path, told):
    """Press the button on the page that says who gets which mail."""
    sent: dict[str, list] = {}
    for name, value in told.context["carried"]:
        sent.setdefault(name, []).append(value)
    return visitor.post(path, {**sent, "who_hears": told.context["seen"]})


def path_of(entry) -> str:
    kinds = {"Activity": "activiteit", "Initiative": "initiatief"}
    return f"/mijn/{kinds.get(type(entry).__name__, 'organisatie')}/{entry.pk}/"


BASE = {
    "name": "Koffie",
    "description": "Samen koffie drinken.",
    "where": "Aan de kade",
    "first_on": "2026-12-01",
    "starts_at": "10:00",
    "ends_at": "12:00",
    "cost": "free",
}


def new(visitor, club, **said):
    answer = visitor.post(f"/mijn/organisatie/{club.pk}/activiteit/", BASE | said)
    assert answer.status_code == 302, answer.context["form"].errors
    return Activity.objects.latest("pk")


def pause(visitor, coffee, **said):
    return visitor.post(f"{path_of(coffee)}pauze-of-extra/", said, follow=True)
