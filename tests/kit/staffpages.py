"""How tests go to the pages of staff and of organisations, and read them."""

import re

from django.test import Client
from django.urls import reverse

from initiatives.models import Activity, Initiative

ADMIN, MINE = "admin", "mijn"


def staff_page(entry, page="change", *more) -> str:
    if part_of := page == "change" and getattr(entry, "part_of", ""):
        whole = staff_page(getattr(entry, part_of)).removesuffix("change/")
        return f"{whole}groepen/{entry.pk}/"
    meta = entry._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_{page}"
    return reverse(name, args=[] if page == "changelist" else [entry.pk, *more])


def form_page(entry, where=ADMIN) -> str:
    """Where people edit it: in the administration, or under /mijn/."""
    if where == ADMIN:
        return staff_page(entry)
    kinds = {Activity: "activiteit", Initiative: "initiatief"}
    return f"/mijn/{kinds.get(type(entry), 'organisatie')}/{entry.pk}/"


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def save_as_shown(client, address, **sent):
    """Sends a page of staff as it was when they opened it, with its hidden version."""
    form = client.get(address).context["adminform"].form
    return client.post(address, {"version": form.initial.get("version", ""), **sent})


def text_of(answer) -> str:
    """The page in one line."""
    return " ".join(answer.content.decode().split())


def words_of(answer) -> str:
    """The same without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
