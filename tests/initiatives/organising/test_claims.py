"""An organisation that may be here already, and one that is claimed."""

import pytest

from common.moderation.states import State
from initiatives.models import Activity, Claim, Organisation, Registration
from initiatives.organising import registering
from tests.initiatives.conftest import last_mail
from tests.initiatives.organising.registration import (
    MINE,
    PATH,
    answers,
    confirm,
    text_of,
)
from tests.kit.factories import (
    make_dataset,
    make_organisation,
    make_staff,
    make_user,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("no_hurry"),
    pytest.mark.both("locks"),
]


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


# What looks like the same.


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ({"name": "de huiskamer"}, {}),
        ({"name": "Anders", "kvk_number": "12345678"}, {"kvk_number": "12345678"}),
        ({"name": "Anders", "public_email": "info@huiskamer.example"},
         {"email": "amira@huiskamer.example"}),
        ({"name": "Anders", "website": "https://www.huiskamer.example/wij"},
         {"email": "amira@huiskamer.example"}),
        ({"name": "Anders", "address": "Kerkstraat 5, 4811 AB Breda"},
         {"address": "kerkstraat 5 4811AB Breda"}),
    ],
)  # fmt: skip
def test_what_looks_like_the_same_is_shown_first(visitor, known, typed):
    other = make_organisation(**known)
    form = answers(visitor, **typed)

    answer = visitor.post(PATH, form)

    assert "Staat je organisatie hier al?" in text_of(answer)
    assert other.name in text_of(answer)
    assert not Registration.objects.exists()
    near = answer.context["form"].near
    visitor.post(PATH, {**form, "near": near, "known": "nee"})
    confirm(visitor)
    assert Organisation.objects.count() == 2


def test_an_address_of_a_provider_says_nothing(visitor):
    make_organisation(name="Anders", public_email="anders@gmail.com")

    visitor.post(PATH, answers(visitor, email="amira@gmail.com"))

    assert Registration.objects.exists()


def test_of_one_that_waits_only_that_it_waits_is_shown(visitor):
    make_organisation(
        name="De Huiskamer", state=State.SUGGESTED, description="Ons geheim."
    )

    page = text_of(visitor.post(PATH, answers(visitor)))

    assert "Iemand meldde een organisatie aan die op die van jou lijkt" in page
    assert "Ons geheim" not in page


def imported(**facts):
    facts.setdefault("name", "De Huiskamer")
    return make_organisation(dataset=make_dataset(), source_id="7", **facts)


def claim(visitor, organisation):
    form = answers(visitor)
    visitor.post(PATH, {**form, "claim": organisation.slug})
    return confirm(visitor)


def test_an_imported_organisation_can_be_claimed_and_staff_decide(visitor):
    organisation = imported()

    claim(visitor, organisation)

    assert Organisation.objects.count() == 1
    assert Claim.objects.count() == 1
    assert not organisation.memberships.exists()
    page = text_of(visitor.get(MINE))
    assert "We kijken ernaar" in page
    assert "Koffie op dinsdag" in page

    registering.grant(Claim.objects.all())

    assert organisation.memberships.get().role == "owner"
    assert Activity.objects.get().organisation == organisation
    assert not Claim.objects.exists()


def test_a_claim_that_is_turned_down_leaves_what_was_made_with_its_maker(visitor):
    claim(visitor, imported())

    registering.turn_down(Claim.objects.all())

    assert "Koffie op dinsdag" in text_of(visitor.get(MINE))
    assert Activity.objects.get().organisation is None


@pytest.mark.parametrize("facts", [{"owner": True}, {"state": State.SUGGESTED}])
def test_only_what_nobody_keeps_and_everyone_sees_can_be_claimed(visitor, facts):
    if facts.pop("owner", False):
        facts["owner"] = make_user()
    organisation = imported(**facts)
    form = answers(visitor)

    answer = visitor.post(PATH, {**form, "claim": organisation.slug})

    assert "Staat je organisatie hier al?" in text_of(answer)
    assert not Registration.objects.exists()


def test_staff_decide_about_claims_in_the_administration(visitors, visitor):
    claim(visitor, imported())
    staff = visitors()
    staff.force_login(make_staff())
    found = Claim.objects.get()
    path = "/beheer/initiatives/claim/"
    assert "De Huiskamer" in text_of(staff.get(path))

    staff.post(path, {"action": "grant", "sure": 1, "_selected_action": [found.pk]})

    assert not Claim.objects.exists()
    assert last_mail().to == ["amira@example.org"]
