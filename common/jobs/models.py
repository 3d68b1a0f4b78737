"""Work for every so often, done by one command that cron or a systemd timer calls.

Which job is due stands in the database, so that of two that start at once one does it.
Why no library does this: docs/decisions/0008-work-in-the-background.md.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField

AGAIN = timedelta(minutes=15)  # after a failure, if that is sooner than usual
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to do at most every so often; gives how much it did. It must be safe
    to do twice, for a machine may stop in the middle of it."""

    name: str
    every: timedelta
    work: Callable[[datetime], int]


class LastTime(models.Model):
    """When work that comes back was done, and when it may be done again."""

    job = OneLineField(_("job"), max_length=40, unique=True)
    due_at = models.DateTimeField(_("next time"))
    done_at = models.DateTimeField(_("last time"), null=True)
    problem = OneLineField(_("what went wrong"), max_length=120, blank=True)

    class Meta:
        app_label = "ontmoeten"
        ordering = ["job"]
        verbose_name = _("work that comes back")
        verbose_name_plural = _("work that comes back")

    def __str__(self):
        return self.job


@dataclass
class Outcome:
    """What one run did: how much of each job, and which ones failed."""

    done: dict[str, int]
    failed: list[str]


def run(jobs: Iterable[Job], only: str = "") -> Outcome:
    """Do what is due, or one job at once. One that fails stops no other."""
    outcome = Outcome({}, [])
    for job in jobs:
        now = timezone.now()
        if not (_claim(job, now) if not only else job.name == only):
            continue
        try:
            outcome.done[job.name] = job.work(now)
        except Exception as error:
            log.exception("%s failed", job.name)
            outcome.failed.append(job.name)
            again = now + min(job.every, AGAIN)
            _row(job).update(due_at=again, problem=type(error).__name__)
        else:
            _row(job).update(done_at=timezone.now(), problem="")
    return outcome


def _row(job: Job):
    return LastTime.objects.filter(job=job.name)


def _claim(job: Job, now: datetime) -> bool:
    """Whether it is due, and ours: one UPDATE decides."""
    new = LastTime(job=job.name, due_at=now)
    LastTime.objects.bulk_create([new], ignore_conflicts=True)
    return bool(_row(job).filter(due_at__lte=now).update(due_at=now + job.every))
