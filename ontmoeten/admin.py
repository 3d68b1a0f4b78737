from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django_tasks_db.models import DBTaskResult

from common.history.admin import WithHistory
from common.history.bin_admin import WithBin
from common.history.forms import Careful
from common.mail.delivery import deliver
from common.web.list_export import ExportsList
from common.web.long_lists import LongList
from ontmoeten.accounts import admin as useradmin  # noqa: F401 — it registers its page
from ontmoeten.accounts.login import StaffLogin
from ontmoeten.models import Absence, AnswerTemplate, HardWord, Mail

# What waits is of interest to who runs the server, not to staff: see docs/deploying.md.
admin.site.unregister(DBTaskResult)

admin.site.unregister(EmailAddress)  # allauth's own list of them, which we do not use
admin.site.unregister([SocialAccount, SocialApp, SocialToken])
admin.site.unregister(Authenticator)  # keys are nobody's to see
admin.site.unregister(Group)  # a group is a role: what it may stands in `roles`
admin.site.login = never_cache(StaffLogin.as_view())
admin.site.site_header = _("Ontmoeten: administration")
admin.site.site_title = settings.SITE_OWNER
admin.site.index_title = _("What do you want to do?")
admin.site.enable_nav_sidebar = False  # all models are one press away, under "Alles"
admin.site.index_template = "ontmoeten/staff/start/first.html"


@admin.register(AnswerTemplate)
class AnswerTemplateAdmin(ExportsList, Careful, WithBin, WithHistory):
    list_display = ["name", "move", "text"]
    list_filter = ["move"]
    search_fields = ["name", "text"]


@admin.register(HardWord)
class HardWordAdmin(ExportsList, Careful, WithBin, WithHistory):
    list_display = ["words", "better"]
    search_fields = ["words", "better"]


@admin.register(Mail)
class MailAdmin(LongList):
    """Whether mails went out; what they say is not shown, and gone once they are."""

    list_display = [
        "subject_shown", "to", "state", "created_at", "attempts", "what_is_wrong",
    ]  # fmt: skip
    list_filter = ["state"]
    search_fields = ["to", "subject"]
    actions = ["retry"]
    readonly_fields = [
        "subject_shown", "to", "state", "created_at", "attempts", "what_is_wrong",
        "due_at", "useful_until", "sent_at", "forget_at",
    ]  # fmt: skip
    fields = readonly_fields

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, mail, form, change):
        """Nothing here is for people to write, and the worker may be busy with it."""

    @admin.display(description=_("subject"), ordering="subject")
    def subject_shown(self, mail):
        """Of a sealed one neither subject nor address can be read."""
        return mail.subject_for_staff

    @admin.display(description=_("what is in the way"))
    def what_is_wrong(self, mail):
        return gettext(mail.problem) if mail.problem else "–"

    @admin.action(description=_("Try again now"), permissions=["change"])
    def retry(self, request, mails):
        count = mails.retry()
        if count:
            deliver.enqueue()
        words = ngettext("%d mail is tried again.", "%d mails are tried again.", count)
        self.message_user(request, words % count)


@admin.register(Absence)
class AbsenceAdmin(Careful, ExportsList):
    list_display = ["first_on", "last_on"]
