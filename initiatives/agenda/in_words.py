"""What is known about an activity, ready to show."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from common.kit.tags import names_of
from initiatives.facts.vocabulary import FEELINGS, LANGUAGES
from initiatives.facts.wording import together
from initiatives.models import Activity, Occurrence
from places.finding import in_words as facts
from places.finding.in_words import MAYBE, YES, Fact
from themes.dimensions import DIMENSIONS

ON_A_CARD = 4
USUAL = "nl"  # what is spoken if nobody says anything


def dimensions(activity: Activity) -> str:
    """Of positive health, as one list in words."""
    return ", ".join(map(str, names_of(DIMENSIONS, activity.dimensions)))


def feelings(activity: Activity) -> list[str]:
    return [str(name) for name in names_of(FEELINGS, activity.feelings)]


def in_words(languages: list[str]) -> str:
    """ "Nederlands, Engels en Arabisch"; empty when nobody said."""
    return together([str(name) for name in names_of(LANGUAGES, languages)])


def languages(activity: Activity) -> str:
    return in_words(activity.languages)


def on_card(activity: Activity) -> list[Fact]:
    found = [facts.cost_of(activity.cost)]
    if activity.place:
        found.append(facts.steps(activity.place))
    spoken = languages(activity)
    if spoken and activity.languages != [USUAL]:
        found.append(Fact("language", spoken, YES))
    if activity.must_sign_up:
        found.append(Fact("clock", _("Sign up first"), MAYBE))
    return found[:ON_A_CARD]


def on_row(activity: Activity) -> list[Fact]:
    """What is special about it: neither that it is free, nor that people speak Dutch,
    nor that nobody knows whether there is a step."""
    others = in_words([each for each in activity.languages if each != USUAL])
    return [
        replace(each, text=others) if each.icon == "language" and others else each
        for each in on_card(activity)
        if each.icon != "free" and not (each.topic and each.icon == "step-limited")
    ]


def note_of(row: Occurrence, *, says_today: bool = True) -> str:
    """What is different this one time; empty when all is as usual. Without `says_today`
    it can be read on another day too."""
    if row.is_cancelled:
        return _("Called off")
    is_today = says_today and row.day == timezone.localdate()
    if row.is_full:
        return _("full today") if is_today else _("full")
    if row.has_stand_in:
        return _("with a stand-in today") if is_today else _("with a stand-in")
    return ""


def first_visit(activity: Activity) -> list[tuple[str, str]]:
    """The six questions of who comes the first time, each with an answer."""
    not_known = _("Not known yet.")
    yes_no = {True: _("Yes."), False: _("No."), None: not_known}
    return [
        (_("Who welcomes me?"), activity.received_by or not_known),
        (
            _("What happens in the first ten minutes?"),
            activity.first_minutes or not_known,
        ),
        (_("Can I come alone?"), yes_no[activity.may_come_alone]),
        (_("Which languages do people speak?"), languages(activity) or not_known),
        (_("May I just sit with you?"), yes_no[activity.may_just_sit]),
        (_("Must I sign up?"), _must_sign_up(activity) or not_known),
    ]


def _must_sign_up(activity: Activity) -> str:
    """Where people sign up, it is not told as if nobody knew of that."""
    can = activity.has_sign_up
    if activity.must_sign_up is None:
        return _("You can: with the button on this page.") if can else ""
    if activity.must_sign_up:
        return _("Yes.")
    return _("No, but you can.") if can else _("No.")
