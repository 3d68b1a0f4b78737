"""What Meet & Match keeps of people, and until when: see `common.protect.personal`."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from common.protect.personal import EVERY_FIELD, YEAR, Held, NotPersonal
from matching.entering.telling import AFTER_LEAVING, CODE_LASTS, CODE_OF_TABLE_LASTS
from matching.models import (
    Look,
    Moment,
    Note,
    Pair,
    Participant,
    Policy,
    Safeguard,
    Subject,
    Waited,
)

WHO = _("who takes part in Meet & Match")
UNTIL = _("{0} after you told it, and {1} after you stop; at once when you ask it")
TERMS: tuple[timedelta, ...] = (YEAR, AFTER_LEAVING)
JOB = "erase people of Meet & Match"

PERSONAL_DATA = [
    Held(
        "match",
        Participant,
        ("id", "key_id", "sealed"),
        what=_(
            "first name, e-mail address, telephone number, languages, neighbourhood, "
            "when you can and what you look for or offer; sealed with a key of your own"
        ),
        whom=WHO,
        why=_("so that the coordinator finds someone who fits and can reach you"),
        until=UNTIL,
        terms=TERMS,
        job=JOB,
    ),
    Held(
        "match-code",
        Participant,
        ("code",),
        what=_("a code that we mailed, as a hash"),
        whom=WHO,
        why=_("to know that the address is yours"),
        until=_("{0}, or {1} when a host typed it; erased once you typed it"),
        terms=(CODE_LASTS, CODE_OF_TABLE_LASTS),
        job=JOB,
    ),
    Held(
        "match-history",
        Participant.history.model,
        ("id", "key_id"),
        what=_("when your wish or offer changed, without what it says"),
        whom=WHO,
        why=_("to explain who changed what"),
        until=UNTIL,
        terms=TERMS,
        job=JOB,
    ),
    Held(
        "match-seen",
        Safeguard,
        ("sealed",),
        what=_(
            "on which days a talk, a statement of conduct, a training and references "
            "were seen; sealed, and never the document itself"
        ),
        whom=_("who offers something in Meet & Match"),
        why=_("so that nobody is brought together with someone who was not seen"),
        until=UNTIL,
        terms=TERMS,
        job=JOB,
    ),
    Held(
        "match-notes",
        Note,
        ("id", "sealed"),
        what=_("what the coordinator wrote down after you spoke; sealed"),
        whom=WHO,
        why=_("so that you need not tell it twice"),
        until=UNTIL,
        terms=TERMS,
        job=JOB,
    ),
    NotPersonal(
        _("how far two people are, who looked, and numbers; without a name"),
        dict.fromkeys([Pair, Pair.history.model, Look, Moment, Waited], (EVERY_FIELD,)),
    ),
    NotPersonal(
        _("days on which something of safeguarding changed, without what"),
        {Safeguard.history.model: (EVERY_FIELD,)},
    ),
    NotPersonal(
        _("what the municipality decides about Meet & Match"),
        dict.fromkeys(
            [Policy, Policy.history.model, Subject, Subject.history.model],
            (EVERY_FIELD,),
        ),
    ),
]
