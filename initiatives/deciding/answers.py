"""Tells who sent something in what was decided about it."""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from common.mail import sending
from common.moderation.states import Move
from initiatives.models import (
    Activity,
    Decision,
    Initiative,
    Membership,
    Organisation,
)


def tell(decision: Decision) -> None:
    """Mail it to the owners of the organisation, or to who made the entry; once."""
    tell_each([decision])


def tell_each(decisions: list[Decision]) -> None:
    """The same for many, in a number of queries that does not grow."""
    entries = [each.about for each in decisions]
    people, ours = _receivers_of(entries), _added_by_staff(entries)
    mails = []
    for decision in decisions:
        with translation.override("nl"):
            subject, message = _words(decision, decision.about in ours)
        mails += [
            sending.written(
                "common/mail/plain.html",
                to=email,
                context={"subject": subject, "message": message},
                key=f"decision:{decision.pk}:{pk}",
            )
            for pk, email in people[decision.about]
        ]
    sending.send_each(mails)


def _receivers_of(entries: list) -> dict:
    """As `receivers`, of each: key and address; two queries."""
    organisations = {
        each.pk if isinstance(each, Organisation) else each.organisation_id
        for each in entries
    } - {None}
    owners = defaultdict(list)
    rows = Membership.objects.filter(
        organisation__in=organisations, role="owner", person__is_active=True
    )
    for organisation, *person in rows.order_by("person").values_list(
        "organisation", "person", "person__email"
    ):
        owners[organisation].append(person)
    makers = {
        each.created_by_id for each in entries if not isinstance(each, Organisation)
    } - {None}
    known = get_user_model().objects.filter(pk__in=makers, is_active=True)
    found = {pk: [[pk, email]] for pk, email in known.values_list("pk", "email")}
    receive = {}
    for each in entries:
        if isinstance(each, Organisation):
            receive[each] = owners[each.pk]
        elif each.organisation_id:
            receive[each] = owners[each.organisation_id]
        else:
            receive[each] = found.get(each.created_by_id, [])
    return receive


def _added_by_staff(entries: list) -> set:
    """Those of an organisation that staff wrote down for it; a query for each model."""
    found = set()
    for model in (Initiative, Activity):
        theirs = {
            each.pk: each
            for each in entries
            if isinstance(each, model)
            and each.organisation_id
            and not each.created_by_id
        }
        if theirs:
            made = model.history.filter(id__in=theirs, history_type="+")
            by_staff = made.filter(history_user__is_staff=True)
            found |= {theirs[pk] for pk in by_staff.values_list("id", flat=True)}
    return found


def receivers(entry):
    """Who gets an answer about it; nobody, for what staff or an import made."""
    organisation = entry if isinstance(entry, Organisation) else entry.organisation
    people = get_user_model().objects.filter(is_active=True)
    if organisation is not None:
        return people.filter(
            memberships__organisation=organisation, memberships__role="owner"
        )
    return people.filter(pk=entry.created_by_id)


def _to_share(entry) -> str:
    """Its page, and a sheet with a QR code to hang up."""
    kind = f"initiatives:poster-{entry._meta.model_name}"
    words = _(
        "This is the page, to share: %(page)s\nA poster with a QR code, to hang up: "
        "%(poster)s"
    )
    return words % {
        "page": sending.absolute(entry.get_absolute_url()),
        "poster": sending.absolute(reverse(kind, args=[entry.slug])),
    }


def _place_of_question(decision) -> str:
    """Where on that page the field for an answer stands."""
    if decision.proposal_id:
        return f"#vraag-voorstel-{decision.proposal_id}"
    return f"#vraag-{decision.about.word}-{decision.about.pk}"


def _words(decision, is_added_by_staff=False) -> tuple[str, str]:
    name = {"name": str(decision.about)}
    first = {
        Move.PUBLISH: _("%(name)s: what you sent in is now on the site.") % name,
        Move.RETURN: _("%(name)s: we have a question for you.") % name,
        Move.REFUSE: _("%(name)s: what you sent in does not come on the site.") % name,
    }.get(decision.move, _("%(name)s: something changed on the site.") % name)
    if is_added_by_staff and decision.move == Move.PUBLISH:
        first = _("%(name)s: we put this on the site for your organisation.") % name
    parts = [first]
    if decision.criterion:
        words = _("It is about this condition: %(criterion)s.")
        parts.append(words % {"criterion": decision.get_criterion_display()})
    if decision.answer:
        parts.append(decision.answer)
    if decision.move == Move.PUBLISH:
        parts.append(_to_share(decision.about))
    page = sending.absolute(reverse("initiatives:mine"))
    words = _("Here you see everything and can change it: %(page)s")
    if decision.move == Move.RETURN:
        words = _("Here you answer, or change it: %(page)s")
        page += _place_of_question(decision)
    parts.append(words % {"page": page})
    if decision.move == Move.REFUSE:
        parts.append(_("Do you not agree? There you can ask a second person to look."))
    return first, "\n\n".join(parts)
