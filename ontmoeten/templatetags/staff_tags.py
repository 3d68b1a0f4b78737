"""What staff see on the first page of the administration."""

from datetime import timedelta

from django import template
from django.conf import settings
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from common.mail.models import LEASE, Mail
from initiatives.deciding import live_changes
from initiatives.models import Occurrence
from ontmoeten.staff.queue.waiting import Queue
from ontmoeten.staff.start.work import work_of
from places.deciding import freshness_counts

FIRST = 20  # of what waits
WEEK = timedelta(days=7)
# The icon of each sort of thing that waits.
SIGNS = {
    "plek": "pin",
    "melding": "flag",
    "twijfel": "question",
    "antwoord": "question",
    "wijziging": "edit",
    "organisatie": "people",
    "claim": "people",
    "initiatief": "join",
    "activiteit": "calendar",
    "import": "download",
    "vertaling": "language",
    "gastheer": "face",
    "verwijdering": "camera",
}
SHOWN = timedelta(days=7)  # what did not go out before that, nobody waits for any more
register = template.Library()


@register.inclusion_tag("ontmoeten/staff/start/_mails.html")
def mails_in_trouble():
    """How many mails wait longer than they should, or did not go out; one query."""
    State, now = Mail.State, timezone.now()
    is_late = Q(state=State.WAITING, created_at__lte=now - LEASE)
    return Mail.objects.aggregate(
        late=Count("pk", filter=is_late),
        since=Min("created_at", filter=is_late),
        unsure=Count("pk", filter=Q(state=State.UNSURE, due_at__lte=now)),
        failed=Count("pk", filter=Q(state=State.FAILED, created_at__gt=now - SHOWN)),
    )


@register.inclusion_tag("initiatives/staff/_changed_lately.html", takes_context=True)
def changed_lately(context):
    """How much trusted organisations changed that nobody looked at; one query."""
    may_see = context["user"].has_perm("initiatives.view_livechange")
    return {"count": live_changes.unseen().count() if may_see else 0}


@register.inclusion_tag("ontmoeten/staff/queue/_first.html", takes_context=True)
def what_waits(context):
    """The first of what waits for staff, and how much of each kind."""
    queue = Queue(context["user"])
    return {
        "queue": queue,
        "rows": queue.rows(queue.firsts[:FIRST]),
    }


@register.inclusion_tag("ontmoeten/staff/start/_work.html", takes_context=True)
def work(context):
    """What this person may do, in groups with counts."""
    return {"groups": work_of(context["user"])}


@register.inclusion_tag("ontmoeten/staff/start/_today.html")
def today_on_the_site():
    """How much there is to find, of today and the six days after it; two queries."""
    today = timezone.localdate()
    week = Occurrence.objects.published().on_days(today, today + WEEK)
    return {
        "share": freshness_counts.whole(today),
        **week.aggregate(
            times=Count("pk"), cancelled=Count("pk", filter=Q(is_cancelled=True))
        ),
    }


@register.inclusion_tag("ontmoeten/staff/start/_on_duty.html")
def nobody_on_duty():
    """That nobody hears of what is urgent; nothing when somebody does."""
    return {"is_anyone_on_duty": bool(settings.ON_DUTY)}


@register.filter
def page_of_staff(entry) -> str:
    """Where staff change it."""
    return reverse(admin_urlname(entry._meta, "change"), args=[entry.pk])


@register.filter
def sign_of(kind: str) -> str:
    """The name of the icon of a sort of thing that waits; of photos a camera."""
    sort = kind.partition("-")[0]  # "twijfel-activiteit" is a doubt
    return SIGNS.get(sort, "camera" if "foto" in kind else "inbox")
