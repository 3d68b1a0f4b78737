"""Nothing of who is gone opens any more: not from an old dump that is put back either,
as long as the key store is the one of today."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from common.mail.delivery import deliver_due
from common.mail.models import Mail
from common.protect.sealing import keys
from matching.entering import links, notes, telling
from matching.entering.boxes import facts_seen, people_of
from matching.facts.vocabulary import State
from matching.following.jobs import JOBS
from matching.models import Participant
from matching.pairing import leaving
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


@pytest.mark.parametrize("goes_away", [a_year, leaves, erases])
def test_of_who_is_gone_an_old_dump_tells_nothing(two, goes_away, tmp_path):
    *_others, goes, _stays = two
    kept = dump(tmp_path)
    assert SAID["words"] in " ".join(told(goes))
    goes_away(goes)
    assert not Participant.objects.filter(pk=goes.pk).exists()

    with restored(kept):
        row = Participant.objects.get(pk=goes.pk)
        opened = " ".join(told(row))
        mails = [each.opened() for each in Mail.objects.all()]
        bodies = " ".join(f"{each.to} {each.html}" for each in mails if each)

    secrets = [*SAID.values(), NOTE]
    assert not [word for word in secrets if word in opened + bodies]
    assert not [word for word in secrets if word.encode() in kept.read_bytes()]
    assert keys.destroy_on([goes.key_id]) == {}


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
        gone = [staff.get(f"{LIST}{goes.pk}/"), client.get(mine),
                client.get(f"{mine}alles.json")]  # fmt: skip
        deliver_due()
        heard = {to for each in mail.outbox for to in each.to}
        for job in JOBS:
            job.work(timezone.now() + YEAR)
        left = Participant.objects.filter(state=State.WAITING)
        assert not left.exists()

    assert [answer.status_code for answer in answers] == [200] * len(pages)
    assert [answer.status_code for answer in gone] == [404] * 3
    assert not [
        each for each in [*answers, *gone] if SAID["first_name"] in text_of(each)
    ]
    assert heard == {"willem@example.org"}
