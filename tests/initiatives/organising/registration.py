"""The form for registering an organisation, as people fill it in."""

from datetime import date

from tests.initiatives.conftest import code_in, last_mail

PATH, CODE, MINE = "/organisaties/aanmelden/", "/inloggen/code/", "/mijn/"

TUESDAY = date(2026, 12, 1)


def answers(visitor, **changes):
    """What someone fills in, in the form as it was just opened."""
    opened = visitor.get(PATH).context["form"].initial["opened"]
    usual = {
        "opened": opened,
        "org_name": "Stichting De Huiskamer",
        "email": "Amira@Example.org",
        "what": "activity",
        "name": "Koffie op dinsdag",
        "description": "We drinken koffie en praten bij.",
        "where": "Buurthuis De Linde, grote zaal",
        "first_on": f"{TUESDAY}",
        "starts_at": "10:00",
        "repeat": "weekly",
    }
    return {**usual, **changes}


def confirm(visitor):
    return visitor.post(CODE, {"code": code_in(last_mail()), "next": MINE})


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())
