"""Staff's pages of colleagues: who may work here, in which roles."""

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ontmoeten.accounts import second_factor
from ontmoeten.models import User
from ontmoeten.privacy import endings

RIGHTS = ["is_active", "is_staff", "is_superuser", "groups"]


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]
        field_classes = {"email": forms.EmailField}


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Who may work here. Rights come with roles, never one by one; superusers are the
    business of superusers."""

    add_form = NewUserForm
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    filter_horizontal = []
    readonly_fields = ["last_login", "joined_at", "has_second_factor"]
    actions = ["take_factor", "only_single_sign_on"]
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
            {"fields": ["email", "name", "usable_password", "password1", "password2"]},
        )
    ]

    def formfield_for_manytomany(self, field, request, **kwargs):
        if field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["label"] = _("roles")
            kwargs["help_text"] = _("Each role gives the rights of that work, no more.")
        return super().formfield_for_manytomany(field, request, **kwargs)

    def get_object(self, request, object_id, from_field=None):
        """Django takes an empty `_to_field` for the name of a field."""
        return super().get_object(request, object_id, from_field or None)

    def get_readonly_fields(self, request, user=None):
        """Nobody changes what he himself may do, nor locks himself out."""
        fixed = [*super().get_readonly_fields(request, user)]
        if user is not None and user.pk == request.user.pk:
            return [*fixed, *RIGHTS]
        return fixed if request.user.is_superuser else [*fixed, "is_superuser"]

    def has_change_permission(self, request, user=None):
        is_above = user is not None and user.is_superuser
        if is_above and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, user)

    def save_model(self, request, user, form, change):
        """Who comes to work here, or does no more, logs in anew: a code by mail was
        enough until then. So does who is let in again: the old session stays over."""
        if change and {"is_staff", "is_active"} & {*form.changed_data}:
            user.logged_out_at = timezone.now()
        super().save_model(request, user, form, change)
        if "email" in form.changed_data:
            endings.forget_old_addresses()

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, user):
        return bool(user.pk and second_factor.is_set_up(user))

    def has_take_factor_permission(self, request):
        return request.user.has_perm("ontmoeten.take_factor")

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
