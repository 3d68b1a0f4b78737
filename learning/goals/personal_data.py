"""What goals keep of people: nothing; see `common.protect.personal`."""

from django.utils.translation import gettext_lazy as _

from common.protect.personal import EVERY_FIELD, NotPersonal
from learning.models import Goal, GoalSnapshot, GoalTie, Indicator, Measurement

PERSONAL_DATA = [
    NotPersonal(
        _("what staff write for everyone about the goals of the pact, and numbers"),
        dict.fromkeys(
            [Goal, GoalSnapshot, GoalTie, Indicator, Measurement], (EVERY_FIELD,)
        ),
    )
]
