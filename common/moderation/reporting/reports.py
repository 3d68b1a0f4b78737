"""Visitors report that something about an entry is not right, or is unsafe: the form,
and what follows. Each app has its own rows, with `entry`: what a report is about.
"""

from collections import Counter
from datetime import date, datetime, time

from django import forms
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.kit.naming import models_that_are
from common.mail import sending
from common.mail.models import Mail
from common.moderation import on_duty
from common.moderation.states import (
    LONGEST_TEXT,
    RETENTION_AFTER_ARRIVAL,
    RETENTION_AFTER_HANDLING,
    RETENTION_UNHANDLED,
    URGENT,
    Reason,
    Report,
    State,
)
from common.protect.forms import PublicForm
from common.protect.personal import Held, Words

ANSWERS = ["reason", "text", "email"]


class ReportForm(PublicForm):
    """Something about `entry` is not right. A subclass says how it is kept (`make`)."""

    limit = "report"
    reasons = [reason for reason in Reason if reason not in URGENT]
    words: dict[Reason, str] = {}  # instead of those of Reason

    reason = forms.ChoiceField(label=_("What is wrong?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "May be left empty, unless it is something else. Write no names or "
            "telephone numbers of other people here."
        ),
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you would like an answer (optional)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "We use it for the answer only. We erase it 30 days after your report is "
            "handled, and 90 days after you sent it at the latest."
        ),
    )

    def __init__(self, *args, entry: Model, **kwargs):
        super().__init__(*args, about=entry.pk, **kwargs)
        self.entry = entry
        known = open_reasons(self.reports())
        self.fields["reason"].choices = [
            (
                reason.value,
                _with_count(self.words.get(reason, reason.label), known[reason.value]),
            )
            for reason in self.reasons
        ]

    def reports(self) -> QuerySet:
        """Those about the entry."""
        raise NotImplementedError

    def make(self, answers: dict) -> Report:
        """A saved report about the entry."""
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean()
        is_unclear = cleaned.get("reason") == Reason.OTHER and not cleaned.get("text")
        if is_unclear and "text" not in self.errors:
            self.add_error("text", _("Write in a few words what is different."))
        return cleaned

    def save(self) -> Report:
        report = self.make({name: self.cleaned_data[name] for name in ANSWERS})
        tell_who_is_on_duty(report)
        return report


def open_reasons(reports: QuerySet) -> Counter:
    """How many open reports of each reason."""
    return Counter(reports.open().values_list("reason", flat=True))


def _with_count(words, count):
    if not count:
        return words
    said = ngettext(
        "%(count)d person reported this already",
        "%(count)d people reported this already",
        count,
    )
    return f"{words} ({said % {'count': count}})"


def tell_who_is_on_duty(report: Report) -> None:
    """Mail whoever is on duty that something urgent waits, once for a report; nothing
    in it is of who reported. The link opens a page with a button."""
    if not report.is_urgent:
        return
    on_duty.ring(
        "common/mail/urgent_report.html",
        key=f"urgent:{report.queue_slug}:{report.pk}",
        context={"report": report},
        page="queue-item",
        about=[report.queue_slug, report.pk],
    )


@transaction.atomic
def handle(reports: QuerySet, by, answer: str = "") -> int:
    """Mark as handled what is still open; gives how many. Who left an address gets the
    answer by mail."""
    found = list(reports.open().select_for_update(of=["self"]).order_by("pk"))
    for report in found:
        report.handle(by, answer)
    names = ["state", "answer", "handled_at", "handled_by", "forget_on"]
    reports.model.objects.bulk_update(found, names, batch_size=100)
    sending.send_each([_mail(each) for each in found if each.answer])
    return len(found)


def _mail(report: Report) -> Mail:
    entry = report.entry
    is_public = entry.state == State.PUBLISHED
    return sending.written(
        "common/mail/report_answer.html",
        to=report.email,
        context={
            "report": report,
            "url": sending.absolute(entry.get_absolute_url()) if is_public else "",
        },
        key=f"report:{report.queue_slug}:{report.pk}",
        forget_at=make_aware(datetime.combine(report.forget_on, time())),
    )


def forget(today: date) -> int:
    """Erase who reported, where it is past its date; gives in how many reports."""
    return sum(kind.objects.all().forget(today) for kind in models_that_are(Report))


def personal_data(model: type[Report], slug: str, whom: Words) -> list[Held]:
    """What reports of one app keep of people, for the register of personal data."""
    until = _("{0} after it was handled, {1} after it came at the latest")
    return [
        Held(
            f"{slug}-address",
            model,
            ("email",),
            what=_("your e-mail address"),
            whom=whom,
            why=_("to answer you"),
            until=until,
            terms=(RETENTION_AFTER_HANDLING, RETENTION_AFTER_ARRIVAL),
            job="erase who reported",
        ),
        Held(
            f"{slug}-text",
            model,
            ("text", "answer"),
            what=_("your words and our answer"),
            whom=whom,
            why=_("to put it right; people may write names in it"),
            until=until,
            terms=(RETENTION_AFTER_HANDLING, RETENTION_UNHANDLED),
            job="erase who reported",
        ),
    ]
