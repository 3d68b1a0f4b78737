"""The work that comes back: what, and how often."""

from datetime import datetime, timedelta

from django.utils import timezone

from common.history import bin, ending
from common.jobs import tasks
from common.jobs.models import Job
from common.kit.naming import models_that_are
from common.mail import delivery
from common.mail.models import Mail
from common.moderation.attention import Attention
from common.moderation.reporting import reports
from common.moderation.states import DoubtOfDay, WantsToHear
from common.moderation.undoing import decisions as undoing
from common.photos import pending_uploads
from common.photos.models import PageMedia, Removal
from common.protect import once, rate_limit
from common.protect.batches import SentBatch
from common.protect.sealing import keys
from common.protect.staff_contact import StaffContact
from desks.days import away as desk_days
from desks.days import reminding as desk_reminding
from desks.models import DeskDay
from desks.organising import changing as desk_changes
from desks.organising import leaving as desk_leaving
from initiatives.dates import calling_off, sync
from initiatives.joining import seats, unpublish_notices, weekly
from initiatives.models import DoorMessage, SentMessage, SignUp
from initiatives.models.host import FixedFace
from initiatives.organising import leftovers, registering, still_right
from learning.experiments import asking
from learning.goals import noting
from learning.measuring import sums
from learning.models import Contribution, Slip
from matching.following import jobs as matching_jobs
from ontmoeten.privacy import endings
from ontmoeten.staff.duplicates import compare
from places.deciding import answers, freshness_counts
from places.models import KnownAddress
from places.models.imports import FileRun
from tours.deciding import changing as tour_changes

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAILY = timedelta(hours=20)  # every day, also when a day's run comes a little early


def further_ahead(now: datetime) -> int:
    return sync.sync_all(timezone.localdate(now))


def count_what_is_fresh(now: datetime) -> int:
    return freshness_counts.record(timezone.localdate(now))


def forget_mails(now: datetime) -> int:
    return Mail.objects.all().forget(now)


def forget_reporters(now: datetime) -> int:
    return reports.forget(timezone.localdate(now))


def forget_suggesters(now: datetime) -> int:
    today = timezone.localdate(now)
    return sum(kind.forget(today) for kind in models_that_are(WantsToHear))


def forget_doubts(now: datetime) -> int:
    today = timezone.localdate(now)
    return sum(kind.forget(today) for kind in models_that_are(DoubtOfDay))


def forget_answers(now: datetime) -> int:
    return answers.forget(timezone.localdate(now))


def forget_imports(now: datetime) -> int:
    return sum(kind.forget(now) for kind in models_that_are(FileRun))


def undone_no_more(now: datetime) -> int:
    return undoing.carry_out(now)


def forget_addresses(now: datetime) -> int:
    return KnownAddress.forget(timezone.localdate(now))


def forget_sign_ups(now: datetime) -> int:
    """And what was written to them."""
    return SignUp.objects.all().forget(now) + SentMessage.objects.all().forget(now)


def forget_door_messages(now: datetime) -> int:
    return DoorMessage.objects.all().forget(now)


def forget_removals(now: datetime) -> int:
    today = timezone.localdate(now)
    kinds = models_that_are(Removal)
    return sum(kind.objects.all().forget(today) for kind in kinds)


def forget_unseen_photos(now: datetime) -> int:
    return sum(kind.objects.all().forget(now) for kind in models_that_are(PageMedia))


def forget_consents(now: datetime) -> int:
    today = timezone.localdate(now)
    kinds = models_that_are(FixedFace)
    return sum(kind.objects.all().forget_consents(today) for kind in kinds)


def forget_proposals(now: datetime) -> int:
    kept = [leftovers.forget_proposals, desk_changes.forget, tour_changes.forget]
    return sum(forget(now) for forget in kept)


def forget_desk_days(now: datetime) -> int:
    return DeskDay.objects.all().forget(now)


def forget_registrations(now: datetime) -> int:
    return registering.forget(timezone.localdate(now))


def forget_attention(now: datetime) -> int:
    return Attention.objects.all().forget(now)


def forget_slips(now: datetime) -> int:
    return Slip.objects.all().forget(timezone.localdate(now))


def forget_unseen_answers(now: datetime) -> int:
    return Contribution.objects.all().forget(timezone.localdate(now))


