"""What tours keep of people, and until when: see `common.protect.personal`."""

from django.utils.translation import gettext_lazy as _

from common.protect.personal import EVERY_FIELD, YEAR, Held, NotPersonal
from tours.models import Junction, Proposer, Stop, Tour, TourChange

PERSONAL_DATA = [
    Held(
        "tour-proposer",
        Proposer,
        ("email",),
        what=_("your e-mail address"),
        whom=_("who proposes a tour"),
        why=_("to tell you what became of it"),
        until=_("until we told you, {0} after it came at the latest"),
        terms=(Proposer.RETENTION,),
        job="erase who suggested something",
    ),
    Held(
        "tour-change",
        TourChange,
        ("changes", "stops", "answer"),
        what=_("a change that was proposed, and our answer"),
        whom=_("who looks after a tour"),
        why=_("to decide about it"),
        until=_("{0} after it was proposed"),
        terms=(YEAR,),
        job="erase proposals of long ago",
    ),
    NotPersonal(
        _("where a tour goes and what is nice about it; nobody is asked who they are"),
        {
            Tour: (EVERY_FIELD,),
            Stop: (EVERY_FIELD,),
            Junction: (EVERY_FIELD,),
            Proposer: ("language",),
        },
    ),
]
