"""Who would hear of a change, before anyone makes it: a dry run.

The change is made as it would be, the mails that it writes are counted by their kind,
and all of it is rolled back. So what is foretold and what happens can not differ.
"""

from collections import Counter
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.kit.storing import store_and_tell
from common.kit.values import Changes
from common.mail import sending
from initiatives.deciding import decisions
from initiatives.models import Activity

MOVED, CALLED_OFF, BACK, SEAT, DOOR, OTHER = (
    "moved", "called_off", "back", "seat", "door", "other",
)  # fmt: skip
_BY_TEMPLATE = {
    "initiatives/mail/sign_ups/sign_up_moved.html": MOVED,
    "initiatives/mail/sign_ups/sign_up_called_off.html": CALLED_OFF,
    "initiatives/mail/sign_ups/sign_up_back.html": BACK,
    "initiatives/mail/sign_ups/sign_up_moved_up.html": SEAT,
    "initiatives/mail/door/door_changed.html": DOOR,
}
WORDS = {
    MOVED: _("another time"),
    CALLED_OFF: _("called off"),
    BACK: _("on after all"),
    SEAT: _("a seat came free"),
    DOOR: _("where you are met has changed"),
    OTHER: _("another mail"),
}
ALWAYS = (MOVED, CALLED_OFF)  # of these it is said too that nobody gets one


def mails_of(activity: Activity, changes: Changes, starting_on: date | None) -> Counter:
    """How many mails of each kind would go out if these changes were live now; nothing
    of them is kept."""
    with transaction.atomic(), sending.listening() as heard:
        fresh = Activity.objects.get(pk=activity.pk)
        decisions.give(fresh, changes, starting_on)
        store_and_tell(fresh)
        transaction.set_rollback(True)
    return Counter(_BY_TEMPLATE.get(template, OTHER) for template in heard)
