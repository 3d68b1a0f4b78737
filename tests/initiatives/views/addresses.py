"""Every address about the things of one organisation: what it takes, and what to send.

`FORMS` have a page and a form, `ACTIONS` only take a POST, `PAGES` are only read. Each
gives, for the town of `build`, the arguments of the address.
"""

import copy
from dataclasses import dataclass
from datetime import date, time

from common.history.meanwhile import version_of
from common.kit.storing import store
from common.moderation.states import Move, State
from common.translations.forms import TranslationForm
from initiatives.dates import series
from initiatives.deciding import decisions
from initiatives.forms.entries import ActivityForm, InitiativeForm, OrganisationForm
from initiatives.models import (
    Activity,
    Host,
    Initiative,
    InitiativePhoto,
    Invitation,
    Organisation,
    Proposal,
    Registration,
)
from initiatives.organising import members
from initiatives.views.mine.overview import proposal_of
from matching import urls as matching
from tests.kit.factories import (
    make_activity,
    make_host,
    make_initiative,
    make_organisation,
    make_photo,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.pictures import picture
from tours.deciding.stops import stops_of
from tours.models import Tour

SECRET = "Vertrouwelijk"  # stands in everything of Bram's that is not public
FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 8)
ADDED, EXTRA = date(2026, 12, 3), date(2026, 12, 4)  # one more, and one to add


@dataclass
class Town:
    """Amira's organisation, Bram's, what a resident proposed, and who looks."""

    people: dict
    club: Organisation  # Bram's
    activity: Activity
    draft: Activity
    initiative: Initiative
    proposal: Proposal
    asked: Proposal  # about which staff asked something
    invitation: Invitation
    member_pk: int
    photo: InitiativePhoto
    host: Host
    idea: Initiative  # the resident's
    idea_photo: InitiativePhoto
    sent: Registration  # under the resident's address
    tour: Tour


def build() -> Town:
    amira, ann = make_user(email="amira@example.org"), make_user()
    make_organisation(name="De Huiskamer", owner=amira, editor=ann)
    nour = make_user(name=f"Nour {SECRET}")
    bram, ben = make_user(name=f"Bram {SECRET}"), make_user(name=f"Ben {SECRET}")
    staff, plain = make_staff(), make_user(is_staff=True)
    club = make_organisation(name="De Werkplaats", owner=bram, editor=ben)
    club.is_trusted = True  # so that what is not refused is seen at once
    store(club)
    activity = make_activity(
        name="Timmeren", organisation=club, first_on=FIRST, starts_at=time(10)
    )
    series.cancel(activity, SECOND, "Ziek")
    series.add(activity, ADDED, time(11), 60, "Extra")
    activity.refresh_from_db()
    draft = make_activity(name=SECRET, organisation=club, state=State.SUGGESTED)
    decisions.decide(draft, Move.RETURN, staff, answer=f"Waar is het? {SECRET}")
    initiative = make_initiative(name=f"Buurt {SECRET}", organisation=club)
    initiative.state = State.SUGGESTED
    store(initiative)
    before = {"phone": club.phone}
    proposal = decisions.propose(club, before, {"phone": f"076 {SECRET}"}, bram)
    asked = decisions.propose(draft, {"cost_note": ""}, {"cost_note": SECRET}, bram)
    decisions.answer_proposal(asked, Move.RETURN, staff, answer="Waarom?")
    asked.refresh_from_db()
    invitation = members.invite(
        club, f"nieuw.{SECRET}@example.org", "editor", bram, "http://testserver/"
    )
    roles = {
        "visitor": None, "amira-owner": amira, "amira-editor": ann, "bram-owner": bram,
        "bram-editor": ben, "staff": staff, "staff-without-rights": plain,
        "resident": nour,
    }  # fmt: skip
    photo = make_photo(initiative, alt=f"Tafel {SECRET}", credit=SECRET)
    host = make_host(initiative, title=f"Kok {SECRET}")
    idea = make_initiative(
        name=f"Soep {SECRET}", created_by=nour, state=State.SUGGESTED
    )
    idea_photo = make_photo(idea, alt=f"Soep {SECRET}", state="waits")
    entry = {"name": f"Zingen {SECRET}", "description": "Zingen"}
    answers = {"person": "", "organisation": None, "kind": "initiative"}
    answers |= {"entry": entry, "place": None, "where": "", "typed": ""}
    sent = Registration.objects.create(email=nour.email, answers=answers)
    return Town(
        roles, club, activity, draft, initiative, proposal, asked, invitation,
        club.memberships.get(person=ben).pk, photo, host, idea, idea_photo, sent,
        make_tour(name=f"Rondje {SECRET}", organisation=club, state=State.SUGGESTED),
    )  # fmt: skip


