"""A decision is taken back: what colleagues wrote since stays, its mails never go out,
and after fifteen minutes it stands."""

import json
from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from common.kit import values
from common.mail.delivery import deliver_due
from common.mail.models import Mail
from common.moderation import on_duty
from common.moderation.queue import Asked, sources
from common.moderation.states import NotAllowed, State
from common.moderation.undoing import decisions, rows
from common.moderation.undoing.models import Undoable
from common.moderation.undoing.rows import ChangedSince
from common.photos.models import Showing
from initiatives.dates import series
from initiatives.deciding import decisions as deciding
from initiatives.models import Activity, SignUp
from ontmoeten.staff.queue.waiting import decide
from places.models import Photo, PlacePhotoRemoval, Suggester
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_place,
    make_place_photo,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("bin")]


@pytest.fixture
def bo():
    return make_staff(name="Bo")


def decided(kind, thing, do, bo, **more):
    source = sources()[kind]
    thing = source.find(thing.pk)
    return decide(source, thing.pk, source.version(thing), Asked(do, bo, **more))


def later(made):
    """As if its fifteen minutes were over."""
    past = timezone.now() - timedelta(seconds=1)
    Undoable.objects.filter(pk=made.pk).update(until=past)
    Mail.objects.update(due_at=past)


def suggested(**facts):
    place = make_place(state=State.SUGGESTED, **facts)
    Suggester.objects.create(place=place, email="jan@example.org")
    return place


def test_who_suggested_it_hears_nothing_while_it_can_be_taken_back(bo):
    made = decided("plek", suggested(), "publish", bo)
    deliver_due()
    assert mail.outbox == []

    later(made)
    deliver_due()
    assert [each.to for each in mail.outbox] == [["jan@example.org"]]


def test_who_suggested_it_hears_once_what_was_decided_in_the_end(bo):
    place = suggested()
    decisions.take_back(decided("plek", place, "publish", bo), bo)
    made = decided("plek", place, "refuse", bo, answer="Dit is een woning.")
    later(made)
    deliver_due()

    assert len(mail.outbox) == 1
    assert "Dit is een woning." in mail.outbox[0].body


def test_what_a_colleague_wrote_since_in_another_field_stays(bo):
    place = suggested(description="Een bank.")
    made = decided("plek", place, "publish", bo)
    place.refresh_from_db()
    place.description = "Een bank in de zon."
    place.save()

    decisions.take_back(made, bo)

    place.refresh_from_db()
    assert (place.state, place.description) == (State.SUGGESTED, "Een bank in de zon.")


def test_what_was_decided_otherwise_since_is_not_taken_back(bo):
    place = suggested()
    made = decided("plek", place, "publish", bo)
    decided("plek", place, "hide", bo)

    with pytest.raises(ChangedSince):
        decisions.take_back(made, bo)
    assert Undoable.objects.count() == 2


def test_nothing_is_taken_back_twice_or_too_late(bo):
    made = decided("plek", suggested(), "publish", bo)
    decisions.take_back(made, bo)
    with pytest.raises(NotAllowed):
        decisions.take_back(made, bo)

    made = decided("plek", suggested(), "publish", bo)
    later(made)
    with pytest.raises(NotAllowed):
        decisions.take_back(made, bo)


def test_the_history_says_who_took_it_back(bo):
    place = suggested()
    ada = make_staff(name="Ada")
    decisions.take_back(decided("plek", place, "publish", bo), ada)

    last = place.history.first()
    assert (last.history_user, last.state) == (ada, State.SUGGESTED)
    assert last.history_change_reason == "ingetrokken"


def test_taking_back_a_refusal_asks_for_no_second_person(bo):
    club = make_organisation(state=State.SUGGESTED, owner=make_user())
    made = decided(
        "organisatie", club, "refuse", bo, answer="Alleen leden.", criterion="open"
    )
    decisions.take_back(made, bo)

    decided("organisatie", club, "publish", bo)
    club.refresh_from_db()
    assert club.state == State.PUBLISHED


def test_what_came_back_in_time_waits_as_long_as_it_did(bo):
    place = suggested()
    [before] = [each for each in sources()["plek"].waiting() if each.pk == place.pk]
    decisions.take_back(decided("plek", place, "publish", bo), bo)

    [after] = [each for each in sources()["plek"].waiting() if each.pk == place.pk]
    assert after.since == before.since


