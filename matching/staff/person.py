"""One wish or offer, who fits with it and why others do not; what safeguarding saw."""

from functools import wraps
from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from matching.entering import boxes, notes
from matching.entering.in_words import (
    languages,
    moments,
    names_of_subjects,
    subjects,
    ways,
)
from matching.entering.in_words import told as told_of
from matching.facts import rule, safeguarding
from matching.facts.safeguarding import Seen
from matching.facts.vocabulary import Kind
from matching.forms.note import NoteForm
from matching.forms.safeguard import SafeguardForm
from matching.models import Look, Pair, Participant, Safeguard
from matching.models.look import Where
from matching.pairing.moving import AWAY, TAKEN, UNSAFE, NotTogether, propose
from matching.pairing.reading import everyone_waiting
from matching.staff.access import for_the_two
from matching.staff.lists import areas_of
from places.finding.in_words import distance

MOST = 12  # who fit, on one page
WHY = {
    **rule.WORDS,
    TAKEN: gettext_lazy("Someone else was first: one of the two is in a pair now."),
    AWAY: gettext_lazy("One of the two does not wait any more."),
    UNSAFE: gettext_lazy("Safeguarding lacks something of who offers."),
}
NAMES = {
    safeguarding.TALK: gettext_lazy("talk"),
    safeguarding.CONDUCT: gettext_lazy("statement of conduct"),
    safeguarding.TRAINING: gettext_lazy("training"),
    safeguarding.REFERENCES: gettext_lazy("references"),
}


def of_someone(view):
    """The view gets the row and the person in it. Of who is erased nothing opens, also
    when a backup has brought the row back: the page says so."""

    @for_the_two
    @wraps(view)
    def wrapped(request, policy, who):
        row = Participant.objects.filter(pk=who).first()
        person = row and boxes.person_of(row)
        if person:
            return view(request, policy, row, person)
        title = _("Nobody is here any more")
        context = {**admin.site.each_context(request), "title": title}
        return render(request, "matching/staff/gone.html", context, status=404)

    return wrapped


@of_someone
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, policy, row, person):
    form = NoteForm(request.POST if "note" in request.POST else None)
    if form.is_valid():
        text = form.cleaned_data["note"]
        notes.write(row, text, request.user.name, timezone.now())
        messages.success(request, _("Saved."))
        return redirect("match-person", row.pk)
    if request.method == "POST" and not form.is_bound:
        return _proposed(request, row)
    now = timezone.now()
    pair = Pair.objects.open().of(row).first()
    context = {
        **admin.site.each_context(request),
        "title": _title(row, person),
        "row": row,
        "person": person,
        "facts": told_of(person),
        "days": (now - row.waits_since).days,
        "pair": pair,
        "is_offer": row.kind == Kind.OFFER,
        "notes": notes.notes_of(row),
        "form": form,
    }
    looked = [row]
    if row.kind == Kind.OFFER:
        seen = boxes.seen_of([row]).get(row.pk)
        context["checks"] = in_words(seen, policy, now)
        context["seen_how"] = boxes.seen_how(row)
    if pair is None:
        more, seen_people = _around(row, policy, now)
        context |= more
        looked += seen_people
    Look.objects.note(request.user, looked[:1], Where.PERSON)
    Look.objects.note(request.user, looked[1:], Where.CANDIDATE)
    return render(request, "matching/staff/person.html", context)


def _title(row, person) -> str:
    words = _("Wish of %s") if row.kind == Kind.WISH else _("Offer of %s")
    return words % person.initial


