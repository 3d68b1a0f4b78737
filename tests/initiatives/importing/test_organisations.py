"""Staff bring in organisations from a file, so that who they are of can say so."""

import io

import pytest
import xlsxwriter
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from initiatives.models import (
    Claim,
    Membership,
    Organisation,
    OrganisationImport,
    OrganisationKnownAs,
)
from initiatives.organising import registering
from ontmoeten.accounts.roles import EDITOR, MODERATOR
from ontmoeten.staff.queue.waiting import Queue
from tests.initiatives.organising.registration import PATH, answers, confirm
from tests.kit.factories import make_organisation, make_staff, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]
PAGE = "/beheer/importeren/organisaties/"
HEADING = "naam;website;wat doen ze;telefoon"
CLUB = "Stichting De Huiskamer;huiskamer.example;Samen eten.;076 1234567"
CHOIR = "Zangkoor Breda;;Zingen.;"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def bo(client):
    staff = make_staff()
    client.force_login(staff)
    return staff


def text(response):
    return " ".join(response.content.decode().split())


def address(run):
    return f"{PAGE}{run.pk}/"


def look(client, *lines, file=None, heading=HEADING):
    """Upload, take the columns as they are recognised, and look."""
    content = "\n".join([heading, *lines]).encode()
    file = file or SimpleUploadedFile("clubs.csv", content)
    answer = client.post(PAGE, {"file": file, "source": "Clubs"})
    assert answer.status_code == 302, text(answer)
    run = OrganisationImport.objects.latest("pk")
    form = client.get(address(run)).context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    answer = client.post(address(run), sent | {"do": "look"})
    assert answer.status_code == 302, text(answer)
    run.refresh_from_db()
    return run


def do(client, run, what, **more):
    page = text(client.post(address(run), {"do": what} | more, follow=True))
    run.refresh_from_db()
    return page


def choose(client, run, choice):
    row = run.rows.get()
    return do(client, run, "take", shown=[row.pk], **{f"row-{row.pk}": choice})


def test_nothing_comes_in_before_it_was_seen(client, bo):
    run = look(client, CLUB, CHOIR, ";geen-naam.example;;")

    assert run.counts == {"new": 2, "wrong": 1}
    assert not Organisation.objects.exists()


def test_what_comes_in_waits_as_one_and_is_published_as_one(client, bo):
    run = look(client, CLUB, CHOIR)

    page = do(client, run, "take")

    assert "Publiceer deze 2" in page
    assert [each.kind for each in Queue(bo).waiting] == ["nieuwe-organisaties"]
    client.post(f"{address(run)}publiceren/", {"number": "2"})
    club = Organisation.objects.published().get(name="Stichting De Huiskamer")
    assert (club.website, club.description, club.phone) == (
        "https://huiskamer.example", "Samen eten.", "076 1234567"
    )  # fmt: skip
    assert Organisation.objects.published().count() == 2
    assert not Queue(bo).waiting


def test_where_each_was_found_is_kept_for_staff(client, bo):
    line = f"{CLUB};Sociale kaart"
    run = look(client, line, heading=f"{HEADING};bron")

    do(client, run, "take")

    club = Organisation.objects.get()
    assert club.known_from == "Sociale kaart"
    page = text(client.get(f"/beheer/initiatives/organisation/{club.pk}/change/"))
    assert "Sociale kaart" in page
    Organisation.objects.update(state="published")
    assert "Sociale kaart" not in text(client.get(club.get_absolute_url()))


def test_a_workbook_comes_in_too(client, bo):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Uitleg").write_row(0, 0, ["Lees dit eerst"])
        sheet = book.add_worksheet("Clubs")
        for number, line in enumerate([HEADING, CLUB]):
            sheet.write_row(number, 0, line.split(";"))
    file = SimpleUploadedFile("clubs.xlsx", out.getvalue())

    do(client, look(client, file=file), "take")

    assert Organisation.objects.get().description == "Samen eten."


def test_the_same_file_again_brings_up_to_date_and_doubles_nothing(client, bo):
    do(client, look(client, CLUB, CHOIR), "take")

    run = look(client, CHOIR, CLUB.replace("Samen", "Goed"))

    assert run.counts == {"changed": 1, "unchanged": 1}
    do(client, run, "take")
    assert sorted(Organisation.objects.values_list("description", flat=True)) == [
        "Goed eten.", "Zingen."
    ]  # fmt: skip


def test_what_somebody_changed_since_is_not_changed_by_a_file(client, bo):
    do(client, look(client, CLUB), "take")
    Organisation.objects.update(description="Wij koken zelf.")

    run = look(client, CLUB.replace("Samen", "Goed"))

    assert run.counts == {"unchanged": 1}


def test_who_keeps_its_own_page_is_left_alone(client, bo):
    do(client, look(client, CLUB), "take")
    Membership.objects.create(
        organisation=Organisation.objects.get(), person=make_user()
    )

    assert look(client, CLUB.replace("Samen", "Goed")).counts == {"unchanged": 1}


@pytest.mark.parametrize(
    "known",
    [
        {"name": "De huiskamer"},
        {"name": "Anders", "website": "http://www.huiskamer.example/wij"},
    ],
)
def test_one_that_may_be_here_already_is_linked_once(client, bo, known):
    ours = make_organisation(**known)
    run = look(client, CLUB)
    assert run.counts == {"double": 1}
    choose(client, run, "same")

    again = look(client, CLUB)

    assert again.counts == {"unchanged": 1}
    assert Organisation.objects.get() == ours
    assert OrganisationKnownAs.objects.get().organisation == ours


def test_one_that_is_another_is_not_asked_about_again(client, bo):
    make_organisation(name="De huiskamer")
    choose(client, look(client, CLUB), "take")

    assert look(client, CLUB).counts == {"unchanged": 1}
    assert Organisation.objects.count() == 2


def test_an_import_is_undone_but_for_what_somebody_built_on(client, bo):
    run = look(client, CLUB, CHOIR)
    do(client, run, "take")
    club = Organisation.objects.get(name__contains="Huiskamer")
    Claim.objects.create(organisation=club, person=make_user())

    page = do(client, run, "undo")

    assert "1 organisatie is teruggedraaid" in page
    assert Organisation.objects.get() == club


@pytest.mark.usefixtures("no_hurry")
def test_who_it_is_of_says_so_and_keeps_it_from_then_on(
    client, bo, visitor, time_machine
):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)
    run = look(client, CLUB)
    do(client, run, "take")
    client.post(f"{address(run)}publiceren/", {"number": "1"})
    club = Organisation.objects.get()

    form = answers(visitor)
    assert "Staat je organisatie hier al?" in text(visitor.post(PATH, form))
    visitor.post(PATH, {**form, "claim": club.slug})
    confirm(visitor)
    registering.grant(Claim.objects.all())

    assert club.memberships.get().role == "owner"
    assert look(client, CLUB.replace("Samen", "Goed")).counts == {"unchanged": 1}


@pytest.mark.parametrize(("role", "status"), [(MODERATOR, 200), (EDITOR, 403)])
def test_who_may_import_and_add_organisations_may_do_both(client, role, status):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)

    assert client.get(PAGE).status_code == status


def test_a_file_without_names_is_refused_in_words(client, bo):
    file = SimpleUploadedFile("x.csv", b"website;mail\nx.nl;a@x.nl\n")
    client.post(PAGE, {"file": file, "source": "Clubs"})
    run = OrganisationImport.objects.get()

    page = text(client.post(address(run), {"do": "look"}))

    assert "de naam van de organisatie" in page