def test_an_erased_picture_is_there_until_it_can_not_come_back(bo, media):
    place = make_place()
    photo = make_place_photo(place, state=Showing.HIDDEN)
    removal = PlacePhotoRemoval.objects.create(place=place, photo=photo)

    made = decided("plekfoto-weg", removal, "erase", bo)
    assert Photo.objects.filter(pk=photo.pk).exists()
    decisions.carry_out(timezone.now())
    assert Photo.objects.filter(pk=photo.pk).exists()

    later(made)
    assert decisions.carry_out(timezone.now()) == 1
    assert not Photo.objects.filter(pk=photo.pk).exists()
    assert not Undoable.objects.exists()


def test_without_minutes_everything_is_at_once(bo, settings, media):
    settings.UNDO_MINUTES = 0
    made = decided("plek", suggested(), "publish", bo)
    deliver_due()

    assert made.pk is None
    assert len(mail.outbox) == 1


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def weekly(**facts):
    return make_activity(
        name="Soep", first_on=date(2026, 12, 1), starts_at=time(10), minutes=60,
        rule="FREQ=WEEKLY;BYDAY=TU", has_sign_up=True, **facts,
    )  # fmt: skip


def test_a_series_that_was_parted_is_one_again_with_who_comes(bo):
    ada = make_user()
    soup = weekly(organisation=make_organisation(owner=ada))
    for on in (date(2027, 1, 5), date(2027, 2, 2)):
        SignUp.objects.create(
            activity=soup, rule_date=on, first_name="Jan",
            email=f"jan{on.month}@example.org",
            state=SignUp.State.SEAT, forget_on=date(2027, 3, 1),
            confirmed_at=timezone.now(),
        )  # fmt: skip
    before = values.plain(soup, ["starts_at"])
    proposal = deciding.propose(
        soup, before, {"starts_at": "11:00:00"}, ada, starting_on=date(2027, 1, 19)
    )

    made = decided("wijziging", proposal, "publish", bo)
    assert Activity.objects.count() == 2
    decisions.take_back(made, bo)

    assert list(Activity.objects.values_list("pk", "starts_at")) == [
        (soup.pk, time(10))
    ]
    assert SignUp.objects.filter(activity=soup).count() == 2
    hours = {timezone.localtime(each.starts_at).hour for each in soup.occurrences.all()}
    assert hours == {10}
    deliver_due()
    assert mail.outbox == []


def test_who_signed_up_since_is_not_lost_by_taking_back(bo):
    ada = make_user()
    soup = weekly(organisation=make_organisation(owner=ada))
    before = values.plain(soup, ["starts_at"])
    proposal = deciding.propose(
        soup, before, {"starts_at": "11:00:00"}, ada, starting_on=date(2027, 1, 19)
    )
    made = decided("wijziging", proposal, "publish", bo)
    new = Activity.objects.exclude(pk=soup.pk).get()
    SignUp.objects.create(
        activity=new, rule_date=new.first_on, first_name="Jan", email="jan@example.org",
        state=SignUp.State.SEAT, forget_on=date(2027, 3, 1),
            confirmed_at=timezone.now(),
    )  # fmt: skip

    with pytest.raises(ChangedSince):
        decisions.take_back(made, bo)
    assert SignUp.objects.count() == 1


def test_calling_off_a_date_goes_out_at_once(bo):
    soup = weekly(organisation=make_organisation(owner=make_user()))
    on = soup.occurrences.filter(starts_at__gt=timezone.now())[1].rule_date
    SignUp.objects.create(
        activity=soup, rule_date=on, first_name="Jan", email="jan@example.org",
        state=SignUp.State.SEAT, forget_on=on + timedelta(days=60),
        confirmed_at=timezone.now(),
    )  # fmt: skip

    series.cancel(soup, on, "De gastvrouw is ziek.")

    told = Mail.objects.get(to="jan@example.org")
    assert (told.held, told.due_at <= timezone.now()) == ("", True)


def test_what_rings_whoever_is_on_duty_waits_for_nothing(bo, settings):
    settings.ON_DUTY = ["dienst@example.org"]
    place = make_place()
    with decisions.undoable(
        sources()["plek"], "hide", type(place).objects.filter(pk=place.pk), bo
    ):
        on_duty.ring(
            "common/mail/many_removals.html", key="x", context={"count": 5},
            page="queue", about=[],
        )  # fmt: skip

    told = Mail.objects.get(to="dienst@example.org")
    assert (told.held, told.due_at <= timezone.now()) == ("", True)


@pytest.mark.once
@pytest.mark.parametrize("value", [b"", b"\x01\xff\x00", None])
def test_what_is_sealed_comes_back_byte_by_byte(value):
    field = Mail._meta.get_field("sealed")
    kept = json.loads(json.dumps(rows._plain(field, value)))

    back = rows._filled(Mail(), {"sealed": kept}).sealed

    assert (back if back is None else bytes(back)) == value
