"""The people of an organisation: inviting, accepting, handing over, leaving.

An organisation always keeps at least one owner; two who leave at once are put in line
by the lock on the organisation.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

from common.history import who
from common.mail import sending
from common.moderation.states import State
from initiatives.models import Invitation, Membership, Organisation
from initiatives.models.people import INVITATION_RETENTION, hashed
from initiatives.organising.registering import account_of

Role = Membership.Role
TOKEN_LENGTH = 43  # letters and digits: 256 bits


class LastOwner(ValueError):
    """Someone has to stay who can invite others."""


class AlreadyIn(ValueError):
    """This person is one of them."""


def organisations_by_name():
    """Those on whose behalf staff may add something."""
    return Organisation.objects.exclude(state__in=[State.REFUSED, State.CLOSED])


@transaction.atomic
def invite(
    organisation: Organisation, email: str, role: str, by: AbstractBaseUser, base: str
) -> Invitation:
    """Mail a link that works once, for a fortnight; a new one replaces an older one.
    `base` is the address of this site. AlreadyIn for who is."""
    email = email.lower()
    _locked(organisation)
    if organisation.memberships.filter(person__email=email).exists():
        raise AlreadyIn(organisation.pk)
    token = get_random_string(TOKEN_LENGTH)
    invitation, _new = Invitation.objects.update_or_create(
        organisation=organisation,
        email=email,
        defaults={
            "role": role,
            "token_hash": hashed(token),
            "invited_by": by,
            "expires_at": timezone.now() + INVITATION_RETENTION,
        },
    )
    link = base.rstrip("/") + reverse("initiatives:invitation", args=[token])
    context = {"organisation": organisation, "role": invitation, "link": link}
    context |= {"by": who.for_organisation(by, organisation.pk)}
    context |= {"days": INVITATION_RETENTION // timedelta(days=1)}
    sending.send(
        "initiatives/mail/organisations/invitation.html",
        to=email,
        context=context,
        language=get_language(),
        useful_until=invitation.expires_at,
        forget_at=invitation.expires_at,
    )
    return invitation


def find(token: str) -> Invitation | None:
    """The open invitation of a token that stood in a mail."""
    known = Invitation.objects.open().select_related("organisation", "invited_by")
    return known.filter(token_hash=hashed(token)).first()


@transaction.atomic
def accept(invitation: Invitation, person: AbstractBaseUser | None) -> Membership:
    """Who has the link has the mail, so the address is theirs. `person` is who is
    logged in; without one the account of the address is used. Invitation.DoesNotExist
    when someone was first. An owner does not become less."""
    known = Invitation.objects.open().select_for_update(of=["self"])
    invitation = known.get(pk=invitation.pk, token_hash=invitation.token_hash)
    person = person or account_of(invitation.email)
    membership, is_new = Membership.objects.get_or_create(
        organisation=invitation.organisation,
        person=person,
        defaults={"role": invitation.role},
    )
    if not is_new and invitation.role == Role.OWNER and not membership.is_owner:
        membership.role = Role.OWNER
        membership.save()
    invitation.delete()
    return membership


@transaction.atomic
def remove(membership: Membership) -> None:
    """Take someone out, or leave. LastOwner when nobody would be left who is one."""
    membership = _again(membership)
    if membership.is_owner:
        _check_another_owner(membership)
    membership.delete()


@transaction.atomic
def change_role(membership: Membership, role: str) -> None:
    """Make someone an owner, or an editor. LastOwner as above."""
    membership = _again(membership)
    if membership.is_owner and role != Role.OWNER:
        _check_another_owner(membership)
    membership.role = role
    membership.save()


def organisations_of(people: Collection[int]) -> dict[int, dict[int, str]]:
    """Of each of these people (ids): the names of what they keep, by its id; one
    query."""
    rows = Membership.objects.filter(person__in=people).order_by("organisation")
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for person, pk, name in rows.values_list(
        "person", "organisation", "organisation__name"
    ):
        found[person][pk] = name
    return found


def _locked(organisation) -> Organisation:
    found = Organisation.objects.select_for_update(of=["self"])
    return found.get(pk=organisation.pk)


def _again(membership) -> Membership:
    """As it is by now; nobody else changes people of this organisation meanwhile.
    Membership.DoesNotExist when someone was first."""
    _locked(membership.organisation)
    return Membership.objects.select_related("organisation").get(pk=membership.pk)


def _check_another_owner(membership) -> None:
    others = membership.organisation.memberships.exclude(pk=membership.pk)
    if not others.filter(role=Role.OWNER, person__is_active=True).exists():
        raise LastOwner(membership.organisation_id)
