"""What people do on the site in one week, each with words that stand nowhere else."""

import re
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from common.moderation.reporting import reports
from common.moderation.states import Move
from initiatives.deciding import decisions
from initiatives.models import Activity, Initiative, Organisation, Proposal
from ontmoeten.accounts.roles import EDITOR
from places.deciding import decisions as place_decisions
from places.models import Place, PlaceReport
from tests.initiatives.views.mine.pages import change
from tests.kit.factories import (
    GROTE_MARKT,
    VALKENBERG,
    made,
    make_neighbourhood,
    make_place,
    make_place_photo,
    make_question,
    make_staff,
    square,
)
from tests.kit.letters import letters
from tests.kit.staffpages import as_, save_as_shown

TUESDAY = date(2026, 12, 1)
TIME = f"/agenda/koffie/{TUESDAY}"
CODE, MINE = "/inloggen/code/", "/mijn/"
# Who stays: she keeps the pages of an organisation.
STAYS = {
    "amira@stays.example", "Amira Stays", "076-5550002", "info@stays.example",
    "Kerkstraat Stays 1",
}  # fmt: skip
# All that ends, by what was done.
ENDS = {
    "registered": ["076-5550001"],
    "left": ["bo@left.example"],
    "invited": ["carla@invited.example"],
    "unconfirmed": ["dirk@unconfirmed.example", "Dirk Unconfirmed", "Dirks soep"],
    "began to log in": ["eva@began.example"],
    "signed up": ["fatima@comes.example", "Fatimacomes"],
    "never confirmed it": ["gijs@asked.example", "Gijsasked"],
    "asked at the door": ["hanna@door.example", "Hannadoor", "Een rode jasdoor"],
    "reported": ["ivo@report.example", "De bank van Ivoreport is stuk"],
    "got an answer": ["jan@answer.example", "De bank van Jananswer", "Dank Janreply"],
    "off the photo": ["kim@photo.example"],
    "called off": ["Leacalled is ziek"],
    "suggested a place": [
        "De tuin van Maxplace",
        "pia@suggested.example",
        "rik@suggested.example",
    ],
    "answered a question": ["sien@question.example", "De bank van Sienquestion"],
    "proposed": ["nour@proposed.example", "Nour Proposed", "De soep van Nourtext"],
    "worked here": ["otto@staff.example", "Otto Staff"],
}
ALL = [*STAYS, *(word for words in ENDS.values() for word in words)]


def send(client, path, **answers):
    """The form of a page, as somebody fills it in."""
    form = client.get(path).context["form"]
    hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    answer = client.post(path, {**hidden, **answers})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def mail_to(email):
    return [each for each in letters() if each.to == [email]][-1].body


def type_code(client, email):
    code = re.search(r"^(\d{4}-\d{4})$", mail_to(email), re.MULTILINE)[1]
    assert client.post(CODE, {"code": code, "next": MINE}).url == MINE


def link_to(email, word):
    return re.search(rf"http://[\w.:]+(/{word}/[^\s/]+/)", mail_to(email))[1]


def register(client, email, **answers):
    usual = {
        "org_name": "De Huiskamer", "what": "activity", "name": "Koffie",
        "description": "We drinken koffie.", "where": "De Linde", "repeat": "weekly",
        "first_on": f"{TUESDAY}", "starts_at": "10:00", "ends_at": "12:00",
    }  # fmt: skip
    send(client, "/organisaties/aanmelden/", **{**usual, "email": email, **answers})


def everything() -> None:
    """The whole week, on its first day."""
    moderator = make_staff(email="chef@gemeente.example")
    organise(moderator)
    take_part()
    report_and_suggest(moderator)
    work_here(moderator)


