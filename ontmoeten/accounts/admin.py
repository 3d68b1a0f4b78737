"""Staff's pages of colleagues: who may work here, in which roles."""

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.history.forms import Careful, VersionedForm
from ontmoeten.accounts import passwords, second_factor
from ontmoeten.models import User
from ontmoeten.privacy import endings

RIGHTS = ["is_active", "is_staff", "is_superuser", "groups"]


class NewColleagueForm(forms.ModelForm):
    """Who comes to work here; the password she chooses herself, by a link in a mail."""

    class Meta:
        model = User
        fields = ["groups", "name", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].required = True
        self.fields["name"].required = True

    def save(self, commit=True):
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)


class ColleagueForm(VersionedForm, UserChangeForm):
    """A role makes someone staff: that is one act."""

    class Meta(UserChangeForm.Meta):
        model = User

    def _compared(self):
        return [name for name in super()._compared() if name != "password"]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if "groups" in cleaned and "is_staff" in cleaned and cleaned["groups"]:
            if not cleaned["is_staff"] and self.instance.is_staff:
                words = _("Who has a role is staff. Take away the roles too.")
                self.add_error("is_staff", words)
            else:
                cleaned["is_staff"] = True
        return cleaned


@admin.register(User)
class UserAdmin(Careful, DjangoUserAdmin):
    """Who may work here. Rights come with roles, never one by one; superusers are the
    business of superusers."""

    form = ColleagueForm
    add_form = NewColleagueForm
    add_form_template = None  # Django's own tells of a password
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    filter_horizontal = []
    readonly_fields = ["last_login", "joined_at", "has_second_factor"]
    actions = ["invite", "take_factor", "only_single_sign_on"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        (
            _("Rights"),
            {"fields": RIGHTS},
        ),
        (_("Second factor"), {"fields": ["has_second_factor"]}),
        (_("Dates"), {"fields": ["last_login", "joined_at"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["groups", "name", "email"],
                "description": _(
                    "She gets a mail with a link, with which she chooses her own "
                    "password. It works for a week."
                ),
            },
        )
    ]

    def formfield_for_manytomany(self, field, request, **kwargs):
        if field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["label"] = _("roles")
            kwargs["help_text"] = _("Each role gives the rights of that work, no more.")
        return super().formfield_for_manytomany(field, request, **kwargs)

    def extra_readonly(self, request, user):
        """Nobody changes what he himself may do, nor locks himself out."""
        if user is not None and user.pk == request.user.pk:
            return RIGHTS
        return [] if request.user.is_superuser else ["is_superuser"]

    def has_change_permission(self, request, user=None):
        is_above = user is not None and user.is_superuser
        if is_above and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, user)

    def before_saving(self, request, user, form):
        """Who comes to work here, or does no more, logs in anew: a code by mail was
        enough until then. So does who is let in again: the old session stays over."""
        known = User.objects.filter(pk=user.pk).values_list("is_staff", "is_active")
        before = known.first()
        if before and before != (user.is_staff, user.is_active):
            user.logged_out_at = timezone.now()
        form.comes_to_work = user.is_staff and (before is None or not before[0])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        user = form.instance
        if "email" in form.changed_data:
            endings.forget_old_addresses()
        if form.comes_to_work and user.is_active and not user.has_usable_password():
            passwords.mail_link(user, passwords.INVITED, request.user)
            words = _("%(name)s gets a mail with a link to choose a password.")
            self.message_user(request, words % {"name": user.name_or_address})

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, user):
        return bool(user.pk and second_factor.is_set_up(user))

    def has_take_factor_permission(self, request):
        return request.user.has_perm("ontmoeten.take_factor")

    @admin.action(
        description=_("Mail a link to choose a password"), permissions=["change"]
    )
    def invite(self, request, users):
        """Anew, to who works here and never chose one."""
        people = [
            each
            for each in self._within_reach(request, users)
            if each.is_staff and each.is_active and not passwords.has_one(each)
        ]
        for person in people:
            passwords.mail_link(person, passwords.INVITED, request.user)
        self._record(request, people, "A link to choose a password was mailed.")
        words = ngettext(
            "%d colleague gets a mail with a link.",
            "%d colleagues get a mail with a link.",
            len(people),
        )
        self.message_user(request, words % len(people))

    @admin.action(
        description=_("The second factor is lost: take it away"),
        permissions=["take_factor"],
    )
    def take_factor(self, request, users):
        people = self._within_reach(request, users)
        for person in people:
            second_factor.take_away(person)
        self._record(request, people, "The second factor was taken away.")
        words = ngettext(
            "%d colleague sets up a new second factor at the next log in.",
            "%d colleagues set up a new second factor at the next log in.",
            len(people),
        )
        self.message_user(request, words % len(people))

    @admin.action(
        description=_("Log in with the municipality's account from now on"),
        permissions=["change"],
    )
    def only_single_sign_on(self, request, users):
        people = self._within_reach(request, users)
        for person in people:
            person.set_unusable_password()
            person.save(update_fields=["password"])
        self._record(request, people, "The password was taken away.")
        words = ngettext(
            "%d colleague has no password here any more.",
            "%d colleagues have no password here any more.",
            len(people),
        )
        self.message_user(request, words % len(people))

    def _within_reach(self, request, users):
        """Not oneself; and superusers only by superusers."""
        users = users.exclude(pk=request.user.pk)
        if not request.user.is_superuser:
            users = users.exclude(is_superuser=True)
        return list(users.order_by("pk"))

    def _record(self, request, people, what):
        if people:
            LogEntry.objects.log_actions(request.user.pk, people, CHANGE, what)
