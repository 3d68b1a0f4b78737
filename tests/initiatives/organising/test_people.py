"""The people of an organisation: inviting, accepting, handing over, leaving."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from initiatives.models import Invitation, Membership
from initiatives.organising import members as people
from initiatives.organising import registering
from tests.initiatives.conftest import code_in, last_mail
from tests.kit.factories import make_organisation, make_staff, make_user
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]


@pytest.fixture
def amira():
    return make_user(email="amira@example.org", name="Amira")


@pytest.fixture
def carla():
    return make_user(email="carla@example.org")


@pytest.fixture
def club(amira, carla):
    return make_organisation(name="De Huiskamer", owner=amira, editor=carla)


@pytest.fixture
def owner(logged_in, amira, club):
    return logged_in(amira)


def path_of(club) -> str:
    return f"/mijn/organisatie/{club.pk}/mensen/"


def invite(owner, club, email="bo@example.org", role="editor"):
    return owner.post(path_of(club), {"email": email, "role": role})


def link() -> str:
    return re.search(r"http://testserver(/uitnodiging/\w+/)", last_mail().body)[1]


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def roles(club) -> dict:
    return dict(club.memberships.values_list("person__email", "role"))


def test_a_colleague_without_an_account_presses_one_button(owner, club, visitor):
    invite(owner, club, "Bo@Example.org", "owner")

    assert last_mail().to == ["bo@example.org"]
    assert "als eigenaar" in " ".join(last_mail().body.split())
    path = link()
    assert "De Huiskamer" in text_of(visitor.get(path))
    assert "bo@example.org" not in roles(club)

    assert visitor.post(path).url == "/mijn/"

    assert roles(club)["bo@example.org"] == "owner"
    assert "De Huiskamer" in text_of(visitor.get("/mijn/"))


def test_looking_at_the_link_does_nothing_at_all(owner, club, visitor):
    invite(owner, club)
    path = link()
    for _time in range(3):
        assert visitor.get(path).status_code == 200
        assert visitor.head(path).status_code == 200

    assert Invitation.objects.count() == 1
    assert not get_user_model().objects.filter(email="bo@example.org").exists()


def test_the_token_is_kept_as_a_hash_only(owner, club):
    invite(owner, club)
    token = link().split("/")[2]

    kept = Invitation.objects.values().get()
    assert len(token) == 43
    assert token not in str(kept)


def test_a_link_works_once(owner, club, visitor, visitors):
    invite(owner, club)
    path = link()
    visitor.post(path)

    late = visitors()
    assert late.get(path).status_code == 404
    assert late.post(path).status_code == 404
    assert late.get("/mijn/").status_code == 302


def test_a_link_works_a_fortnight(owner, club, visitor, time_machine):
    time_machine.move_to(timezone.now())
    invite(owner, club)
    path = link()
    time_machine.shift(timedelta(days=14, minutes=1))

    assert visitor.post(path).status_code == 404
    assert registering.forget(timezone.localdate()) == 1
    assert not Invitation.objects.exists()


def test_an_invitation_that_was_withdrawn_no_longer_works(owner, club, visitor):
    invite(owner, club)
    pk = Invitation.objects.get().pk
    path = f"/mijn/organisatie/{club.pk}/uitnodiging/{pk}/intrekken/"
    assert owner.post(path).status_code == 302

    assert visitor.post(link()).status_code == 404


def test_a_new_invitation_replaces_the_older(owner, club, visitor):
    invite(owner, club)
    old = link()
    invite(owner, club, role="owner")

    assert visitor.post(old).status_code == 404
    visitor.post(link())
    assert roles(club)["bo@example.org"] == "owner"


def test_who_has_an_account_logs_in_first_and_comes_back(owner, club, visitor):
    make_user(email="bo@example.org", last_login=timezone.now())
    invite(owner, club)
    path = link()

    answer = visitor.post(path)
    assert answer.url == f"/inloggen/?next={path}"
    visitor.post("/inloggen/", {"email": "bo@example.org", "next": path})
    code = {"code": code_in(last_mail()), "next": path}
    assert visitor.post("/inloggen/code/", code).url == path
    visitor.post(path)

    assert roles(club)["bo@example.org"] == "editor"


def test_a_link_never_logs_in_staff(owner, club, visitor):
    make_staff(email="bo@example.org")
    invite(owner, club)

    visitor.post(link())

    assert visitor.get("/beheer/").status_code == 302
    assert "bo@example.org" not in roles(club)


def test_who_is_logged_in_takes_part_with_that_address(owner, club, logged_in):
    invite(owner, club)
    other = logged_in(make_user(email="bo.prive@example.org"))
    path = link()
    assert "bo.prive@example.org" in text_of(other.get(path))

    other.post(path)

    assert "bo.prive@example.org" in roles(club)


def test_who_was_switched_off_does_not_come_back_in(owner, club, visitor):
    make_user(email="bo@example.org", is_active=False)
    invite(owner, club)

    assert visitor.post(link()).status_code == 404


def test_an_owner_who_accepts_less_stays_owner(owner, club, amira):
    invite(owner, club, "bo@example.org", "editor")

    owner.post(link())

    assert roles(club)["amira@example.org"] == "owner"


def test_who_is_in_it_is_not_invited_again(owner, club):
    answer = invite(owner, club, "Carla@example.org")

    assert "doet al mee" in text_of(answer)
    assert not letters()


def test_inviting_has_its_limits(owner, club, settings):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"invitation": 1}
    invite(owner, club)

    answer = invite(owner, club, "nog.iemand@example.org")

    assert "veel uitnodigingen" in text_of(answer)
    assert "nog.iemand@example.org" in text_of(answer)


@pytest.mark.parametrize("wrong", [{"role": "admin"}, {"email": "geen adres"}])
def test_an_invitation_that_is_wrong_is_refused(owner, club, wrong):
    form = {"email": "bo@example.org", "role": "editor", **wrong}

    assert owner.post(path_of(club), form).status_code == 200
    assert not Invitation.objects.exists()


def test_an_editor_sees_who_is_in_it_and_decides_nothing(logged_in, club, carla, amira):
    editor = logged_in(carla)
    mine = club.memberships.get(person=amira)

    assert "amira@example.org" in text_of(editor.get(path_of(club)))
    assert invite(editor, club).status_code == 403
    for path, data in [
        (f"{mine.pk}/verwijderen/", {}), (f"{mine.pk}/rol/", {"role": "editor"}),
    ]:  # fmt: skip
        assert editor.post(f"{path_of(club)}{path}", data).status_code == 403
    assert roles(club) == {
        "amira@example.org": "owner", "carla@example.org": "editor",
    }  # fmt: skip


def test_handing_over_is_making_another_owner_and_leaving(owner, club, carla):
    hers = club.memberships.get(person=carla)
    owner.post(f"{path_of(club)}{hers.pk}/rol/", {"role": "owner"})

    owner.post(f"/mijn/organisatie/{club.pk}/vertrekken/")

    assert roles(club) == {"carla@example.org": "owner"}


def test_the_last_owner_can_not_leave_or_become_less(owner, club, amira):
    mine = club.memberships.get(person=amira)
    paths = [
        (f"/mijn/organisatie/{club.pk}/vertrekken/", {}),
        (f"{path_of(club)}{mine.pk}/verwijderen/", {}),
        (f"{path_of(club)}{mine.pk}/rol/", {"role": "editor"}),
    ]
    for path, data in paths:
        answer = owner.post(path, data, follow=True)
        assert "Iemand moet eigenaar zijn" in text_of(answer)

    assert roles(club)["amira@example.org"] == "owner"


def test_an_owner_who_was_switched_off_does_not_count(club, amira, carla):
    other = Membership.objects.get(organisation=club, person=carla)
    people.change_role(other, "owner")
    carla.is_active = False
    carla.save()

    with pytest.raises(people.LastOwner):
        people.remove(club.memberships.get(person=amira))


def test_an_owner_takes_someone_out_and_a_role_that_is_none_changes_nothing(
    owner, club, carla
):
    hers = club.memberships.get(person=carla)
    owner.post(f"{path_of(club)}{hers.pk}/rol/", {"role": "superuser"})
    assert roles(club)["carla@example.org"] == "editor"

    owner.post(f"{path_of(club)}{hers.pk}/verwijderen/")

    assert roles(club) == {"amira@example.org": "owner"}


def at_once(*doings):
    """Do these in threads of their own, at the same moment; gives what was raised."""
    start, raised = Barrier(len(doings)), []

    def run(do):
        try:
            start.wait()
            do()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[do]) for do in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays():
    one, other = make_user(), make_user()
    club = make_organisation(owner=one)
    Membership.objects.create(organisation=club, person=other, role="owner")
    members = list(club.memberships.all())

    raised = at_once(*[lambda each=each: people.remove(each) for each in members])

    assert [type(error) for error in raised] == [people.LastOwner]
    assert club.memberships.filter(role="owner").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_comes_in():
    amira = make_user(email="amira@example.org")
    club = make_organisation(owner=amira)
    found = people.invite(club, "bo@example.org", "editor", amira, "http://testserver/")
    guests = [make_user(), make_user()]

    raised = at_once(*[lambda each=each: people.accept(found, each) for each in guests])

    assert [type(error) for error in raised] == [Invitation.DoesNotExist]
    assert club.memberships.count() == 2
