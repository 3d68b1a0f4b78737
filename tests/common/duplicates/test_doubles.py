"""What is in here twice becomes one, and nothing that hung on either is lost."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.duplicates import merging
from common.duplicates.models import LikelyPair, kinds
from common.kit.storing import store
from common.moderation.states import NotAllowed, State
from common.photos import decisions
from common.translations import giving
from initiatives.models import Membership
from ontmoeten.staff.duplicates import compare
from places.models import (
    Confirmation,
    Doubt,
    MapVersion,
    Place,
    PlaceReport,
    PlaceVisits,
)
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_neighbourhood,
    make_organisation,
    make_place,
    make_place_photo,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("merging")]
LIST = "/beheer/dubbelen/"


@pytest.fixture(autouse=True)
def _own_photos(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bo(client):
    staff = make_staff()
    client.force_login(staff)
    return staff


@pytest.fixture
def two():
    return (
        make_place(name="Het Huis", slug="het-huis", address="", backrest=True),
        make_place(name="Het huis", slug="het-huis-2", address="Markt 1"),
    )


def text(response):
    return " ".join(response.content.decode().split())


def address(one, other, kind="plek"):
    first, second = sorted([one.pk, other.pk])
    return f"{LIST}{kind}/{first}-{second}/"


def sent(client, one, other, kind="plek", **answers):
    version = client.get(address(one, other, kind)).context["both"].version
    answers = {"keeps": "one", "version": version} | answers
    return client.post(address(one, other, kind), answers, follow=True)


# Finding


def test_pairs_are_found_once_and_listed(client, bo, two):
    assert compare.refresh() == 1
    assert compare.refresh() == 0

    page = text(client.get(LIST))

    assert "Het Huis" in page
    assert "lijkt op elkaar van naam, 0 m uit elkaar" in page
    assert f'href="{address(*two)}"' in page


def test_what_is_a_double_no_more_leaves_the_list(two):
    compare.refresh()
    two[1].delete()

    compare.refresh()

    assert not LikelyPair.objects.exists()


def test_two_different_ones_are_not_asked_about_again(client, bo, two):
    compare.refresh()
    pair = LikelyPair.objects.get()

    client.post(f"{LIST}{pair.pk}/twee/")
    compare.refresh()

    assert "Niets lijkt dubbel" in text(client.get(LIST))
    assert LikelyPair.objects.get().decided_by == bo


def test_organisations_that_share_a_number_are_a_pair(client, bo):
    one = make_organisation(name="De Huiskamer", kvk_number="12345678")
    other = make_organisation(name="Stichting Buurt", kvk_number="12345678")

    compare.refresh()

    (pair,) = LikelyPair.objects.filter(kind="organisatie")
    assert (pair.one, pair.other) == (one.pk, other.pk)
    assert pair.in_words == ["hetzelfde KvK-nummer"]


def test_the_list_asks_as_much_for_many_pairs(client, bo, two):
    compare.refresh()

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    few = questions()
    for number in range(5):
        make_place(name="Het Huis", slug=f"huis-{number}")
    compare.refresh()

    assert LikelyPair.objects.count() > 5
    assert questions() == few


# Making one


def test_all_that_hangs_on_one_goes_to_the_other(bo, two):
    keep, gone = two
    removal = decisions.ask_to_remove(make_place_photo(gone), "")
    report = PlaceReport.objects.create(place=gone, reason="hours")
    activity = make_activity(place=gone)
    initiative = make_initiative()
    initiative.places.add(gone)

    merging.merge(keep, gone, bo)

    assert keep.photos.count() == 1
    for each in (report, activity, removal):
        each.refresh_from_db()
    assert report.place == activity.place == removal.place == keep
    assert list(initiative.places.all()) == [keep]


def test_what_both_counted_is_added_up(bo, two):
    keep, gone = two
    month, day = date(2026, 11, 1), date(2026, 11, 3)
    for place, count in ((keep, 5), (gone, 7)):
        PlaceVisits.objects.create(place=place, month=month, count=count)
        Doubt.objects.create(place=place, day=day, count=1)
        Confirmation.objects.create(place=place, day=day)
    PlaceVisits.objects.create(place=gone, month=date(2026, 10, 1), count=2)

    merging.merge(keep, gone, bo)

    assert list(keep.visits.values_list("count", flat=True)) == [12, 2]
    assert keep.doubts.get().count == 2
    assert keep.confirmations.count() == 1
    assert not PlaceVisits.objects.filter(place=gone).exists()


def test_the_old_address_leads_to_the_one_that_stays(client, bo, two):
    keep, gone = two
    merging.merge(keep, gone, bo)

    response = client.get("/plekken/het-huis-2/")

    assert (response.status_code, response.url) == (301, "/plekken/het-huis/")


def test_an_address_of_before_a_second_merge_leads_there_too(client, bo, two):
    first, second = two
    third = make_place(name="Huis", slug="huis")
    merging.merge(first, second, bo)
    merging.merge(third, first, bo)

    assert client.get("/plekken/het-huis-2/").url == "/plekken/huis/"
    assert client.get("/plekken/het-huis/").url == "/plekken/huis/"


def test_the_history_of_both_is_kept_and_says_so(bo, two):
    keep, gone = two

    merging.merge(keep, gone, bo)

    assert keep.history.first().history_change_reason == "samengevoegd met Het huis"
    assert gone.history.first().history_change_reason == "hetzelfde als Het Huis"
    assert gone.history.first().history_user == bo
    assert gone.history.count() > 1


def test_the_map_shows_one_of_them(bo, two):
    before = MapVersion.current()

    merging.merge(*two, bo)

    assert MapVersion.current() > before
    assert Place.objects.published().count() == 1


def test_what_is_merged_is_not_merged_again(bo, two):
    merging.merge(*two, bo)

    with pytest.raises(NotAllowed):
        merging.merge(*two, bo)
    with pytest.raises(NotAllowed):
        merging.merge(make_place(), two[1], bo)


def test_the_public_one_has_to_stay(bo, two):
    hidden = make_place(state=State.SUGGESTED)

    with pytest.raises(NotAllowed):
        merging.merge(hidden, two[0], bo)

    two[0].refresh_from_db()
    assert two[0].state == State.PUBLISHED


def test_people_of_both_belong_to_one_organisation(client, bo):
    amira, bea = make_user(email="a@example.org"), make_user(email="b@example.org")
    keep = make_organisation(name="De Huiskamer", slug="huiskamer", owner=amira)
    gone = make_organisation(name="Huiskamer", slug="oud", owner=bea)
    Membership.objects.create(organisation=gone, person=amira, role="editor")
    make_activity(organisation=gone)

    merging.merge(keep, gone, bo)

    assert set(keep.people.all()) == {amira, bea}
    assert keep.activities.count() == 1
    assert client.get("/organisaties/oud/").url == "/organisaties/huiskamer/"


def test_texts_in_other_languages_go_along_with_their_dutch(bo, settings):
    settings.EXTRA_LANGUAGES = ["ar", "tr"]
    keep = make_place(name="Het Huis", description="Een huis.")
    gone = make_place(name="Het huis", description="Een open huis.")
    giving.give(gone, "description", "tr", "Açık ev.", "checked", bo)
    giving.give(keep, "description", "ar", "بيت", "checked", bo)

    merging.merge(keep, gone, bo, ["description"])

    found = {row.language: row.dutch for row in keep.translations.all()}
    assert found == {"tr": "Een open huis.", "ar": "Een huis."}  # the last out of date


def test_texts_of_other_dutch_stay_behind(bo, settings):
    settings.EXTRA_LANGUAGES = ["tr"]
    keep = make_place(name="Het Huis", description="Een huis.")
    gone = make_place(name="Het huis", description="Een open huis.")
    giving.give(gone, "description", "tr", "Açık ev.", "checked", bo)

    merging.merge(keep, gone, bo)

    assert not keep.translations.exists()
    assert gone.translations.count() == 1


# The page


def test_a_value_that_only_one_has_is_chosen(client, bo, two):
    page = client.get(address(*two))

    chosen = {row.name: side for row, side in page.context["rows"]}
    assert chosen == {"name": "one", "address": "other", "backrest": "one"}


def test_staff_choose_by_field(client, bo, two):
    sent(client, *two, **{"field.name": "other"})

    keep = Place.objects.get(pk=two[0].pk)
    assert (keep.name, keep.address, keep.backrest) == ("Het huis", "Markt 1", True)
    assert Place.objects.get(pk=two[1].pk).state == State.CLOSED


def test_the_other_one_may_stay(client, bo, two):
    sent(client, *two, keeps="other")

    gone = Place.objects.get(pk=two[0].pk)
    assert gone.merged_into_id == two[1].pk


def test_what_a_colleague_changed_meanwhile_is_looked_at_first(client, bo, two):
    version = client.get(address(*two)).context["both"].version
    two[1].address = "Markt 2"
    store(two[1])

    response = client.post(address(*two), {"keeps": "one", "version": version})

    assert response.status_code == 409
    assert "Een collega wijzigde" in text(response)
    assert Place.objects.get(pk=two[1].pk).merged_into is None


def test_nothing_is_merged_without_saying_which_stays(client, bo, two):
    response = sent(client, *two, keeps="")

    assert "Kies welke van de twee blijft" in text(response)
    assert not Place.objects.exclude(merged_into=None).exists()


def test_values_that_do_not_go_together_are_refused_in_words(bo, two):
    both = compare.compared(kinds()["plek"], two[0].pk, two[1].pk)
    two[1].website = "geen adres"
    Place.objects.filter(pk=two[1].pk).update(website="geen adres")
    both = compare.compared(kinds()["plek"], two[0].pk, two[1].pk)

    with pytest.raises(ValidationError):
        both.merge("one", {}, bo)

    assert Place.objects.get(pk=two[1].pk).merged_into is None


def test_of_a_pair_that_is_gone_the_list_says_so(client, bo, two):
    merging.merge(*two, bo)

    response = client.get(address(*two), follow=True)

    assert "is er niet meer" in text(response)


@pytest.mark.parametrize("path", ["plek/1-1/", "plek/1-2/", "fiets/1-2/"])
def test_an_address_that_names_no_pair_is_no_error_of_ours(client, bo, path):
    assert client.get(f"{LIST}{path}").status_code in (302, 404)


def test_who_may_decide_about_places_sees_no_organisations(client, two):
    make_organisation(name="De Huiskamer")
    make_organisation(name="De huiskamer")
    compare.refresh()
    helper = make_user(email="h@example.org", is_staff=True)
    client.force_login(helper)
    assert client.get(LIST).status_code == 403

    helper.user_permissions.add(Permission.objects.get(codename="decide_place"))
    page = text(client.get(LIST))

    assert "Het Huis" in page
    assert "Huiskamer" not in page
    assert client.get(f"{LIST}organisatie/1-2/").status_code == 403


# Before something new is saved


def test_a_new_place_that_is_here_already_is_asked_about(client, bo, two):
    make_neighbourhood()
    form = {
        "name": "Het Huis", "kind": two[0].kind_id, "point": "51.5887,4.7758",
        "step_free": "unknown", "photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0",
        "staff_contact-TOTAL_FORMS": "0", "staff_contact-INITIAL_FORMS": "0",
    }  # fmt: skip
    add = "/beheer/places/place/add/"

    response = client.post(add, form)

    assert "Is het een van deze?" in text(response)
    assert f"/beheer/places/place/{two[0].pk}/change/" in text(response)
    assert Place.objects.count() == 2

    client.post(add, form | {"is_another": "on"})
    assert Place.objects.count() == 3


def test_the_question_is_not_on_the_page_of_what_exists(client, bo, two):
    page = text(client.get(f"/beheer/places/place/{two[0].pk}/change/"))

    assert "is_another" not in page


def test_a_new_organisation_that_is_here_already_is_asked_about(client, bo):
    make_organisation(name="De Huiskamer")
    form = {
        "name": "de huiskamer", "slug": "", "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0", "staff_contact-TOTAL_FORMS": "0",
        "staff_contact-INITIAL_FORMS": "0",
    }  # fmt: skip

    response = client.post("/beheer/initiatives/organisation/add/", form)

    assert "Is het een van deze?" in text(response)