def _around(row, policy, now) -> tuple[dict, list[Participant]]:
    """Who fits with it, what they have in common, and why others fell out."""
    room = everyone_waiting()
    entry = room.entries.get(row.pk)
    if entry is None:  # paused, or not confirmed yet
        return {}, []
    line = sorted(room.of_kind(row.kind), key=lambda each: each.turn)
    at = [each.id for each in line].index(row.pk)
    other_kind = Kind.OFFER if row.kind == Kind.WISH else Kind.WISH
    found = rule.find(entry, room.of_kind(other_kind), room.known)
    shown = found.fit[:MOST]
    rows = [room.rows[each.id] for each in shown]
    seen = boxes.seen_of(each for each in [*rows, row] if each.kind == Kind.OFFER)
    names = names_of_subjects()
    areas = areas_of(room.people[each.id] for each in shown)
    cards = []
    for each, other in zip(shown, rows, strict=True):
        offer = other if other.kind == Kind.OFFER else row
        asked = in_words(seen.get(offer.pk), policy, now)
        person = room.people[each.id]
        cards.append(
            {
                "row": other,
                "person": person,
                "area": areas.get(person.area, ""),
                "shared": _shared(rule.shared(entry, each), names),
                "away": _away(rule.shared(entry, each).metres),
                "checks": asked,
                "is_blocked": any(check["blocks"] for check in asked),
                "days": (now - other.waits_since).days,
            }
        )
    out = [(WHY[name], count) for name, count in found.out.most_common()]
    context = {"cards": cards, "out": out, "fell_out": found.out.total()}
    context |= {"more": len(found.fit) - len(shown), "place": at + 1, "all": len(line)}
    context["before"] = line[at - 1].id if at else None
    context["after"] = line[at + 1].id if at + 1 < len(line) else None
    return context, rows


def _away(metres: int | None) -> str:
    if metres == 0:
        return _("the same neighbourhood")
    return "" if metres is None else distance(metres)


def _shared(found: rule.Shared, names) -> list[str]:
    return [
        subjects(found.subjects, names),
        languages(found.languages),
        moments(found.moments),
        ways(found.ways),
    ]


def in_words(seen: Seen | None, policy, now) -> list[dict]:
    """What is asked of who offers, and how it stands."""
    today = timezone.localdate(now)
    return [
        {
            "name": NAMES[check.name],
            "standing": check.standing.value,
            "until": check.until,
            "blocks": check.standing in safeguarding.BLOCKING,
        }
        for check in safeguarding.checks(seen, policy.terms(), today)
    ]


def _proposed(request, row):
    other = Participant.objects.filter(pk=_uuid(request.POST.get("other"))).first()
    if other is None:
        messages.error(request, WHY[AWAY])
        return redirect("match-person", row.pk)
    wish, offer = (row, other) if row.kind == Kind.WISH else (other, row)
    try:
        pair = propose(wish.pk, offer.pk, request.user, timezone.now())
    except NotTogether as error:
        messages.error(request, WHY[error.why])
        return redirect("match-person", row.pk)
    words = _("Both are asked now whether they still want it.")
    messages.success(request, words)
    return redirect("match-pair", pair.pk)


def _uuid(text):
    try:
        return UUID(text or "")
    except ValueError:
        return None


@of_someone
@require_http_methods(["GET", "HEAD", "POST"])
def safeguard(request, policy, row, person):
    """What was seen of who offers: dates, never a document and never a refusal."""
    if row.kind != Kind.OFFER:
        raise Http404("only of who offers")
    seen = boxes.seen_of([row]).get(row.pk)
    how, _by = boxes.seen_how(row)
    form = SafeguardForm(request.POST or None, seen=seen, how=how)
    if form.is_valid():
        found = Safeguard.objects.filter(pk=row.pk).first() or Safeguard(
            participant=row
        )
        found.changed_by = found._history_user = request.user
        boxes.put_seen(found, form.seen(), form.cleaned_data["how"], request.user.name)
        found.save()
        messages.success(request, _("Saved."))
        return redirect("match-person", row.pk)
    Look.objects.note(request.user, [row], Where.PERSON)
    context = {
        **admin.site.each_context(request),
        "title": _("What we saw of %s") % person.initial,
        "row": row,
        "form": form,
        "terms": policy.terms(),
    }
    return render(request, "matching/staff/safeguard.html", context)
