"""The work of Meet & Match that comes back."""

from datetime import timedelta

from django.conf import settings

from common.jobs.models import Job
from matching.entering import telling
from matching.following import afterwards, duty, ending, still
from matching.pairing import waits

HOUR, DAILY = timedelta(hours=1), timedelta(hours=20)


def _when_on(work):
    """Nothing is asked of anyone while it is off; erasing goes on."""

    def done(now):
        return work(now) if settings.MATCHING else 0

    return done


JOBS = [
    Job("erase people of Meet & Match", HOUR, telling.erase_due),
    Job("remind who was asked for a pair", HOUR, _when_on(still.remind_pairs)),
    Job("ask whether it is still wanted", HOUR, _when_on(still.ask_each_quarter)),
    Job("ask how pairs go", HOUR, _when_on(afterwards.ask)),
    Job("tell that a year is over", DAILY, _when_on(ending.tell_last_month)),
    Job("warn of statements that end", DAILY, _when_on(ending.warn_staff)),
    Job("alarm when nobody looks", HOUR, _when_on(duty.alarm)),
    Job("count who waits", HOUR, _when_on(waits.keep_count)),
]
