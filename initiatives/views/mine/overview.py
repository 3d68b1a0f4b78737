"""/mijn/: everything of my organisations on one page."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.history.bin import Binned
from common.kit.naming import by_word
from common.moderation.states import Moderated, NotAllowed, State
from common.moderation.still_right import still_right as checked_today
from initiatives.dates import calling_off
from initiatives.dates.sync import next_of
from initiatives.deciding import decisions, replies
from initiatives.facts.criteria import CRITERIA
from initiatives.forms.people import ReplyForm
from initiatives.joining import seats, weekly
from initiatives.models import (
    Activity,
    Claim,
    Decision,
    Initiative,
    Membership,
    Organisation,
    Proposal,
)
from initiatives.models.moderation import ABOUT
from initiatives.models.querysets import doubts_of
from initiatives.organising import (
    access,
    beside,
    doubting,
    kept_elsewhere,
    registering,
)

OLD = timedelta(days=91)  # after which we ask whether it is still right
SHOWN = 3  # next times of an activity
RECENT = timedelta(days=30)  # how long an answer about a change is shown
KINDS = {
    word: model
    for word, model in by_word(Moderated).items()
    if model._meta.app_label == "initiatives"
}


@access.page
def overview(request):
    """What waits, what was returned and why, what gets old, the next dates."""
    person = request.user
    context = {
        "desks": _desks(person),
        "parts": beside.parts_of(person),
        "own": _own(person),
        "claims": Claim.objects.filter(person=person).select_related("organisation"),
        "sent": registering.waiting_for(person).select_related("claims"),
        "away_until": registering.staff_are_away_until(),
    }
    return render(request, "initiatives/mine/overview/overview.html", context)


def _desks(person):
    """(organisation, its membership, its entries), a constant number of queries."""
    newest = Decision.objects.filter(proposal=None).order_by("-decided_at", "-pk")
    answers = Prefetch("decisions", newest, to_attr="answers")
    activities = Activity.objects.exclude(state=State.CLOSED).order_by("name", "pk")
    activities = activities.select_related("place").prefetch_related(answers)
    activities = activities.with_doubts()
    initiatives = Initiative.objects.with_doubts().exclude(state=State.CLOSED)
    memberships = (
        Membership.objects.filter(person=person)
        .exclude(organisation__in=Binned.objects.keys(Organisation))
        .select_related("organisation")
        .order_by("organisation__name", "pk")
        .prefetch_related(
            doubts_of(Organisation, "organisation__"),
            Prefetch("organisation__decisions", newest, to_attr="answers"),
            Prefetch("organisation__activities", activities, to_attr="all_activities"),
            Prefetch(
                "organisation__memberships",
                Membership.objects.select_related("person"),
                to_attr="all_people",
            ),
            Prefetch(
                "organisation__initiatives",
                initiatives.prefetch_related(answers),
                to_attr="all_initiatives",
            ),
        )
    )
    memberships = list(memberships)
    ours = [each.organisation for each in memberships]
    _add_facts(
        [each for one in ours for each in one.all_activities],
        [each for one in ours for each in one.all_initiatives],
        ours,
    )
    elsewhere = kept_elsewhere.kept([one.pk for one in ours])
    for one in ours:
        one.kept_elsewhere = elsewhere[one.pk]
        entries = [one, *one.all_activities, *one.all_initiatives]
        one.asks = [each for each in entries if each.asks]
        one.coming = _coming(one.all_activities)
        seen = [*one.all_activities, *one.all_initiatives]
        one.seen = sum(each.seen for each in seen)
        one.signed_up = sum(row.coming.seats for row in one.coming)
    return memberships


def _own(person):
    """What someone made that belongs to no organisation yet."""
    newest = Decision.objects.filter(proposal=None).order_by("-decided_at", "-pk")
    answers = Prefetch("decisions", newest, to_attr="answers")
    mine = {"organisation": None, "created_by": person}
    activities, initiatives = (
        list(
            kind.objects.filter(**mine)
            .exclude(state=State.CLOSED)
            .with_doubts()
            .prefetch_related(answers)
        )
        for kind in (Activity, Initiative)
    )
    _add_facts(activities, initiatives, [])
    return {
        "all_activities": activities,
        "all_initiatives": initiatives,
        "asks": [each for each in [*activities, *initiatives] if each.asks],
        "coming": _coming(activities),
    }


def _coming(activities) -> list:
    """The next times of all of these, the soonest first."""
    times = []
    for activity in activities:
        if activity.state == State.REFUSED:
            continue
        for row in activity.times:
            row.activity = activity
            times.append(row)
    return sorted(times, key=lambda row: row.starts_at)


def _add_facts(activities, initiatives, organisations):
    """Give each entry what the page shows of it."""
    now = timezone.now()
    times = next_of(activities, now, SHOWN) if activities else {}
    calling_off.add_who(row for rows in times.values() for row in rows)
    seats.add_coming(row for rows in times.values() for row in rows)
    for model, entries in [(Activity, activities), (Initiative, initiatives)]:
        seen = weekly.seen_this_month(model, entries)
        for entry in entries:
            entry.seen = seen.get(entry.pk, 0)
    waiting = _proposals(activities, initiatives, organisations, now)
    promised_on = registering.promises()
    for kind, entries in zip(
        ABOUT, [organisations, initiatives, activities], strict=True
    ):
        for entry in entries:
            entry.kind = kind
            entry.answer = entry.answers[0] if entry.answers else None
            entry.criterion = CRITERIA.get(getattr(entry.answer, "criterion", ""))
            entry.proposal = waiting.get((kind, entry.pk))
            if entry.state == State.SUGGESTED:
                asked_on = timezone.localdate(entry.created_at)
                entry.promised_on = promised_on(asked_on)
    for activity in activities:
        activity.times = times.get(activity.pk, [])
        activity.is_old = _is_old(activity, now)
    for entry in [*organisations, *initiatives, *activities]:
        answered = entry.proposal and entry.proposal.state != Proposal.State.OPEN
        was_sent_back = entry.state in {State.RETURNED, State.REFUSED}
        is_old = getattr(entry, "is_old", False)
        is_public = entry.state == State.PUBLISHED
        entry.marks = doubting.marks_in_row(entry) if is_public else []
        asks = [was_sent_back, is_old, answered, entry.marks]
        entry.asks = any(asks)
        entry.change_url = reverse(f"initiatives:edit-{entry.kind}", args=[entry.pk])


def _is_old(activity, now) -> bool:
    if activity.state != State.PUBLISHED:
        return False
    last = activity.checked_on or timezone.localdate(activity.created_at)
    return last <= timezone.localdate(now) - OLD


def _proposals(activities, initiatives, organisations, now) -> dict:
    """The newest proposed change of each entry that waits or was answered lately."""
    found = {}
    about = zip(ABOUT, [organisations, initiatives, activities], strict=True)
    for kind, entries in about:
        if not entries:
            continue
        rows = Proposal.objects.filter(**{f"{kind}__in": entries})
        rows = rows.exclude(
            state__in=[Proposal.State.ACCEPTED, Proposal.State.WITHDRAWN]
        ).prefetch_related("decisions")
        for row in rows.order_by("proposed_at", "pk"):
            is_open = row.state in {Proposal.State.OPEN, Proposal.State.RETURNED}
            if is_open or row.proposed_at > now - RECENT:
                row.answer = next(iter(row.decisions.all()), None)
                found[kind, getattr(row, f"{kind}_id")] = row
    return found


def find(person, kind: str, pk: int):
    """An entry of someone's, by the word for it in an address."""
    if kind == "organisatie":
        return access.organisation_of(person, pk)
    if kind == "activiteit":
        return access.activity_of(person, pk)
    return access.initiative_of(person, pk)