def _version(thing) -> dict:
    """What the form of a photo or a host knows of how it was."""
    return {"version": version_of(thing.changed_at)}


def _tour_version(tour) -> dict:
    """The same of the form of a tour, its stops too."""
    return {"version": version_of(tour.changed_at, stops_of(tour))}


def _seal(form, entry) -> dict:
    """The same of the form of an entry."""
    shown = form(instance=copy.copy(entry), proposed=proposal_of(entry))
    return {"version": shown.initial["version"]}


def _seen(town, day) -> dict:
    return {"seen": series.version(town.activity, day)}


def _in_english(thing) -> dict:
    """A text in English, on what the form of it started from."""
    seen = TranslationForm(thing=thing).fields["s-description-en"].initial
    return {"t-description-en": "Gekaapt", "s-description-en": seen}


OF_ACTIVITY = {
    "name": "Gekaapt", "description": "Gekaapt", "where": "Gekaapt", "scope": "alle",
    "first_on": f"{FIRST}", "starts_at": "11:00", "repeat": "weekly", "cost": "free",
}  # fmt: skip
OF_INITIATIVE = {
    "name": "Gekaapt", "description": "Gekaapt", "phase": "ended", "cost": "paid",
}  # fmt: skip

OF_PHOTO = {"alt": "Gekaapt", "credit": "Gekaapt", "has_people": "False"}
OF_HOST = {"title": "Gekaapt"}


def _of_photo(**more):
    return {**OF_PHOTO, "photo": picture(), **more}