def organise(moderator) -> None:
    """An organisation comes on the site, changes, and takes in who leaves again."""
    amira = Client()
    register(
        amira, "amira@stays.example", your_name="Amira Stays", phone="076-5550001",
        address="Kerkstraat Stays 1",
    )  # fmt: skip
    type_code(amira, "amira@stays.example")
    club, coffee = Organisation.objects.get(), Activity.objects.get()
    for entry in (club, coffee):
        decisions.decide(entry, Move.PUBLISH, moderator)
    new = {"phone": "076-5550002", "public_email": "info@stays.example"}
    change(amira, f"/mijn/organisatie/{club.pk}/", **new)
    decisions.accept(Proposal.objects.get(), moderator)
    Organisation.objects.update(is_trusted=True, is_vetted=True)
    coffee.refresh_from_db()
    coffee.has_sign_up = coffee.waits_at_door = True
    made(coffee)

    people = f"/mijn/organisatie/{club.pk}/mensen/"
    for email in ("bo@left.example", "carla@invited.example"):
        amira.post(people, {"email": email, "role": "editor"})
    bo = Client()
    bo.post(link_to("bo@left.example", "uitnodiging"))
    bo.post(f"/mijn/organisatie/{club.pk}/vertrekken/")
    later = coffee.occurrences.order_by("rule_date")[1].rule_date
    page = f"/mijn/activiteit/{coffee.pk}/{later}/"
    seen = amira.get(page).context["seen"]
    amira.post(page, {"do": "cancel", "seen": seen, "reason": "Leacalled is ziek"})
    assert coffee.changes.filter(reason="Leacalled is ziek").exists()

    register(
        Client(), "dirk@unconfirmed.example", your_name="Dirk Unconfirmed",
        about="Dirks soep", org_name="Soepclub",
    )  # fmt: skip
    Client().post("/inloggen/", {"email": "eva@began.example"})
    nour = Client()
    send(
        nour, "/initiatieven/voorstellen/", name="Soep", where="Op de stoep",
        description="De soep van Nourtext", email="nour@proposed.example",
        your_name="Nour Proposed",
    )  # fmt: skip
    type_code(nour, "nour@proposed.example")
    soup = Initiative.objects.get()
    answer = {"criterion": "open", "answer": "Dit past hier niet."}
    decisions.decide(soup, Move.REFUSE, moderator, **answer)


def take_part() -> None:
    """Visitors sign up, and ask someone to wait at the door."""
    fatima = Client()
    email = "fatima@comes.example"
    send(fatima, f"{TIME}/aanmelden/", first_name="Fatimacomes", email=email)
    fatima.post(link_to(email, "aanmelding"), {"do": "confirm"})
    asked = {"first_name": "Gijsasked", "email": "gijs@asked.example"}
    send(Client(), f"{TIME}/aanmelden/", **asked)
    send(
        Client(), f"{TIME}/wacht-op-mij/", first_name="Hannadoor",
        text="Een rode jasdoor", email="hanna@door.example",
    )  # fmt: skip


def report_and_suggest(moderator) -> None:
    """Visitors report a place, suggest one, and ask a photo away."""
    make_neighbourhood(name="Valkenberg", boundary=square(GROTE_MARKT, 2000))
    bench = make_place(slug="bank", point=VALKENBERG)
    photo = make_place_photo(bench)
    for email, text in [
        ("ivo@report.example", "De bank van Ivoreport is stuk"),
        ("jan@answer.example", "De bank van Jananswer"),
    ]:
        said = {"reason": "other", "text": text, "email": email}
        send(Client(), "/plekken/bank/melden/", **said)
    jan = PlaceReport.objects.filter(email="jan@answer.example")
    reports.handle(jan, moderator, answer="Dank Janreply")
    removal = f"/plekken/bank/foto/{photo.pk}/sta-jij-hierop/"
    send(Client(), removal, email="kim@photo.example")
    send(
        Client(), "/plekken/voorstellen/", where="51.588700,4.775800",
        kind="bankje", name="Een tuin", about="De tuin van Maxplace",
        email="pia@suggested.example",
    )  # fmt: skip
    send(
        Client(), "/plekken/voorstellen/", where="51.591000,4.779000", kind="park",
        name="Nog een plek", email="rik@suggested.example",
    )  # fmt: skip
    make_question(slug="buiten")
    send(
        Client(), "/vragen/buiten/antwoord/", answer="De bank van Sienquestion",
        email="sien@question.example",
    )  # fmt: skip
    garden = Place.objects.get(name="Een tuin")
    place_decisions.refuse(garden, "Dit is van iemand zelf.", by=moderator)


def work_here(moderator) -> None:
    """A colleague comes, is written down in the administration, and goes."""
    chef = as_(moderator)
    new = {"email": "otto@staff.example", "name": "Otto Staff"}
    role = Group.objects.get(name=EDITOR)
    chef.post("/beheer/ontmoeten/user/add/", {**new, "groups": [role.pk]})
    otto = get_user_model().objects.get(email="otto@staff.example")
    edited = {**new, "is_staff": "", "is_active": ""}
    page = f"/beheer/ontmoeten/user/{otto.pk}/change/"
    assert save_as_shown(chef, page, **edited).url
