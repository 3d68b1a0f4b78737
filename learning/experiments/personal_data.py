"""What experiments, lessons and news keep of people: see `common.protect.personal`."""

from django.utils.translation import gettext_lazy as _

from common.protect.personal import EVERY_FIELD, Held, NotPersonal
from learning.models import Decision, Experiment, ExperimentTie, Lesson, NewsItem

PERSONAL_DATA = [
    Held(
        "experiment-owner",
        Experiment,
        ("owner",),
        what=_("which colleague looks after an experiment, never on the site"),
        whom=_("who works for the municipality"),
        why=_("to ask whether what was decided is done"),
        until=_("as long as the account is there"),
        lasts=True,
    ),
    NotPersonal(
        _("what staff write for everyone about what the city tried and learnt"),
        {
            Experiment: (EVERY_FIELD,),
            ExperimentTie: (EVERY_FIELD,),
            Decision: (EVERY_FIELD,),
            Lesson: (EVERY_FIELD,),
            NewsItem: (EVERY_FIELD,),
        },
    ),
]
