"""How often pages are opened, by month, and nothing about who opens them.

The page may come from a cache, so its script says that it was opened: who has no
JavaScript is not counted, and who wants to can count one up by hand. That is enough to
say which pages matter most. A process writes its counts now and then; what it has not
written when it stops is lost.
"""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from threading import Lock
from time import monotonic

from django.db import models, transaction
from django.db.models import F
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.kit.background import InBackground
from common.protect.forms import comes_from_here

EVERY = 30.0  # seconds
MOST = 10_000  # pages that wait to be written
ROBOT = re.compile(r"bot|crawl|spider|slurp|preview", re.IGNORECASE)


class MonthlyVisits(models.Model):
    """How often the page of something was opened in a month."""

    YEAR = timedelta(days=365)

    month = models.DateField(_("month"), help_text=_("Its first day."))
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        abstract = True
        ordering = ["-month"]
        verbose_name = _("visits of a page")
        verbose_name_plural = _("visits of pages")

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.count}"


class Tally:
    """What this process counted and has not written yet, by slug. `model` keeps it, and
    `field` of it leads to what has the page."""

    def __init__(self, model: type[MonthlyVisits], field: str):
        self._model, self._field = model, field
        self._counts: Counter[str] = Counter()
        self._since = 0.0
        self._lock = Lock()
        self._writing = InBackground(f"writing visits of each {field}", self.write)

    def add(self, slug: str) -> None:
        with self._lock:
            if not self._counts:
                self._since = monotonic()
            if slug in self._counts or len(self._counts) < MOST:
                self._counts[slug] += 1
            is_due = monotonic() - self._since >= EVERY
        if is_due:
            self._writing.begin()

    def write(self) -> int:
        """Add it to the database; gives how many visits of pages that there are."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        try:
            return self._write(counts)
        except Exception:
            with self._lock:
                self._counts.update(counts)
            raise

    @transaction.atomic
    def _write(self, counts) -> int:
        month = timezone.localdate().replace(day=1)
        entries = self._model._meta.get_field(self._field).related_model.objects
        known = entries.published().filter(slug__in=list(counts)).order_by("pk")
        slugs = dict(known.values_list("pk", "slug"))
        new = [self._model(**{f"{self._field}_id": pk}, month=month) for pk in slugs]
        self._model.objects.bulk_create(new, ignore_conflicts=True)
        for pk, slug in slugs.items():
            row = self._model.objects.filter(**{self._field: pk}, month=month)
            row.update(count=F("count") + counts[slug])
        return sum(counts[slug] for slug in slugs.values())


def counts_visits(tally: Tally) -> Callable:
    """The view that the script of a page posts to; it answers nothing."""

    @csrf_exempt
    @never_cache
    @require_POST
    def visited(request, slug):
        program = request.headers.get("User-Agent", "")
        if program and not ROBOT.search(program) and comes_from_here(request):
            tally.add(slug)
        return HttpResponse(status=204)

    return visited