@access.action
def resubmit(request, kind, pk):
    """Answer our question, or ask for a second look at a refusal."""
    if kind not in KINDS:
        raise Http404(kind)
    entry = find(request.user, kind, pk)
    return _answered(request, entry, replies.send_in_again)


@access.action
def answer(request, pk):
    """Answer our question about a proposed change."""
    proposal = get_object_or_404(Proposal, pk=pk)
    find(request.user, proposal.about.word, proposal.about.pk)
    return _answered(request, proposal, replies.answer_about_change)


def _answered(request, thing, send):
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["reply"]))
        return redirect("initiatives:mine")
    try:
        send(thing, form.cleaned_data["reply"], request.user)
        messages.success(request, _("Sent. We look at it again."))
    except NotAllowed:
        messages.error(request, _("This waits already, or we decided meanwhile."))
    return redirect("initiatives:mine")


@access.action
def still_right(request, pk):
    """ "Everything is still right", without changing anything."""
    activity = access.activity_of(request.user, pk)
    checked_today(activity, request.user, _("checked by who organises it"))
    messages.success(request, _("Thank you. Visitors see that you checked it today."))
    return redirect("initiatives:mine")


@access.action
def stop(request, kind, pk):
    """It is over for good: it leaves the site, at once."""
    if kind not in {"activiteit", "initiatief"}:
        raise Http404(kind)
    entry = find(request.user, kind, pk)
    try:
        decisions.stop(entry, request.user)
        messages.success(request, _("It is off the site."))
    except NotAllowed:
        messages.error(request, _("That is not possible now."))
    return redirect("initiatives:mine")


def proposal_of(entry) -> Proposal | None:
    """What waits beside a live entry."""
    waiting = Proposal.objects.filter(
        **decisions.target_kwargs(entry),
        state__in=[Proposal.State.OPEN, Proposal.State.RETURNED],
    )
    return waiting.first()


@access.action
def withdraw(request, pk):
    """Take a proposed change back."""
    waiting = [Proposal.State.OPEN, Proposal.State.RETURNED]
    proposal = get_object_or_404(Proposal.objects.filter(state__in=waiting), pk=pk)
    find(request.user, proposal.about.word, proposal.about.pk)
    changed = Proposal.objects.filter(pk=proposal.pk, state__in=waiting)
    changed.update(state=Proposal.State.WITHDRAWN)
    messages.success(request, _("You took your change back. Nothing changed."))
    return redirect("initiatives:mine")
