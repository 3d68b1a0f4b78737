"""Nothing of who is gone opens any more: not from an old dump that is put back either,
as long as the key store is the one of today."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.mail.delivery import deliver_due
from common.mail.models import Mail
from common.protect.sealing import keys
from matching.entering import links, notes, telling
from matching.entering.boxes import facts_seen, people_of
from matching.facts.vocabulary import State
from matching.models import Pair, Participant, Safeguard
from matching.pairing import leaving
from ontmoeten.periodic import JOBS
from tests.common.protect.sealing.dumps import dump, restored
from tests.kit.factories import make_staff
from tests.kit.staffpages import as_, text_of
from tests.matching.people import make_offer, make_pair, make_policy, make_wish

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both("raw SQL"),
    pytest.mark.long(8),
]
LIST = "/beheer/meet-en-match/"
SAID = {
    "first_name": "Zilverreiger", "email": "zilverreiger@example.org",
    "phone": "076 987 65 43", "words": "Ik loop met een blauwe rollator.",
}  # fmt: skip
NOTE = "Belt liever na vieren."
YEAR = timedelta(days=367)
GONE = "Hier staat niemand meer"


@pytest.fixture
def two():
    """Who goes and who stays: in a pair, with mails, a note and a history."""
    policy = make_policy(coordinator=make_staff(), deputy=make_staff())
    goes = make_wish(**SAID)
    stays = make_offer(first_name="Willem", email="willem@example.org")
    pair = make_pair(goes, stays)
    notes.write(goes, NOTE, "Bo", timezone.now())
    goes.refresh_from_db()
    return policy, pair, goes, stays


def a_year(row):
    telling.erase_due(timezone.now() + YEAR)


def leaves(row):
    now = timezone.now()
    leaving.withdraw(row, now)
    telling.erase_due(now + telling.AFTER_LEAVING + timedelta(days=1))


def erases(row):
    leaving.erase(row, timezone.now())


def told(row) -> list[str]:
    """What opens of someone, as text."""
    found = people_of([row]).get(row.pk)
    written = [note.text for note in notes.notes_of(row)]
    kept = telling.all_that_is_kept(row)
    return [
        json.dumps(found.written() if found else None),
        *written,
        json.dumps(facts_seen([row]), default=str),
        json.dumps(kept, default=str),
    ]


def beside(row) -> dict[str, str]:
    """What stands about someone outside their boxes, as text: in the outbox what opens
    of it, in the history and in what tasks were given all."""
    mails = Mail.objects.filter(sealed_with=row.key_id)
    opened = [each.opened() for each in mails]
    past = [
        values
        for model in (Participant, Safeguard, Pair)
        for values in model.history.values()
    ]
    given = DBTaskResult.objects.values_list("args_kwargs", flat=True)
    return {
        "mails": " ".join(f"{each.to} {each.html}" for each in opened if each),
        "history": str(past) if past else "",
        "tasks": str([*given]) if given else "",
    }


@pytest.mark.parametrize("goes_away", [a_year, leaves, erases])
def test_of_who_is_gone_an_old_dump_tells_nothing(two, goes_away, tmp_path):
    *_others, goes, _stays = two
    secrets = [*SAID.values(), NOTE]
    kept = dump(tmp_path)
    before = beside(goes)
    assert all(before.values())
    assert SAID["email"] in before["mails"]
    assert not [word for word in secrets if word not in " ".join(told(goes))]
    goes_away(goes)
    assert not Participant.objects.filter(pk=goes.pk).exists()

    with restored(kept):
        row = Participant.objects.get(pk=goes.pk)
        opened = " ".join([*told(row), *beside(row).values()])
        are_there = Mail.objects.filter(sealed_with=goes.key_id, sealed__isnull=False)
        assert are_there.exists()

    assert not [word for word in secrets if word in opened]
    written = kept.read_bytes()
    for word in secrets:
        assert word.encode() not in written
        assert word.encode().hex().encode() not in written  # as PostgreSQL dumps bytes
    assert keys.destroy_on([goes.key_id]) == {}


@pytest.mark.parametrize("worked", [True, False], ids=["by night", "not yet"])
def test_on_the_day_known_on_arrival_it_is_gone_and_later_ones_are_not(
    worked, time_machine, tmp_path
):
    """The clock moves; whether or not the work of the night was done, it is over."""
    time_machine.move_to("2026-11-03 12:00+01:00", tick=False)
    make_policy(coordinator=make_staff(), deputy=make_staff())
    goes = make_wish(**SAID)
    time_machine.shift(timedelta(days=90))
    stays = make_offer(first_name="Willem", email="willem@example.org")
    make_pair(goes, stays)
    kept = dump(tmp_path)
    last = goes.erase_on - timezone.localdate()
    time_machine.shift(last - timedelta(days=1))
    assert SAID["words"] in " ".join(told(goes))
    time_machine.shift(timedelta(days=1))
    if worked:
        night()
        assert not Participant.objects.filter(pk=goes.pk).exists()

    with restored(kept):
        opened = " ".join([*told(goes), *beside(goes).values()])
        assert not [word for word in [*SAID.values(), NOTE] if word in opened]
        assert people_of([stays])[stays.pk].first_name == "Willem"
        night()
        assert [*Participant.objects.all()] == [stays]
        assert people_of([stays])[stays.pk].first_name == "Willem"
    assert keys.destroy_on([goes.key_id, stays.key_id]).keys() == {stays.key_id}


def night():
    for job in JOBS:
        job.work(timezone.now())


@pytest.mark.parametrize("goes_away", [leaves, erases])
def test_who_stays_opens_from_it_as_before(two, goes_away, tmp_path):
    *_others, goes, stays = two
    kept = dump(tmp_path)
    goes_away(goes)
    with restored(kept):
        row = Participant.objects.get(pk=stays.pk)
        assert people_of([row])[row.pk].first_name == "Willem"


def test_pages_links_mails_and_jobs_go_on_beside_what_does_not_open(
    two, client, settings, tmp_path
):
    settings.MATCHING = True
    policy, pair, goes, stays = two
    mine = reverse("matching:mine", args=[links.token(links.MINE, goes)])
    kept = dump(tmp_path)
    erases(goes)
    with restored(kept):
        staff = as_(policy.coordinator)
        pages = [LIST, f"{LIST}?welke=paren", f"{LIST}{stays.pk}/"]
        pages += [f"{LIST}paar/{pair.pk}/", f"{LIST}gekeken/"]
        answers = [staff.get(page) for page in pages]
        theirs = [staff.get(f"{LIST}{stays.pk}/gezien/").status_code,
                  staff.get(f"{LIST}{goes.pk}/gezien/").status_code]  # fmt: skip
        gone = [staff.get(f"{LIST}{goes.pk}/"), client.get(mine),
                client.get(f"{mine}alles.json")]  # fmt: skip
        deliver_due()
        heard = {to for each in mail.outbox for to in each.to}
        for job in JOBS:
            job.work(timezone.now() + YEAR)
        left = Participant.objects.filter(state=State.WAITING)
        assert not left.exists()
        assert not keys.destroy_on([goes.key_id, stays.key_id])

    assert [answer.status_code for answer in answers] == [200] * len(pages)
    assert theirs == [200, 404]
    assert [answer.status_code for answer in gone] == [404] * 3
    of_staff, *by_link = [text_of(answer) for answer in gone]
    assert GONE in of_staff
    assert all("Deze link werkt niet meer" in page for page in by_link)
    assert GONE in text_of(answers[3])  # of the pair
    assert "Willem" in text_of(answers[3])
    assert not [
        each for each in [*answers, *gone] if SAID["first_name"] in text_of(each)
    ]
    assert heard == {"willem@example.org"}
