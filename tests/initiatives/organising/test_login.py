"""Logging in by a code in the mail."""

import pytest
from django.contrib.auth import get_user_model

from tests.initiatives.conftest import code_in, last_mail
from tests.kit.factories import make_organisation, make_staff, make_user
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LOGIN, CODE, OUT, MINE = (
    "/inloggen/",
    "/inloggen/code/",
    "/inloggen/uitloggen/",
    "/mijn/",
)


@pytest.fixture
def amira():
    return make_user(email="amira@example.org", name="Amira")


def ask(visitor, email="amira@example.org", **more):
    return visitor.post(LOGIN, {"email": email, **more})


def is_in(visitor) -> bool:
    return visitor.get(MINE).status_code == 200


def test_who_types_the_code_of_the_mail_is_in(visitor, amira):
    answer = ask(visitor)

    assert (answer.status_code, answer.url) == (302, CODE)
    assert last_mail().to == ["amira@example.org"]
    assert visitor.get(CODE).status_code == 200
    answer = visitor.post(CODE, {"code": code_in(last_mail())})
    assert (answer.status_code, answer.url) == (302, MINE)
    assert is_in(visitor)


def test_the_address_may_be_typed_in_capitals_and_the_code_without_its_dash(
    visitor, amira
):
    ask(visitor, "Amira@Example.ORG")

    code = code_in(last_mail()).replace("-", " ")
    assert visitor.post(CODE, {"code": code}).url == MINE


def test_who_came_from_a_page_goes_back_there_and_nowhere_else(visitor, amira):
    there = "/organisaties/aanmelden/"
    ask(visitor, next=there)
    answer = visitor.post(CODE, {"code": code_in(last_mail()), "next": there})
    assert answer.url == there

    visitor.post(OUT)
    ask(visitor)
    away = {"code": code_in(last_mail()), "next": "https://example.com/"}
    assert visitor.post(CODE, away).url == MINE


def test_a_page_of_ones_own_asks_to_log_in_first(visitor):
    answer = visitor.get(MINE)

    assert answer.url == f"{LOGIN}?next={MINE}"


def test_nobody_learns_whether_an_address_has_an_account(visitors, amira):
    known, unknown = visitors(), visitors()
    answers = [ask(known), ask(unknown, "iemand-anders@example.org")]

    assert {answer.url for answer in answers} == {CODE}
    pages = [each.get(CODE).content.decode() for each in (known, unknown)]
    assert pages[0].count("<input") == pages[1].count("<input")
    assert len(letters()) == 2
    assert "kennen we niet" in letters()[1].body
    assert not get_user_model().objects.filter(email__startswith="iemand-anders")


def test_a_wrong_code_is_refused_in_words_and_after_five_it_is_over(visitor, amira):
    ask(visitor)
    code = code_in(last_mail())
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"

    for _try in range(4):
        answer = visitor.post(CODE, {"code": wrong})
        assert "niet de code" in answer.content.decode()
    assert visitor.post(CODE, {"code": wrong}).url == LOGIN
    visitor.post(CODE, {"code": code})
    assert not is_in(visitor)


def test_a_code_is_of_no_use_in_another_browser(visitors, amira):
    mine, theirs = visitors(), visitors()
    ask(mine)
    theirs.get(LOGIN)

    theirs.post(CODE, {"code": code_in(last_mail())})

    assert not is_in(theirs)


