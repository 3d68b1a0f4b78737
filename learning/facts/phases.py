"""How an experiment goes, from idea to decision, as one table of allowed moves (a state
machine); it stands beside the states of moderation. Pure."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Phase(models.TextChoices):
    IDEA = "idea", _("an idea")
    PLANNED = "planned", pgettext_lazy("an experiment", "planned")
    RUNNING = "running", pgettext_lazy("an experiment", "running now")
    ENDED = "ended", pgettext_lazy("an experiment", "over, not decided yet")
    DECIDED = "decided", pgettext_lazy("an experiment", "decided")


class Step(StrEnum):
    PLAN = "plan"
    BACK = "back"
    START = "start"
    END = "end"
    DECIDE = "decide"
    RUN_ON = "run_on"
    WAIT = "wait"


# From which phases a step is possible, and where it leads. The last three are made by
# a decision alone: "not clear yet" lets it run on, or wait until its new date.
STEPS = {
    Step.PLAN: ({Phase.IDEA}, Phase.PLANNED),
    Step.BACK: ({Phase.PLANNED}, Phase.IDEA),
    Step.START: ({Phase.PLANNED}, Phase.RUNNING),
    Step.END: ({Phase.RUNNING}, Phase.ENDED),
    Step.DECIDE: ({Phase.ENDED, Phase.DECIDED}, Phase.DECIDED),
    Step.RUN_ON: ({Phase.ENDED}, Phase.RUNNING),
    Step.WAIT: ({Phase.ENDED}, Phase.ENDED),
}
BY_DECISION = {Step.DECIDE, Step.RUN_ON, Step.WAIT}
NAMES = {
    Step.PLAN: _("Plan it"),
    Step.BACK: _("It is an idea again"),
    Step.START: _("Start it"),
    Step.END: _("End it"),
}

# What has to be filled in before a step, and in these phases stays filled in.
NEEDED = {
    Step.START: ["stop_rule", "stop_on"],
    Step.END: ["reach", "saw", "said"],
}
BEFORE_START = [Phase.IDEA, Phase.PLANNED]
BEFORE_END = [*BEFORE_START, Phase.RUNNING]


def needed_in(phase: str) -> list[str]:
    """What has to be filled in, in this phase."""
    found = [] if phase in BEFORE_START else NEEDED[Step.START]
    return found if phase in BEFORE_END else [*found, *NEEDED[Step.END]]


def is_empty(value) -> bool:
    return not value.strip() if isinstance(value, str) else value is None


def may(step: Step, phase: str) -> bool:
    return phase in STEPS[step][0]


def steps_from(phase: str) -> list[Step]:
    """Those that staff make with a button; a decision has a form of its own."""
    return [step for step in NAMES if may(step, phase)]


def leads_to(step: Step) -> Phase:
    return STEPS[step][1]
