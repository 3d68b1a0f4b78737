"""What the site itself and the packages that it is built on keep of people."""

from datetime import timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from common.duplicates.models import LikelyPair
from common.history import bin
from common.history.bin import Binned
from common.jobs import tasks
from common.jobs.models import LastTime
from common.mail import models as mails
from common.mail.models import Mail
from common.moderation.answers import AnswerTemplate
from common.moderation.attention import Attention
from common.moderation.undoing.models import Undoable
from common.plain.models import HardWord
from common.protect import known_device, rate_limit
from common.protect.once import Sent
from common.protect.personal import EVERY_FIELD, Held, NotPersonal
from common.protect.rate_limit import SendCount
from common.protect.sealing.models import SealingKey
from common.translations.models import Translation
from ontmoeten.accounts.login import REMEMBERED
from ontmoeten.models import User
from ontmoeten.privacy import endings
from themes.models import Theme

KEEPER = _("who keeps the pages of an organisation, and staff")
STAFF = _("staff")
ANYONE = _("everyone")
WITH_ACCOUNT = _("as long as the account")

ACCOUNTS = [
    Held(
        "account",
        User,
        ("email", "name", "password"),
        what=_("your e-mail address, and your name if you give it"),
        whom=KEEPER,
        why=_("to let you in, and to reach you about what you wrote"),
        until=_(
            "as long as you keep pages here or wait for an answer; {0} after you "
            "logged in last when you do not"
        ),
        terms=(endings.UNUSED_ACCOUNT,),
        job="erase accounts of nobody",
        lasts=True,
    ),
    Held(
        "account-address",
        EmailAddress,
        ("email",),
        what=_("that this address is yours"),
        whom=KEEPER,
        why=_("to let you in"),
        until=WITH_ACCOUNT,
        lasts=True,
    ),
    Held(
        "account-proof",
        EmailConfirmation,
        ("key",),
        what=_("a code that proves an address; we use none"),
        whom=KEEPER,
        why=_("a table of the package that logs people in"),
        until=WITH_ACCOUNT,
        lasts=True,
    ),
    Held(
        "second-factor",
        Authenticator,
        ("data",),
        what=_("the secret of a second factor"),
        whom=STAFF,
        why=_("so that a password alone opens nothing"),
        until=WITH_ACCOUNT,
        lasts=True,
    ),
    Held(
        "single-sign-on",
        SocialAccount,
        ("uid", "extra_data"),
        what=_("the number by which the municipality knows the account"),
        whom=STAFF,
        why=_("to log in with the account of the municipality"),
        until=WITH_ACCOUNT,
        lasts=True,
    ),
    Held(
        "single-sign-on-token",
        SocialToken,
        ("token", "token_secret"),
        what=_("a key of the account of the municipality; we keep none"),
        whom=STAFF,
        why=_("a table of the package that logs people in"),
        until=WITH_ACCOUNT,
        lasts=True,
    ),
    Held(
        "session",
        Session,
        ("session_key", "session_data"),
        what=_("that you are logged in; or the address with which you began to"),
        whom=KEEPER,
        why=_("so that you need not log in on every page"),
        until=_("{0} of staff, {1} of who keeps pages; {2} when you did not finish it"),
        terms=(endings.SESSION, timedelta(seconds=REMEMBERED), endings.UNFINISHED),
        job="erase sessions",
    ),
    Held(
        "device",
        None,
        (),
        what=_("a cookie by which we know that your device was here before"),
        whom=KEEPER,
        why=_("so that nobody who tries your address keeps you out"),
        until="{0}",
        terms=(known_device.LASTS,),
    ),
    Held(
        "notes",
        LogEntry,
        ("object_id", "object_repr", "change_message"),
        what=_("what you did in the administration"),
        whom=STAFF,
        why=_("to explain who changed what"),
        until="{0}",
        terms=(endings.ADMIN_NOTES,),
        job="erase notes of the administration",
    ),
]
SITE = [
    Held(
        "mail",
        Mail,
        ("key", "to", "subject", "html", "unsubscribe_url", "sealed"),
        what=_("that we mailed you; what the mail says goes as soon as it is sent"),
        whom=_("who gets mails"),
        why=_("to know that it arrived"),
        until=_("{0} after it was written"),
        terms=(mails.RETENTION,),
        job="erase mails",
    ),
    Held(
        "task",
        DBTaskResult,
        ("args_kwargs", "return_value", "exception_class_path", "traceback"),
        what=_("what went wrong in work in the background; it may name something"),
        whom=ANYONE,
        why=_("to mend it"),
        until=_("{0} after it was done"),
        terms=(tasks.RETENTION,),
        job="erase finished tasks",
    ),
    Held(
        "sender",
        SendCount,
        ("sender",),
        what=_("a code made from your address of the internet"),
        whom=_("who sends us a form"),
        why=_("against abuse"),
        until="{0}",
        terms=(rate_limit.RETENTION,),
        job="erase counts of senders",
    ),
    Held(
        "undo",
        Undoable,
        ("words", "rows"),
        what=_("how something was before staff decided about it"),
        whom=ANYONE,
        why=_("to take the decision back when it was a mistake"),
        until=_("{0} after it was decided"),
        terms=(timedelta(minutes=settings.UNDO_MINUTES),),
        job="finish what can not be undone any more",
    ),
    Held(
        "bin",
        Binned,
        ("name", "row"),
        what=_("what staff threw away"),
        whom=ANYONE,
        why=_("to take it back when it was a mistake"),
        until=_("{0} after it was thrown away"),
        terms=(bin.RETENTION,),
        job="erase what lay in the bin for 30 days",
    ),
]
NOTHING = [
    NotPersonal(
        _("words, rights and settings of this site, of nobody"),
        {
            Theme: (EVERY_FIELD,),
            AnswerTemplate: (EVERY_FIELD,),
            HardWord: (EVERY_FIELD,),
            LastTime: (EVERY_FIELD,),
            LikelyPair: (EVERY_FIELD,),
            Group: (EVERY_FIELD,),
            Permission: (EVERY_FIELD,),
            ContentType: (EVERY_FIELD,),
            SocialApp: (EVERY_FIELD,),
            SendCount: ("form",),
            Sent: (EVERY_FIELD,),
            Attention: ("kind",),
            Mail: ("problem", "held", "sealed_with"),
            SealingKey: (EVERY_FIELD,),
            Undoable: ("token", "kind", "do", "numbers", "others", "looked_at"),
            SocialAccount: ("provider",),
            DBTaskResult: (
                "id", "task_path", "worker_ids", "queue_name", "backend_name",
            ),
        },
    ),
    NotPersonal(
        _("texts of the site in other languages"),
        {
            Translation: (
                "field", "language", "text", "of_column", "dutch", "proposed", "answer",
            )
        },
    ),
]  # fmt: skip
PERSONAL_DATA = [*ACCOUNTS, *SITE, *NOTHING]