def test_a_code_works_for_a_quarter_of_an_hour(visitor, amira, time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    ask(visitor)
    time_machine.move_to("2026-11-23 12:16+01:00", tick=False)

    visitor.post(CODE, {"code": code_in(last_mail())})

    assert not is_in(visitor)


def test_a_new_code_can_be_asked_and_the_old_one_is_over(visitor, amira):
    ask(visitor)
    old = code_in(last_mail())
    visitor.post(CODE, {"action": "resend"})
    new = code_in(last_mail())

    assert "niet de code" in visitor.post(CODE, {"code": old}).content.decode()
    assert visitor.post(CODE, {"code": new}).url == MINE


def test_one_visitor_gets_so_many_codes_for_an_address_in_an_hour(visitors, amira):
    for _again in range(6):
        assert ask(visitors(REMOTE_ADDR="192.0.2.1")).status_code == 302

    answer = ask(visitors(REMOTE_ADDR="192.0.2.1"))

    assert "te vaak mis" in answer.content.decode()
    assert len(letters()) == 6


def test_all_strangers_together_flood_nobody_with_codes(visitors, amira):
    for number in range(40):
        ask(visitors(REMOTE_ADDR=f"192.0.2.{number}"))

    assert len(letters()) == 30


def test_who_was_in_on_a_device_gets_a_code_whatever_strangers_ask(visitors, amira):
    client = visitors(REMOTE_ADDR="192.0.2.99")
    ask(client)
    client.post(CODE, {"code": code_in(last_mail())})
    client.cookies.pop("sessionid")
    for number in range(40):
        ask(visitors(REMOTE_ADDR=f"192.0.2.{number}"))
    before = len(letters())

    assert ask(client).status_code == 302
    assert len(letters()) == before + 1


def test_forty_people_in_one_office_each_get_their_code(visitors):
    for number in range(40):
        person = make_user(email=f"iemand-van-{number}@example.org")
        assert ask(visitors(), person.email).status_code == 302

    assert len(letters()) == 40


def test_who_was_switched_off_does_not_come_in(visitor, amira):
    amira.is_active = False
    amira.save()
    ask(visitor)

    assert "kennen we niet" in last_mail().body


def test_logging_out_takes_a_button(visitor, amira):
    visitor.force_login(amira)
    assert visitor.get(OUT).status_code == 200
    assert is_in(visitor)

    visitor.post(OUT)

    assert not is_in(visitor)


@pytest.mark.parametrize(
    "path",
    ["signup/", "password/reset/", "password/change/", "email/", "confirm-email/",
     "3rdparty/", "login/"],
)  # fmt: skip
def test_of_allauth_there_is_nothing_else(visitor, path):
    assert visitor.get(f"/inloggen/{path}").status_code == 404


@pytest.mark.parametrize("path", [LOGIN, "/en/inloggen/"])
def test_the_page_holds_nothing_inline_and_no_cache_keeps_it(visitor, path):
    answer = visitor.get(path)

    page = answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert not [
        sign for sign in ("<style", "onclick=", " style=", "<script>") if sign in page
    ]
    assert page.count("<h1") == 1


def test_the_mail_is_in_the_language_of_the_page(visitor, amira):
    visitor.post("/en/inloggen/", {"email": amira.email})

    assert last_mail().subject.startswith("Your code")


def test_staff_log_in_to_the_administration_by_password(visitor):
    make_staff(email="staf@example.org")
    form = {"username": "Staf@example.org", "password": "geheim"}

    assert visitor.post("/beheer/login/", form).status_code == 302
    assert visitor.get("/beheer/").status_code == 200


def test_a_code_does_not_open_the_administration(visitor):
    staff = make_staff(email="staf@example.org")
    ask(visitor, staff.email)

    answer = visitor.post(CODE, {"code": code_in(last_mail())})

    assert answer.url == "/beheer/login/?next=%2Fmijn%2F"
    assert visitor.get("/beheer/").status_code == 302
    assert not is_in(visitor)
    form = {"username": staff.email, "password": "geheim", "next": MINE}
    assert visitor.post("/beheer/login/", form).url == MINE


def test_who_guesses_a_password_of_staff_has_to_wait(visitors):
    make_staff(email="staf@example.org")
    guess = visitors()
    for number in range(6):
        form = {"username": "staf@example.org", "password": f"{number}"}
        answer = guess.post("/beheer/login/", form)
    assert "te vaak mis" in answer.content.decode()

    form["password"] = "geheim"
    assert guess.post("/beheer/login/", form).status_code == 200


def test_people_of_an_organisation_do_not_come_into_the_administration(logged_in):
    amira = make_user()
    make_organisation(owner=amira)
    client = logged_in(amira)

    assert client.get("/beheer/").status_code == 302
    form = {"username": amira.email, "password": "geheim"}
    assert client.post("/beheer/login/", form).status_code == 200