def forget_batches(now: datetime) -> int:
    return sum(kind.objects.all().forget(now) for kind in models_that_are(SentBatch))


def forget_contacts(now: datetime) -> int:
    today = timezone.localdate(now)
    kinds = models_that_are(StaffContact)
    return sum(kind.objects.all().forget(today) for kind in kinds)


def forget_senders(now: datetime) -> int:
    return rate_limit.forget_old() + once.forget_old()


def find_doubles(now: datetime) -> int:
    return compare.refresh()


def forget_photos(now: datetime) -> int:
    return pending_uploads.forget_old()


def destroy_keys(now: datetime) -> int:
    return keys.destroy_due(timezone.localdate(now))


def give_back_tasks(now: datetime) -> int:
    return tasks.reap(now)


def send_what_is_due(now: datetime) -> int:
    return delivery.wake(now)


JOBS = [
    Job("finish what can not be undone any more", MINUTE, undone_no_more),
    Job("tasks of killed workers", MINUTE, give_back_tasks),
    Job("mails that are due", MINUTE, send_what_is_due),
    Job("tell of what left the site", 10 * MINUTE, unpublish_notices.tell),
    Job("reminders of sign-ups", 10 * MINUTE, seats.remind),
    Job("reminders of organisers", 10 * MINUTE, calling_off.remind),
    Job("mail of each week", HOUR, weekly.send),
    Job("reminders of hosts of desks", 10 * MINUTE, desk_reminding.remind),
    Job("ask the next stand-in", 5 * MINUTE, desk_days.go_on),
    Job("ask whether it is still right", DAILY, still_right.ask),
    Job("ask whether a decision is done", DAILY, asking.ask),
    Job("destroy keys of people", HOUR, destroy_keys),
    Job("erase mails", HOUR, forget_mails),
    Job("erase who reported", HOUR, forget_reporters),
    Job("erase who suggested something", HOUR, forget_suggesters),
    Job("erase doubts of long ago", DAILY, forget_doubts),
    Job("erase who answered a question", HOUR, forget_answers),
    Job("erase files never imported", DAILY, forget_imports),
    Job("forget addresses of long ago", DAILY, forget_addresses),
    Job("erase sign-ups", HOUR, forget_sign_ups),
    Job("erase messages for the door", HOUR, forget_door_messages),
    Job("erase who had a photo removed", HOUR, forget_removals),
    Job("erase photos nobody decided about", DAILY, forget_unseen_photos),
    Job("erase consents of long ago", DAILY, forget_consents),
    Job("erase who could not come", HOUR, forget_desk_days),
    Job("erase hosts of desks that left", DAILY, desk_leaving.forget_hosts),
    Job("erase registrations never confirmed", HOUR, forget_registrations),
    Job("erase who looked at what waits", HOUR, forget_attention),
    Job("erase counts of senders", HOUR, forget_senders),
    Job("erase photos never sent", HOUR, forget_photos),
    Job("erase what lay in the bin for 30 days", HOUR, bin.empty),
    Job("to the bin what we never took", DAILY, ending.throw_away_not_taken),
    Job("erase how to reach who left", DAILY, leftovers.forget_contacts),
    Job("erase proposals of long ago", DAILY, forget_proposals),
    Job("erase why dates were called off", DAILY, leftovers.forget_reasons),
    Job("erase accounts of nobody", DAILY, endings.forget_accounts),
    Job("erase sessions", HOUR, endings.forget_sessions),
    Job("erase notes of the administration", DAILY, endings.forget_notes),
    Job("erase finished tasks", DAILY, tasks.forget_finished),
    Job("erase cards nobody used", DAILY, forget_slips),
    Job("erase answers that are not public", DAILY, forget_unseen_answers),
    Job("erase whom staff rang", DAILY, forget_contacts),
    Job("erase what phones sent", DAILY, forget_batches),
    Job("sums of a quarter", DAILY, sums.publish),
    Job("note what goals count", DAILY, noting.note_all),
    Job("count what is fresh", DAILY, count_what_is_fresh),
    Job("look for doubles", DAILY, find_doubles),
    Job("dates further ahead", DAILY, further_ahead),
    *matching_jobs.JOBS,
]
