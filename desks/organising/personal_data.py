"""What desks keep of people, and until when: see `common.protect.personal`."""

from django.utils.translation import gettext_lazy as _

from common.moderation.states import (
    RETENTION_AFTER_ARRIVAL,
    RETENTION_AFTER_HANDLING,
)
from common.protect.personal import YEAR, Held, NotPersonal
from desks.models import Desk, DeskChange, DeskHost, HostRemoval
from initiatives.models.host import ASKS_FOR, CONSENT_LASTS

HOST = _("a host of a desk")

PERSONAL_DATA = [
    Held(
        "desk-host",
        DeskHost,
        ("title", "first_name", "languages", "photo"),
        what=_("first name, languages and photo"),
        whom=HOST,
        why=_("so that visitors know whom they meet"),
        until=_(
            "as long as you agree, and we ask again after {0}; who takes that back has "
            "it erased at once; without an answer {1} later; {2} after the desk left "
            "the site"
        ),
        terms=(CONSENT_LASTS, ASKS_FOR, YEAR),
        job="erase consents of long ago",
        lasts=True,
    ),
    Held(
        "desk-host-email",
        DeskHost,
        ("email",),
        what=_("your e-mail address"),
        whom=HOST,
        why=_("to remind you of your day, and to ask whether you can stand in"),
        until=_("as long as you are a host; {0} after the desk left the site"),
        terms=(YEAR,),
        job="erase hosts of desks that left",
        lasts=True,
    ),
    Held(
        "desk-host-history",
        DeskHost.history.model,
        ("title",),
        what=_("what you are there, in earlier versions"),
        whom=HOST,
        why=_("to explain who changed what"),
        until=_("as long as you are a host"),
        lasts=True,
    ),
    Held(
        "desk",
        Desk,
        ("phone", "coordinator_email"),
        what=_("telephone number of the desk, e-mail address of its coordinator"),
        whom=_("who looks after a desk"),
        why=_("so that visitors can ring, and someone hears it when nobody can come"),
        until=_("as long as it is on the site; {0} after it left"),
        terms=(YEAR,),
        job="erase hosts of desks that left",
        lasts=True,
    ),
    Held(
        "desk-removal",
        HostRemoval,
        ("email",),
        what=_("your e-mail address"),
        whom=_("someone in a photo at a desk who asks us to remove it"),
        why=_("to answer you"),
        until=_("{0} after our answer, {1} after it came at the latest"),
        terms=(RETENTION_AFTER_HANDLING, RETENTION_AFTER_ARRIVAL),
        job="erase who had a photo removed",
    ),
    Held(
        "desk-change",
        DeskChange,
        ("changes", "answer"),
        what=_("a change that was proposed, with a telephone number for instance"),
        whom=_("who looks after a desk"),
        why=_("to decide about it"),
        until=_("{0} after it was proposed"),
        terms=(YEAR,),
        job="erase proposals of long ago",
    ),
    NotPersonal(
        _("what a desk tells to everyone"),
        {Desk: ("topics", "can_ask", "not_here", "bring")},
    ),
]
