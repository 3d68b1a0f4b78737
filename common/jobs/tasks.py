"""What keeps the rows of django-tasks-db in order.

Every task of ours may run twice and do its work once: that is the condition for
`reap`, which gives back what a worker had when it was killed.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

LONGEST = timedelta(minutes=15)  # no task of ours takes so long
MOST_TIMES = 5  # after that it is the task that kills its worker
RETENTION = timedelta(days=14)
log = logging.getLogger(__name__)


def reap(now: datetime, longest: timedelta = LONGEST) -> int:
    """Let tasks run again whose worker is gone; gives how many."""
    stale = Q(status=TaskResultStatus.RUNNING, started_at__lte=now - longest)
    count = 0
    for row in DBTaskResult.objects.filter(stale):
        is_hopeless = len(row.worker_ids) >= MOST_TIMES
        same = DBTaskResult.objects.filter(stale, pk=row.pk, started_at=row.started_at)
        if is_hopeless:
            status = TaskResultStatus.FAILED
            same.update(
                status=status, finished_at=now, traceback="its worker was killed"
            )
            log.error("Task %s is given up after %s workers.", row.pk, MOST_TIMES)
        else:
            count += same.update(status=TaskResultStatus.READY, started_at=None)
    return count


def forget_finished(now: datetime) -> int:
    """Erase tasks that were done long ago; gives how many."""
    return (
        DBTaskResult.objects.finished()
        .filter(finished_at__lte=now - RETENTION)
        .delete()[0]
    )
