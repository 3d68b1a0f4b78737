"""Who keeps an organisation's pages, and the page that a mailed invitation opens."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.protect.forms import form_page
from common.protect.rate_limit import may_mail, may_send
from initiatives.forms.people import InviteForm, RoleForm
from initiatives.models import Invitation, Membership
from initiatives.organising import access, members


@access.form_page
def page(request, pk):
    """Everyone of the organisation sees who is in it; owners invite."""
    membership = access.membership_of(request.user, pk)
    is_post = request.method == "POST"
    if is_post and not membership.is_owner:
        raise PermissionDenied
    form = InviteForm(request.POST if is_post else None)
    if is_post and form.is_valid() and _invite(request, membership.organisation, form):
        return redirect("initiatives:people", pk)
    organisation = membership.organisation
    context = {
        "form": form,
        "me": membership,
        "organisation": organisation,
        "members": organisation.memberships.select_related("person"),
        "invitations": organisation.invitations.open() if membership.is_owner else [],
    }
    return render(request, "initiatives/mine/people/people.html", context)


def _invite(request, organisation, form) -> bool:
    asked = form.cleaned_data
    email = asked["email"].lower()
    if not (may_send(request, "invitation") and may_mail(email, "invited")):
        form.add_error(None, _("You sent many invitations. Try again in an hour."))
        return False
    base = request.build_absolute_uri("/")
    try:
        members.invite(organisation, email, asked["role"], request.user, base)
    except members.AlreadyIn:
        form.add_error("email", _("This colleague is in it already."))
        return False
    messages.success(request, _("Your colleague gets a mail with a link."))
    return True


@access.action
@access.for_owners
def withdraw(request, membership, invitation_pk):
    ours = Invitation.objects.filter(organisation=membership.organisation)
    get_object_or_404(ours, pk=invitation_pk).delete()
    messages.success(request, _("The invitation no longer works."))
    return redirect("initiatives:people", membership.organisation_id)


@access.action
@access.for_owners
def change(request, membership, member_pk):
    """Make someone an owner or an editor: also how an organisation is handed over."""
    ours = Membership.objects.filter(organisation=membership.organisation)
    member = get_object_or_404(ours, pk=member_pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what they may do."))
        return redirect("initiatives:people", membership.organisation_id)
    return _changed(
        request,
        membership,
        lambda: members.change_role(member, form.cleaned_data["role"]),
        _("Changed."),
    )


@access.action
@access.for_owners
def remove(request, membership, member_pk):
    ours = Membership.objects.filter(organisation=membership.organisation)
    member = get_object_or_404(ours, pk=member_pk)
    words = _("They can no longer change anything here.")
    return _changed(request, membership, lambda: members.remove(member), words)


@access.action
def leave(request, pk):
    mine = access.membership_of(request.user, pk)
    words = _("You left the organisation.")
    return _changed(request, mine, lambda: members.remove(mine), words)


def _changed(request, membership, do, words):
    pk = membership.organisation_id
    try:
        do()
        messages.success(request, words)
    except members.LastOwner:
        message = _("Someone has to be the owner. Make a colleague owner first.")
        messages.error(request, message)
    except Membership.DoesNotExist:  # someone else was first
        messages.success(request, words)
    if Membership.objects.filter(organisation=pk, person=request.user).exists():
        return redirect("initiatives:people", pk)
    return redirect("initiatives:mine")


@form_page
def invitation(request, token):
    """The link in the mail opens it; nothing happens before the button is pressed."""
    found = members.find(token)
    if found is None:
        return render(request, "initiatives/mine/people/no_invitation.html", status=404)
    person = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        return _accept(request, found, person)
    context = {"invitation": found, "person": person}
    return render(request, "initiatives/mine/people/invitation.html", context)


def _accept(request, found, person):
    account = person or members.account_of(found.email)
    if person is None and (account.last_login or account.is_staff):
        # Their account holds more than this: they log in as always, and come back.
        back = request.get_full_path()
        return redirect(f"{reverse('account_login')}?next={back}")
    if not account.is_active:
        raise Http404(found.pk)
    try:
        members.accept(found, account)
    except Invitation.DoesNotExist:
        return render(request, "initiatives/mine/people/no_invitation.html", status=404)
    if person is None:
        _log_in(request, account)
    messages.success(request, _("Welcome. You can change things here now."))
    return redirect("initiatives:mine")


def _log_in(request, account):
    """The first time: the link came by mail, so the address is theirs."""
    get_adapter().login(request, account)


@access.action
def weekly(request, pk):
    """A mail each week about this organisation, or no more."""
    membership = access.membership_of(request.user, pk)
    membership.wants_weekly = request.POST.get("do") == "start"
    membership.save(update_fields=["wants_weekly"])
    if membership.wants_weekly:
        messages.success(request, _("You get a mail each Monday from now on."))
    else:
        messages.success(request, _("You get no mail each week any more."))
    return redirect("initiatives:mine")