# Name: (arguments, what a form of it sends). After an @: of what a resident proposed.
FORMS = {
    "edit-organisation": lambda t: (
        {"pk": t.club.pk}, {"name": "Gekaapt", **_seal(OrganisationForm, t.club)},
    ),
    "new-initiative": lambda t: ({"pk": t.club.pk}, OF_INITIATIVE),
    "new-activity": lambda t: ({"pk": t.club.pk}, OF_ACTIVITY),
    "edit-initiative": lambda t: (
        {"pk": t.initiative.pk},
        {**OF_INITIATIVE, **_seal(InitiativeForm, t.initiative)},
    ),
    "edit-activity": lambda t: (
        {"pk": t.activity.pk}, {**OF_ACTIVITY, **_seal(ActivityForm, t.activity)},
    ),
    "languages": lambda t: (
        {"kind": "activiteit", "pk": t.activity.pk}, _in_english(t.activity),
    ),
    "one-time": lambda t: (
        {"pk": t.activity.pk, "day": FIRST}, {"reason": "Gekaapt", **_seen(t, FIRST)},
    ),
    "who-comes": lambda t: (
        {"pk": t.activity.pk, "day": FIRST}, {"do": "seats", "capacity": "3"},
    ),
    "pause-or-extra": lambda t: (
        {"pk": t.activity.pk}, {"do": "extra", "to": f"{EXTRA}", "at": "11:00",
        "until": "12:00", "why": "Gekaapt"},
    ),
    "new-photo": lambda t: ({"pk": t.initiative.pk}, _of_photo()),
    "edit-photo": lambda t: (
        {"pk": t.initiative.pk, "photo_pk": t.photo.pk}, _of_photo(**_version(t.photo)),
    ),
    "new-host": lambda t: ({"pk": t.initiative.pk}, OF_HOST),
    "edit-host": lambda t: (
        {"pk": t.initiative.pk, "host_pk": t.host.pk}, {**OF_HOST, **_version(t.host)},
    ),
    "edit-initiative@resident": lambda t: (
        {"pk": t.idea.pk}, {**OF_INITIATIVE, **_seal(InitiativeForm, t.idea)},
    ),
    "new-photo@resident": lambda t: ({"pk": t.idea.pk}, _of_photo()),
    "edit-photo@resident": lambda t: (
        {"pk": t.idea.pk, "photo_pk": t.idea_photo.pk},
        _of_photo(**_version(t.idea_photo)),
    ),
    "new-host@resident": lambda t: ({"pk": t.idea.pk}, OF_HOST),
    "tours:edit": lambda t: (
        {"pk": t.tour.pk},
        {"name": "Gekaapt", "description": "Gekaapt", **_tour_version(t.tour)},
    ),
    "people": lambda t: (
        {"pk": t.club.pk}, {"email": "amira@example.org", "role": "owner"},
    ),
}  # fmt: skip
ACTIONS = {
    "resubmit": lambda t: ({"kind": "activiteit", "pk": t.draft.pk}, {}),
    "stop": lambda t: ({"kind": "activiteit", "pk": t.activity.pk}, {}),
    "stop@resident": lambda t: ({"kind": "initiatief", "pk": t.idea.pk}, {}),
    "remove-photo": lambda t: (
        {"pk": t.initiative.pk, "photo_pk": t.photo.pk}, {},
    ),
    "remove-photo@resident": lambda t: (
        {"pk": t.idea.pk, "photo_pk": t.idea_photo.pk}, {},
    ),
    "remove-host": lambda t: ({"pk": t.initiative.pk, "host_pk": t.host.pk}, {}),
    "answer-question": lambda t: ({"pk": t.asked.pk}, {"reply": "Gekaapt"}),
    "withdraw": lambda t: ({"pk": t.proposal.pk}, {}),
    "is-mine@resident": lambda t: ({"pk": t.sent.pk}, {}),
    "is-not-mine@resident": lambda t: ({"pk": t.sent.pk}, {}),
    "weekly": lambda t: ({"pk": t.club.pk}, {"do": "start"}),
    "leave": lambda t: ({"pk": t.club.pk}, {}),
    "withdraw-invitation": lambda t: (
        {"pk": t.club.pk, "invitation_pk": t.invitation.pk}, {},
    ),
    "change-role": lambda t: (
        {"pk": t.club.pk, "member_pk": t.member_pk}, {"role": "owner"},
    ),
    "remove-person": lambda t: ({"pk": t.club.pk, "member_pk": t.member_pk}, {}),
    "still-right": lambda t: ({"pk": t.activity.pk}, {}),
    "skip": lambda t: ({"pk": t.activity.pk}, {"kind": "school"}),
    "at-door": lambda t: ({"pk": t.activity.pk, "day": FIRST}, {"step": "1"}),
    "take-away": lambda t: (
        {"pk": t.activity.pk, "day": ADDED}, _seen(t, ADDED),
    ),
    "take-back": lambda t: (
        {"pk": t.activity.pk, "day": SECOND}, _seen(t, SECOND),
    ),
}  # fmt: skip
PAGES = {
    "dates": lambda t: ({"pk": t.activity.pk}, {}),
    "as-visitor": lambda t: ({"kind": "activiteit", "pk": t.draft.pk}, {}),
    "as-visitor-page": lambda t: ({"kind": "activiteit", "pk": t.draft.pk}, {}),
    "as-visitor-page@resident": lambda t: ({"kind": "initiatief", "pk": t.idea.pk}, {}),
}
# What only an owner may; the last owner can not leave, so there an editor does.
OWNERS = {"withdraw-invitation", "change-role", "remove-person"}
OWNERS_POST = {"people"}

ALL = {**FORMS, **ACTIONS, **PAGES}


def route_of(name: str) -> str:
    """Those without an app are of initiatives."""
    page = name.partition("@")[0]
    return page if ":" in page else f"initiatives:{page}"


OF_ONE = {route_of(name) for name in ALL}
# Addresses of one's own, that name nothing of anyone.
OF_ONESELF = {
    "initiatives:mine", "account_login", "account_request_login_code",
    "account_confirm_login_code", "account_logout", "account_inactive",
    "admin_password_reset",
}  # fmt: skip
BY_MAIL = {"initiatives:invitation", "set-password"}  # who has the token has the mail
# Of another app, tested there: see tests/desks/keeping/test_mine.py.
OF_DESKS = {f"desks:{name}" for name in (
    "edit-desk", "new-host", "edit-host", "remove-host", "languages", "ask-host",
)}  # fmt: skip
# The same: see tests/learning/measuring/test_door.py.
OF_COUNTS = {f"learning:{name}" for name in ("door-counts", "one-count", "print-slips")}
# Off until it is filled in: see tests/matching and tests/browser/matching.
OF_MATCHING = {f"matching:{each.name}" for each in matching.urlpatterns}
PERSONAL = {*OF_ONE, *OF_ONESELF, *BY_MAIL, *OF_DESKS, *OF_COUNTS, *OF_MATCHING}
