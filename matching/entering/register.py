"""The record of processing activities (GDPR, article 30) of this app, made from the
periods and rules that the code uses."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.entering.telling import (
    AFTER_LEAVING,
    CODE_LASTS,
    CODE_OF_TABLE_LASTS,
    KEPT,
)


@dataclass(frozen=True)
class Kept:
    """One sort of data: what, why, until when, and who sees it."""

    what: str
    why: str
    until: str
    who: str


def kept() -> list[Kept]:
    two = _("the coordinator and the deputy")
    year = _("%(months)d months after it came, or %(days)d days after someone stops")
    until = year % {
        "months": KEPT.years * 12 + KEPT.months, "days": AFTER_LEAVING.days,
    }  # fmt: skip
    return [
        Kept(
            _(
                "First name, mail address, telephone number, languages, neighbourhood, "
                "parts of the week, subjects, own words, gender as they say it and "
                "with whom they would rather meet, whether a place must be step-free"
            ),
            _("To find two people who fit, and to reach them"),
            until,
            two,
        ),
        Kept(
            _(
                "Of who offers: the days on which a talk, a statement of conduct, a "
                "training and references were seen, and by whom. Never the document, "
                "never a refusal."
            ),
            _("To bring nobody together with someone who was not seen"),
            until,
            two,
        ),
        Kept(
            _("What the coordinator and the deputy wrote down about someone"),
            _("So that nobody has to tell it twice"),
            until,
            _("the coordinator, the deputy, and the person who asks for it"),
        ),
        Kept(
            _("Which two were asked, what each said and when, without a name"),
            _("To ask nobody twice, and to see whether it helps"),
            until,
            two,
        ),
        Kept(
            _("Who of the staff looked at whom, and when"),
            _("So that nobody looks without a reason"),
            until,
            two,
        ),
        Kept(
            _("What was told and never confirmed by the code"),
            _("To send the code"),
            _("%(days)d days, or %(table)d when a host typed it")
            % {"days": CODE_LASTS.days, "table": CODE_OF_TABLE_LASTS.days},
            _("nobody"),
        ),
        Kept(
            _("How many days a wish waited, by subject and month, of nobody"),
            _("To say honestly how long it takes"),
            _("as long as the site is there"),
            _("everyone, from ten on"),
        ),
    ]
