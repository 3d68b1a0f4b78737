"""The same thing sent twice is one, and the second answer leads where the first did.

The forms of visitors come from the tables of `test_safety`, which hold every address;
those of people of an organisation from tests/initiatives/views/addresses.py. What is
left out is named, with why.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from common.plain.models import HardWord
from common.protect import once
from common.protect.once import Sent
from common.protect.rate_limit import SendCount
from places.models import Neighbourhood, Place
from tests.initiatives.views import addresses as mine
from tests.initiatives.views.mine.pages import typed
from tests.kit.addresses import EXAMPLES, build
from tests.kit.factories import make_staff
from tests.ontmoeten.web import test_safety as known

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FATIMA = {"first_name": "Fatima", "email": "fatima@example.org"}
BY_MAIL = {"email": "fatima@example.org"}
OF_TOUR = {"name": "Langs het water", "about": "Veel banken."}
SOUP = {"name": "Soep", "description": "Samen soep.", "where": "De keuken"}
OF_COFFEE = {
    **SOUP, "org_name": "Muziek Maken", "what": "activity", "starts_at": "10:00",
    "first_on": "2030-01-08", "repeat": "weekly",
}  # fmt: skip
# What someone fills in, in the form as it was just opened.
SENT = {
    "places:report": {"reason": "gone"},
    "places:unsafe": {"reason": "unsafe"},
    "places:doubt": {"reden": "gone"},
    "places:photo-removal": BY_MAIL,
    "initiatives:photo-removal": BY_MAIL,
    "desks:photo-removal": BY_MAIL,
    "initiatives:sign-up": {**FATIMA, "first_name": "Noor", "email": "n@example.org"},
    "initiatives:wait-at-door": {**FATIMA, "text": "Ik draag een rode jas."},
    "initiatives:call-off": {"reason": "Ziek"},
    "initiatives:propose": {**SOUP, **BY_MAIL},
    "initiatives:register": {**OF_COFFEE, "email": "jo@muziek.example"},
    "tours:propose": OF_TOUR,
    "desks:make-appointment": FATIMA,
    "learning:contribute": {"answer": "Meer banken."},
    **{
        f"initiatives:{page}-{kind}": {"reason": reason}
        for page, reason in [("report", "gone"), ("unsafe", "unsafe")]
        for kind in ("activity", "initiative", "organisation")
    },
    **{
        f"initiatives:say-{kind}": {"zegt": "weg"}
        for kind in ("activity", "initiative", "organisation")
    },
}
CHANGES_ONE_ROW = "it says how one row is, not one more: twice is as good as once"
LEFT_OUT = {
    "account_signup": "the same page as initiatives:register",
    "places:suggest-near": "stores nothing",
    "plain": "stores nothing",
    "places:visited": "counts each time that a page is opened",
    "initiatives:visited": "counts each time that a page is opened",
    "initiatives:initiative-visited": "counts each time that a page is opened",
    "places:suggest": "in tests/places/visitors/suggesting/test_suggest.py",
    "places:answer": "one voice for each who answers, whatever they press",
    "places:confirm": CHANGES_ONE_ROW,
    "initiatives:my-sign-up": CHANGES_ONE_ROW,
    "initiatives:door-message": "the first answer counts: see `door.answer`",
    "initiatives:stop-reminders": CHANGES_ONE_ROW,
    "initiatives:stop-weekly": CHANGES_ONE_ROW,
    "initiatives:still-right-by-mail": CHANGES_ONE_ROW,
    "desks:my-day": CHANGES_ONE_ROW,
    "desks:my-face": CHANGES_ONE_ROW,
    "desks:appointment": CHANGES_ONE_ROW,
    "desks:stand-in": "the first who says yes is the one",
    "desks:lapse": CHANGES_ONE_ROW,
    "learning:done": CHANGES_ONE_ROW,
    "learning:door": "a number of people on a date: twice is as good as once",
    "learning:slip": "a code works once, and who sends it again reads so",
}


@pytest.fixture(scope="module")
def content(for_all):
    build()


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)


def rows() -> Counter:
    """How many there are of everything that is kept, mails too."""
    bookkeeping = {Sent, SendCount, apps.get_model("sessions", "Session")}
    found = {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model not in bookkeeping and model._meta.managed
    }
    return Counter(found)


def test_of_every_address_that_takes_something_it_is_said():
    taking = known.FORMS | known.ONE_TAP | known.ONLY_POST
    taking |= known.CHANGES_NOTHING | known.COUNTS

    assert taking == SENT.keys() | LEFT_OUT.keys()
    assert not SENT.keys() & LEFT_OUT.keys()


@pytest.mark.parametrize("name", SENT)
def test_what_a_visitor_sends_twice_is_one(content, client, name):
    path = reverse(name, kwargs=EXAMPLES[name])
    if name == "tours:propose":
        stops = Place.objects.order_by("pk").values_list("slug", flat=True)[:2]
        path += "?op=voet" + "".join(f"&s=plek.{slug}.20" for slug in stops)
    page = client.get(path).context
    form = page.get("form")
    sent = {**(typed(form) if form is not None else {}), **SENT[name]}
    sent["seen"] = page.get("seen", "")
    if "slot" in getattr(form, "fields", {}):
        sent["slot"] = next(iter(form.fields["slot"].slots))
    before = rows()

    first = client.post(path, sent)
    kept = rows()
    second = client.post(path, sent)

    assert first.status_code == 302, first.context["form"].errors
    assert kept != before
    assert rows() == kept
    assert second.status_code == 302
    assert second.url == first.url


# --- Who is logged in -----------------------------------------------------------------


@pytest.fixture(scope="module")
def town(for_all):
    return mine.build()


@pytest.fixture(autouse=True)
def _monday(time_machine, request):
    if "content" not in request.fixturenames:
        time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


def token_of(page) -> dict:
    """What makes this page another one than the next."""
    return {once.FIELD: page.context["csrf_token"]}


@pytest.mark.parametrize("name", sorted({*mine.FORMS, *mine.ACTIONS}))
def test_what_an_organiser_sends_twice_is_one(town, name):
    kwargs, sent = {**mine.FORMS, **mine.ACTIONS}[name](town)
    person = "resident" if "@resident" in name else "bram-owner"
    if name in {"leave", "is-mine@resident", "is-not-mine@resident"}:
        person = {"leave": "bram-editor"}.get(name, "resident")
    visitor = Client(raise_request_exception=True)
    visitor.force_login(town.people[person])
    sent = {**sent, **token_of(visitor.get("/mijn/"))}
    area = Neighbourhood.objects.first()  # of what other tests of this module need
    if area and name.startswith(("new-initiative", "edit-initiative")):
        sent["neighbourhood"] = area.pk
    path = reverse(mine.route_of(name), kwargs=kwargs)

    def send():
        for each in sent.values():
            if hasattr(each, "seek"):
                each.seek(0)
        return visitor.post(path, sent)

    first = send()
    kept = rows()
    second = send()

    assert first.status_code == 302
    assert second.status_code == 302
    assert second.url == first.url
    assert rows() == kept


# --- The middleware -------------------------------------------------------------------


@pytest.fixture
def staff(client):
    staff = make_staff()
    client.force_login(staff)
    return client


OF_WORD = {"words": "participatie", "better": "meedoen"}


@pytest.fixture
def add(staff):
    path = reverse("admin:ontmoeten_hardword_add")

    def sent(token, **changes):
        return staff.post(path, {**OF_WORD, **changes, once.FIELD: token})

    return sent


def words() -> int:
    return HardWord.objects.filter(**OF_WORD).count()


def test_what_staff_send_twice_is_one(add):
    HardWord.objects.all().delete()
    first, second = add("a"), add("a")

    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == first.url
    assert words() == 1


def test_the_next_page_may_send_the_same_again(staff):
    HardWord.objects.all().delete()
    path = reverse("admin:ontmoeten_hardword_add")
    one = staff.get(path).context["csrf_token"]
    other = staff.get(path).context["csrf_token"]

    assert f"{one}" != f"{other}"


def test_what_was_wrong_may_be_sent_again(add):
    assert add("a", words="").status_code == 200
    assert not Sent.objects.exists()
    assert add("a").status_code == 302


def test_what_broke_may_be_sent_again(staff, add, monkeypatch):
    HardWord.objects.all().delete()
    staff.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(HardWord, "save", lambda *_a, **_k: 1 / 0)
        assert add("a").status_code == 500

    assert add("a").status_code == 302
    assert words() == 1


def test_what_was_never_finished_is_done_after_a_while(add, time_machine):
    HardWord.objects.all().delete()
    add("a")
    HardWord.objects.all().delete()
    Sent.objects.update(goes_to="")  # as when the process was killed
    time_machine.shift(once.STUCK + timedelta(seconds=1))

    add("a")

    assert words() == 1


def test_who_waits_too_long_hears_that_it_is_being_done(add, monkeypatch):
    monkeypatch.setattr(once, "LONGEST_WAIT", 0)
    add("a")
    Sent.objects.update(goes_to="")

    assert add("a").status_code == 409


def test_nothing_of_it_says_what_was_sent_and_it_goes_after_an_hour(add, time_machine):
    add("a")
    assert "participatie" not in Sent.objects.get().key
    time_machine.shift(once.RETENTION + timedelta(seconds=1))

    assert once.forget_old() == 1
